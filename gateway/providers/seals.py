"""What a provider signed or encrypted for itself: the first such seal tells a conversation apart.

It goes out and comes back as it is, so that an answer and the requests that go on with it share it.
"""

from collections.abc import Iterator
from hashlib import sha256

from gateway.providers.events import Json, member
from gateway.providers.words import is_blob

SEALS = frozenset(("signature", "thoughtSignature", "thought_signature", "encrypted_content"))
"""Members that hold one, in requests and answers alike."""

_IN_ANSWERS = ("ignature", "encrypted_content", "redacted_thinking")
_REDACTED, _DATA = "redacted_thinking", "data"
_DEEPEST = 12


def may_seal(payload: str) -> bool:
    """Whether a unit of an answer is worth a closer look."""
    return any(name in payload for name in _IN_ANSWERS)


def first_seal(value: Json) -> str:
    """The name of the first seal in a unit of an answer, or "".

    What OpenAI says of an item that only begins is not yet what it will be in the end.
    """
    if str(member(value, "type")).endswith(".added"):
        return ""
    return next((named(seal) for seal in _seals(value, 0)), "")


def named(seal: str) -> str:
    """What is kept of it: nothing that anybody could read."""
    return f"sealed {sha256(seal.encode('utf-8', 'surrogatepass')).hexdigest()}"


def _seals(value: Json, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for one in value:
            yield from _seals(one, depth + 1)
    elif isinstance(value, dict):
        for name, one in value.items():
            if isinstance(one, str):
                if one and _is_seal(name, value) and is_blob(one):
                    yield one
            else:
                yield from _seals(one, depth + 1)


def _is_seal(name: str, holder: dict[str, Json]) -> bool:
    return name in SEALS or (name == _DATA and holder.get("type") == _REDACTED)
