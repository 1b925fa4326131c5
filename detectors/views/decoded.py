"""Base64, hexadecimal and escapes of addresses, HTML and JSON, read once or twice."""

import base64
import binascii
import html
import re
from collections.abc import Callable, Iterator

from detectors.views.gate import Look
from detectors.views.piece import NUMBERS, Piece

MOST = 100_000  # characters of one run; windows are shorter anyway
_DEEP = 2
_BASE64 = re.compile(
    r"(?<![A-Za-z\d+/_=-])(?:[A-Za-z\d+/]{60,80}\r?\n){0,1000}[A-Za-z\d+/_-]{12,100000}"
    r"(?:={1,2}|(?:%3[Dd]){1,2})?(?![A-Za-z\d])"
)
_HEX = re.compile(
    r"[\da-fA-F](?<![A-Za-z\d].)(?:(?<=0)x[\da-fA-F]{2}|[\da-fA-F])(?:[ :,]{0,2}(?:0x|"
    r"\\x)?[\da-fA-F]{2}){5,50000}(?![A-Za-z\d])"
)
_BYTES = re.compile(r"(?:\\x[\da-fA-F]{2}){2,}")
_URL = re.compile(r"(?:%(?:25){0,2}[\da-fA-F]{2}){1,40}")
_ENTITY = re.compile(r"&(?:amp;){0,2}(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z]{2,8});")
_PLAIN_ENTITY = frozenset("&amp; &lt; &gt; &quot; &pound; &copy; &euro; &ndash; &mdash;".split())  # noqa: SIM905
_JSON = re.compile(r"(?:\\{1,4}u[\da-fA-F]{4}){1,200}")
_MARKS = re.compile(r"[\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u00a3\u20ac]+")
_WORDS = re.compile(r"[^\W\d_]{2,}")


def decoded(text: str, seen: Look) -> Iterator[Piece]:
    """Every plausible run; what is no readable text when decoded stays as it is."""
    if seen.long_runs:
        yield from _runs(text, _BASE64, _from_base64, "base64")
        yield from _runs(text, _HEX, _from_hex, "hexadecimal")
    elif seen.mixed_words:
        yield from _runs(text, _HEX, _from_hex, "hexadecimal")
    if seen.escapes:
        yield from _escapes(text)


def _runs(
    text: str, pattern: re.Pattern[str], read: Callable[[str], str], how: str
) -> Iterator[Piece]:
    for match in pattern.finditer(text):
        said = read(match[0])
        if said:
            yield _piece(*match.span(), _again(said), how)


def _escapes(text: str) -> Iterator[Piece]:
    if "\\x" in text:
        yield from _runs(text, _BYTES, _from_hex, "hexadecimal")
    if "%" in text:
        yield from _runs(text, _URL, _from_url, "escaped address")
    if "&" in text:
        yield from _runs(text, _ENTITY, _from_html, "HTML entities")
    if "\\u" in text:
        yield from _runs(text, _JSON, _from_json, "JSON escapes")


def _piece(start: int, end: int, said: str, how: str) -> Piece:
    words = len(_WORDS.findall(said)) > 1 or said.isalpha() or said == "'"
    return Piece(start=start, end=end, text=said, evidence=how, entities=None if words else NUMBERS)


def _again(said: str, deep: int = 1) -> str:
    """What was decoded may itself be encoded."""
    if deep < _DEEP:
        for read, pattern in ((_from_base64, _BASE64), (_from_hex, _HEX)):
            match = pattern.fullmatch(said.strip())
            inner = match and read(said.strip())
            if inner:
                return _again(inner, deep + 1)
        said = _URL.sub(lambda m: _from_url(m[0]) or m[0], said) if "%" in said else said
        said = html.unescape(said) if "&" in said else said
    return said


def _from_base64(run: str) -> str:
    """A window may have cut the run, so each of the four places it may begin at is tried."""
    if run.isalpha() and (run[1:].islower() or run.isupper()):
        return ""  # a long word
    bare = re.sub(r"\s|=|%3[Dd]", "", run[:MOST]).replace("-", "+").replace("_", "/")
    if bare.isdigit() or (bare.isalpha() and (bare.islower() or bare.isupper())):
        return ""
    for skip in range(4 if len(bare) > 64 else 1):
        part = bare[skip:]
        part = part[: len(part) - 1] if len(part) % 4 == 1 else part
        try:
            said = _readable(base64.b64decode(part + "=" * (-len(part) % 4)))
        except (binascii.Error, ValueError):
            continue
        if said:
            return said
    return ""


def _from_hex(run: str) -> str:
    bare = re.sub(r"0x|\\x|[^\da-fA-F]", "", run[:MOST])
    if bare.isdigit() and (len(bare) < len(run) or len(bare) < 16):
        return ""  # a row of figures
    return _readable(bytes.fromhex(bare[: len(bare) & ~1]))


def _from_url(run: str) -> str:
    """`%40`, and `%2540`, which was escaped twice. A lone per cent sign stays."""
    return _readable(
        bytes.fromhex("".join(re.findall(r"[\da-fA-F]{2}", re.sub("%(?:25)+", "%", run)))), 1
    )


def _from_html(run: str) -> str:
    bare = re.sub("&(?:amp;)+", "&", run)
    said = "" if bare in _PLAIN_ENTITY else html.unescape(bare)
    said = " " if said.isspace() else said
    return said if said != bare and len(said) == 1 and said.isprintable() else ""


def _from_json(run: str) -> str:
    units = [int(unit, 16) for unit in re.findall(r"u([\da-fA-F]{4})", run)]
    said = b"".join(unit.to_bytes(2, "big") for unit in units).decode("utf-16-be", "replace")
    return "" if _MARKS.fullmatch(said) else said


def _readable(data: bytes, least: int = 6) -> str:
    """Text, if the bytes are UTF-8 and print; UTF-16 as Windows encodes its commands."""
    if len(data) >= 12 and not any(data[1:24:2]):
        data = data.decode("utf-16-le", "ignore").encode()
    try:
        said = data.decode()
    except UnicodeDecodeError:
        cut = data[3:-3] if least > 1 and len(data) > 48 else b""
        said = cut.decode("utf-8", "ignore") if cut and cut.isascii() else ""
    fine = len(said) >= least and all(c.isprintable() or c in "\t\r\n" for c in said)
    return said if fine and (least == 1 or any(c.isalnum() for c in said)) else ""
