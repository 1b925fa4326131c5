"""The last look before a body leaves: none of the values that were replaced may still be in it."""

import json
import re
from collections.abc import Mapping
from urllib.parse import unquote_plus

_SHORTEST = 4  # shorter values occur inside protocol words


def leaked(body: bytes, target: str, issued: Mapping[str, str]) -> bool:
    """Whether any original stands, as a whole word, in the body or the request target.

    Looks for the plain text and for its JSON-escaped form (RFC 8259 section 7).
    """
    values = {value for value in issued.values() if len(value) >= _SHORTEST}
    if not values:
        return False
    forms = values | {json.dumps(value)[1:-1] for value in values}
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(forms)))})(?!\w)")
    return bool(
        pattern.search(body.decode("utf-8", "replace")) or pattern.search(unquote_plus(target))
    )
