"""The last look before a body leaves: none of the values that were replaced may still be in it."""

import json
import re
from collections.abc import Collection, Iterable, Mapping
from urllib.parse import unquote_plus

_SHORTEST = 4  # shorter values occur inside protocol words


def leaked(body: bytes, target: str, issued: Mapping[str, str]) -> bool:
    """Whether any original stands, as a whole word, in the body or the request target.

    Looks for the plain text and for its JSON-escaped form (RFC 8259 section 7).
    """
    values = {value for value in issued.values() if len(value) >= _SHORTEST}
    if not values:
        return False
    pattern = _whole_words(values | {json.dumps(value)[1:-1] for value in values})
    return bool(
        pattern.search(body.decode("utf-8", "replace")) or pattern.search(unquote_plus(target))
    )


def standing(values: Collection[str], texts: Iterable[str]) -> set[str]:
    """Those of the values that stand, as whole words, in any of the texts."""
    if not values:
        return set()
    pattern = _whole_words(values)
    return {match[0] for text in texts for match in pattern.finditer(text)}


def _whole_words(values: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(values)))})(?!\w)")
