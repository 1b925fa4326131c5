"""Forms: members of an object as fields, as parts of multipart, and what may go wrong in either."""

import json
from random import Random
from urllib.parse import quote, quote_plus

from tests.fuzz.canaries import number, personal, sentence
from tests.fuzz.trees import Node, Pairs

FORM = "application/x-www-form-urlencoded"


def fields(node: Node, chance: Random) -> list[tuple[str, str]]:
    """A document's members as (name, value), brackets for what is deeper; and one of ours."""
    try:
        found = _flat(node, "")[:40]
    except RecursionError:
        found = []
    found = found or [("text", "x")]
    more = chance.choice([(sentence(chance), "1"), ("q", sentence(chance)), ("n", number(chance))])
    at = chance.randrange(len(found) + 1)
    found.insert(at, more)
    if chance.random() < 0.3:
        found[chance.randrange(len(found))] = (chance.choice(("model", "id", "")), personal(chance))
    return found


def _flat(node: Node, at: str) -> list[tuple[str, str]]:
    if isinstance(node, Pairs):
        inner = [(f"{at}[{key}]" if at else str(key), value) for key, value in node]
    elif isinstance(node, list):
        inner = [(f"{at}[{n}]", value) for n, value in enumerate(node)]
    else:
        return [(at or "text", node if isinstance(node, str) else json.dumps(node))]
    return [pair for name, value in inner for pair in _flat(value, name)]


def form(pairs: list[tuple[str, str]], chance: Random) -> bytes:
    """Written as forms are, or nearly so."""
    style = chance.random()
    one = quote_plus if style < 0.5 else quote if style < 0.7 else _all if style < 0.85 else str
    glue = "&" if chance.random() < 0.9 else chance.choice((";", "&&", "&amp;", "\n", "&\r\n"))
    written = glue.join(
        chance.choice((f"{one(n)}={one(v)}",) * 8 + (one(v), f"={one(v)}", f"{one(n)}=={one(v)}"))
        for n, v in _encodable(pairs)
    )
    if chance.random() < 0.1:
        written = chance.choice((f"?{written}", f"{written}&", f"%{written}", f"{written}%zz%"))
    return written.encode(errors="replace")


def _encodable(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [
        (n.encode(errors="replace").decode(), v.encode(errors="replace").decode()) for n, v in pairs
    ]


def _all(text: str) -> str:
    """Every byte by its number."""
    return "".join(f"%{byte:02x}" for byte in text.encode())


def multipart(pairs: list[tuple[str, str]], chance: Random) -> tuple[str, bytes]:
    """The content type and the body, written as browsers do, or nearly so."""
    boundary = chance.choice(("xyz", "----WebKitFormBoundaryA1", "a b", "=_1", "(.*)", "xyz"))
    line = chance.choice(("\r\n",) * 6 + ("\n", "\r"))
    parts = [_part(n, v, line, chance) for n, v in _encodable(pairs)]
    if chance.random() < 0.1:
        parts.insert(0, f'Content-Disposition: form-data; name="n"{line}{line}--{boundary}x')
    body = "".join(f"--{boundary}{line}{part}{line}" for part in parts) + f"--{boundary}--{line}"
    odd = chance.random()
    if odd < 0.2:
        body = chance.choice(
            (
                f"{sentence(chance)}{line}{body}",
                f"{body}{sentence(chance)}",
                body.removesuffix(f"--{line}"),
                body.replace(f"--{boundary}--", "", 1),
                body.replace(f"--{boundary}{line}", f"--{boundary} \t{line}", 2),
                body + body,
                body.replace(line, "\n", 1),
            )
        )
    return _media(boundary, chance), body.encode(errors="replace")


def _media(boundary: str, chance: Random) -> str:
    plain = f'multipart/form-data; boundary="{boundary}"'
    if chance.random() < 0.85:
        return plain
    return chance.choice(
        (
            f"multipart/form-data; boundary={boundary}",
            f"multipart/mixed; boundary={boundary}; boundary=other",
            f"multipart/form-data; xboundary=abc; boundary={boundary}",
            f"Multipart/Form-Data;BOUNDARY={boundary}",
            "multipart/form-data",
            f"multipart/form-data; boundary*=utf-8''{boundary}",
        )
    )


def _part(name: str, value: str, line: str, chance: Random) -> str:
    """A part: its header lines, a blank line, its content."""
    shown = name.replace('"', "%22").replace("\n", "%0A").replace("\r", "%0D")
    lines = [f'Content-Disposition: form-data; name="{shown}"']
    roll = chance.random()
    if roll < 0.12:
        words = sentence(chance).replace("\n", " ").replace('"', "'")
        lines[0] += chance.choice(
            (
                f'; filename="{words}.txt"',
                f"; filename*=UTF-8''{quote(words)}",
                f"; filename={words}",
            )
        )
    elif roll < 0.3:
        lines.append(_header(chance))
    elif roll < 0.34:
        lines[0] = chance.choice((f"content-disposition: form-data; name={shown}", "", "X: y"))
    return f"{line.join(lines)}{line}{line}{value}"


def _header(chance: Random) -> str:
    words = sentence(chance).replace("\n", " ")
    return chance.choice(
        (
            f"X-Note: {words}",
            f"Content-Type: application/json; x={words}",
            "Content-Type: application/json",
            "Content-Transfer-Encoding: base64",
            "Content-Transfer-Encoding: quoted-printable",
            "Content-Encoding: gzip",
            "Content-Type: multipart/mixed; boundary=inner",
            f"Content-Disposition: form-data; name=other; comment={words}",
        )
    )
