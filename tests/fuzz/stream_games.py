"""What can happen to an answer: its events, its JSON, its bytes, and the frames of AWS."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from random import Random

from gateway.errors import Unreadable
from gateway.providers.aws_stream import MEDIA_TYPE, EventFrames, decode, encode, headers
from tests.fuzz import byte_games, json_games
from tests.fuzz.seeds import Case

TOKENS = {
    "PersonK7Q2A9XB4C": "Zoë O'Neil",
    "EmailM3N4P5Q6R7": 'a"b\\c@example.org',
    "AddressB2C3D4F5": "1 High St\nLeeds\r\n\r\ndata: x",
}
"""What is restored: values that must be escaped, and one that looks like the end of an event."""

_EVENT = re.compile(rb"(?s).*?(?:\r\n\r\n|\n\n|\r\r|\Z)")
_STRING = re.compile(rb'"((?:[^"\\\r\n]|\\.)*)"(?!\s*:)')
_OTHER_MEDIA = (
    *(
        "application/json",
        "text/event-stream",
        "application/x-ndjson",
        "text/plain",
        "",
        MEDIA_TYPE,
    ),
    *("application/octet-stream", "text/event-stream; charset=utf-8", "audio/mpeg", "text/html"),
)
_KINDS = ("chunk", "contentBlockDelta", "exception", "messageStop", "x" * 200, "")


def play(case: Case, other: Case, chance: Random) -> Case:
    """An answer with tokens in it and something wrong with it."""
    binary = case.media == MEDIA_TYPE
    units = _frames(case.body) if binary else _EVENT.findall(case.body)
    units = [one for one in units if one]
    for _ in range(chance.choice((1, 2, 2, 3, 5))):
        if units:
            units = chance.choice(GAMES)(units, other, chance, binary)
    body = b"".join(units)
    if chance.random() < 0.2:
        body = byte_games.play(body, other.body, chance)
    media = chance.choice(_OTHER_MEDIA) if chance.random() < 0.06 else case.media
    return replace(case, body=body, media=media)


def _frames(body: bytes) -> list[bytes]:
    framing = EventFrames()
    try:
        return [*framing.feed(body)]
    except Unreadable:
        return [body]


type Game = Callable[[list[bytes], Case, Random, bool], list[bytes]]


def _token(units: list[bytes], _: Case, chance: Random, binary: bool) -> list[bytes]:
    """A token, or a piece of one, inside a string."""
    at = chance.randrange(len(units))
    token = chance.choice([*TOKENS])
    cut = chance.randrange(1, len(token))
    said = chance.choice((token, token, token[:cut], token[cut:], token.lower(), f" {token}. "))
    return _edited(units, at, binary, lambda text: _inserted(text, said.encode(), chance))


def _inserted(text: bytes, said: bytes, chance: Random) -> bytes:
    strings = list(_STRING.finditer(text))
    if not strings:
        return text + said
    place = chance.choice(strings)
    at = chance.choice((place.start(1), place.end(1)))
    return text[:at] + said + text[at:]


def _split(units: list[bytes], _: Case, chance: Random, binary: bool) -> list[bytes]:
    """A token over two events that are alike."""
    at = chance.randrange(len(units))
    token = chance.choice([*TOKENS])
    cut = chance.randrange(1, len(token))
    first = _edited([units[at]], 0, binary, lambda text: _ended(text, token[:cut].encode()))
    second = _edited([units[at]], 0, binary, lambda text: _ended(text, token[cut:].encode()))
    return [*units[:at], *first, *second, *units[at + 1 :]]


def _ended(text: bytes, said: bytes) -> bytes:
    """The longest string, which is most often the text, replaced."""
    strings = sorted(_STRING.finditer(text), key=lambda found: (b" " in found[1], len(found[1])))
    if not strings:
        return said
    place = strings[-1]
    return text[: place.start(1)] + said + text[place.end(1) :]


def _edited(
    units: list[bytes], at: int, binary: bool, change: Callable[[bytes], bytes]
) -> list[bytes]:
    """Frames of AWS get their checksums anew."""
    unit = units[at]
    if not binary:
        return [*units[:at], change(unit), *units[at + 1 :]]
    try:
        message = decode(unit)
    except Unreadable:
        return units
    return [*units[:at], encode(message.head, change(message.payload)), *units[at + 1 :]]


def _json(units: list[bytes], other: Case, chance: Random, binary: bool) -> list[bytes]:
    """Games of JSON in one event."""
    at = chance.randrange(len(units))
    lent = other.body.decode(errors="replace")
    lent = lent[lent.find("{") :] if lent[:1] != "{" else lent

    def change(unit: bytes) -> bytes:
        text = unit.decode(errors="replace")
        start = min((n for n in (text.find("{"), text.find("[")) if n >= 0), default=-1)
        end = max(text.rfind("}"), text.rfind("]")) + 1
        if start < 0 or end <= start:
            return unit
        played = json_games.play(text[start:end], _valid(lent), chance)
        if played is None:
            return unit
        return (text[:start] + played + text[end:]).encode(errors="replace")

    return _edited(units, at, binary, change)


def _valid(text: str) -> str:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return '{"delta":{"text":"lent"}}'
    return text


def _order(units: list[bytes], _: Case, chance: Random, binary: bool) -> list[bytes]:
    first, second = chance.randrange(len(units)), chance.randrange(len(units))
    units = [*units]
    units[first], units[second] = units[second], units[first]
    return units


def _again(units: list[bytes], _: Case, chance: Random, binary: bool) -> list[bytes]:
    at = chance.randrange(len(units))
    return [*units[:at], units[at], *units[at:]]


def _less(units: list[bytes], _: Case, chance: Random, binary: bool) -> list[bytes]:
    at = chance.randrange(len(units))
    return [*units[:at], *units[at + 1 :]]


def _foreign(units: list[bytes], other: Case, chance: Random, binary: bool) -> list[bytes]:
    """An event of another provider."""
    theirs = _frames(other.body) if binary else _EVENT.findall(other.body)
    at = chance.randrange(len(units) + 1)
    return [*units[:at], chance.choice(theirs or [b"data: x\n\n"]), *units[at:]]


def _lines(units: list[bytes], _: Case, chance: Random, binary: bool) -> list[bytes]:
    """Other ends of lines, and what a stream may say besides."""
    at = chance.randrange(len(units))
    if binary:
        named = {":event-type": chance.choice(_KINDS), ":message-type": "event"}
        made = encode(
            headers(named), chance.choice((b"", b"{}", b'{"bytes":"e30="}', b"\xff", b"x"))
        )
        return [*units[:at], made, *units[at:]]
    unit = units[at]
    made = chance.choice(
        (
            unit.replace(b"\n", b"\r\n"),
            unit.replace(b"\n", b"\r"),
            b": comment\n" + unit,
            b"\xef\xbb\xbf" + unit,
            b"id: 7\nevent: x\n" + unit,
            unit.replace(b"data: ", b"data:"),
            unit.replace(b"data: ", b"data:  "),
            unit.replace(b",", b",\ndata: ", 1),
            b"\n\n" + unit,
            b"data\n" + unit,
            b"retry: 1\n\n" + unit,
            unit.rstrip(b"\r\n"),
        )
    )
    return [*units[:at], made, *units[at + 1 :]]


GAMES: tuple[Game, ...] = (
    *(_token, _token, _token, _split, _split, _json, _json, _json, _order, _again, _less),
    *(_foreign, _lines, _lines),
)
