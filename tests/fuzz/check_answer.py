"""What must hold of every answer, however it was mutated and however it arrives."""

import json
from itertools import pairwise
from random import Random
from typing import cast

from gateway.errors import Unreadable
from gateway.providers.answer import Codec
from gateway.providers.dialect import AnswerCodec, dialect_for
from gateway.providers.framing import ArrayElements, Framing
from gateway.pseudonyms.answer import AnswerRestorer
from tests.fuzz.check_request import Broken
from tests.fuzz.seeds import Case
from tests.fuzz.stream_games import TOKENS
from tests.fuzz.trees import Node, Pairs

_EMPTIED = frozenset(("logprobs", "logprobs_result", "logprobsResult"))


def check(case: Case, chance: Random) -> None:
    """Raises Broken, or whatever the product raised that it must not."""
    whole, once = _through(case, [case.body], TOKENS)
    pieces, cut = _through(case, _cuts(case.body, chance), TOKENS)
    if once is not cut:
        raise Broken("whether it can be read depends on how it arrives")
    if once and whole != pieces and not _no_text(case):
        raise Broken("what is restored depends on how it arrives")
    same, _ = _through(case, _cuts(case.body, chance), {})
    if once and not (same == case.body or (_in_records(case) and case.body.startswith(same))):
        raise Broken("with nothing to restore it is not itself")
    if once:
        _same_frames(case, whole)
    codec(case).failure("stopped")


def codec(case: Case) -> AnswerCodec:
    request = case.request()
    status = 101 if _in_records(case) else 200
    return dialect_for(request).answer(request, status=status, content_type=case.media)


def _in_records(case: Case) -> bool:
    """Whether it comes over a socket, whose last record may never be complete."""
    return case.opens and case.media.endswith("ndjson")


def _no_text(case: Case) -> bool:
    """Plain text in an encoding that is not known passes as it comes."""
    try:
        case.body.decode()
    except UnicodeDecodeError:
        return cast("Codec", codec(case))._framing.plain
    return False


def _cuts(body: bytes, chance: Random) -> list[bytes]:
    places = sorted(chance.randrange(len(body) + 1) for _ in range(chance.choice((1, 2, 5, 20))))
    return [body[a:b] for a, b in pairwise([0, *places, len(body)])]


def _through(case: Case, pieces: list[bytes], tokens: dict[str, str]) -> tuple[bytes, bool]:
    """What comes out, and whether it could be read to its end."""
    restorer = AnswerRestorer(codec(case), tokens, capture_characters=2_000)
    out = bytearray()
    socket = _in_records(case)
    try:
        for piece in [case.body] if socket else pieces:
            out += b"".join(restorer.units(piece)) if socket else restorer.feed(piece)
        out += b"".join(restorer.settle()) if socket else restorer.end()
    except Unreadable:
        return bytes(out), False
    if len(restorer.received) > 2_100:
        raise Broken("more of an answer is kept than was asked")
    _ = restorer.facts, restorer.restored, restorer.unrestored
    return bytes(out), True


def _units(case: Case, body: bytes) -> tuple[Framing, list[bytes]]:
    framing = cast("Codec", codec(case))._framing
    units = [*framing.feed(body)]
    if _in_records(case):
        return framing, units
    return framing, [*units, *framing.end()]


def _same_frames(case: Case, restored: bytes) -> None:
    """As many frames as before, and JSON that says the same in other words."""
    framing, before = _units(case, case.body)
    _, after = _units(case, restored)
    if framing.plain or (isinstance(framing, ArrayElements) and not _all_json(framing, before)):
        return
    if len(before) != len(after):
        raise Broken("a frame was added or lost")
    for one, two in zip(before, after, strict=True):
        if one != two:
            _same_shape(framing.payload(one), framing.payload(two))


def _all_json(framing: Framing, units: list[bytes]) -> bool:
    """Whether every element is JSON; where one is not, nobody can tell where the next begins."""
    payloads = [framing.payload(unit) for unit in units]
    return all(payload is not None and _value(payload) is not None for payload in payloads)


def _same_shape(before: str | None, after: str | None) -> None:
    if before is None:
        raise Broken("a frame without text was changed")
    old = _value(before)
    if old is None:
        return
    new = _value(after or "")
    if new is None:
        raise Broken("JSON is no JSON any more")
    if _bare(old) != _bare(new):
        raise Broken("more than texts was changed")


def _value(text: str) -> Node:
    try:
        return json.loads(
            text.strip().lstrip("\ufeff"),
            strict=False,
            object_pairs_hook=lambda pairs: Pairs(map(list, pairs)),
        )
    except (ValueError, RecursionError):
        return None


def _bare(root: Node) -> list[object]:
    """A document without its texts and numbers, and without what repeats them."""
    out: list[object] = []
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Pairs):
            kept = [(key, value) for key, value in node if key not in _EMPTIED]
            out += ["{", *(key for key, _ in kept)]
            waiting += [value for _, value in kept]
        elif isinstance(node, list):
            out.append(len(node))
            waiting += node
        else:
            out.append(type(node) if not isinstance(node, int | float) else "number")
    return out
