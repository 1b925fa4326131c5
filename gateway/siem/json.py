"""Small documents: what is not known is left out, and one stands on one line."""

import json
from collections.abc import Mapping
from typing import Any


def without_empty(document: Mapping[str, Any]) -> dict[str, Any]:
    """Without members that are None, "", an empty list or an empty object, at any depth."""
    kept = {
        name: without_empty(value) if isinstance(value, Mapping) else value
        for name, value in document.items()
    }
    return {name: value for name, value in kept.items() if value not in (None, "", [], {})}


def one_line(document: Mapping[str, Any]) -> str:
    """Compact JSON; ASCII, so that no receiver's encoding can harm it."""
    return json.dumps(document, separators=(",", ":"))
