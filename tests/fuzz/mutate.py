"""One mutated case from a seed: the same number always makes the same one."""

from dataclasses import replace
from functools import cache
from random import Random
from urllib.parse import quote

from tests.fuzz import byte_games, form_games, json_games, stream_games
from tests.fuzz.canaries import sentence
from tests.fuzz.seeds import Case, seeds
from tests.fuzz.trees import parse

_MEDIA = (
    *(
        "application/json",
        "application/json; charset=utf-16",
        "text/plain",
        "text/plain;charset=UTF-8",
    ),
    *("", "application/x-ndjson", "application/octet-stream", "application/x-www-form-urlencoded"),
    *("multipart/form-data; boundary=xyz", "application/vnd.api+json", "text/event-stream"),
    *(
        "application/grpc",
        "APPLICATION/JSON",
        "application/x-protobuf",
        "application/json, text/plain",
    ),
)
_HEADERS = (
    ("authorization", "AWS4-HMAC-SHA256 Credential=x"),
    ("signature-input", "sig1=()"),
    ("x-goog-upload-command", "upload, finalize"),
    ("x-goog-upload-command", "upload"),
    ("x-ms-blob-type", "BlockBlob"),
    ("content-type", "text/plain"),
    ("sec-websocket-protocol", "json, Zann Lowe 1 is ill"),
    ("x-goog-upload-offset", "40"),
)


def mutated(seed: int, number: int) -> Case:
    """The case of this number in the run of this seed."""
    chance = Random(f"{seed}:{number}")
    (kind,) = chance.choices(("request", "message", "answer"), (12, 3, 5))
    case, other = chance.choice(_of(kind)), chance.choice(seeds())
    if case.kind == "answer":
        return stream_games.play(case, other, chance)
    return _addressed(_sent(case, other, chance), other, chance)


@cache
def _of(kind: str) -> tuple[Case, ...]:
    return tuple(case for case in seeds() if case.kind == kind)


def _sent(case: Case, other: Case, chance: Random) -> Case:
    """Another body."""
    roll = chance.random()
    if roll < 0.62:
        case = _structured(case, other, chance)
    elif roll < 0.85 and case.kind == "request":
        case = _as_form(case, other, chance)
    else:
        case = replace(case, body=byte_games.play(case.body, other.body, chance))
    if chance.random() < 0.15:
        case = replace(case, body=byte_games.play(case.body, other.body, chance))
    return case


def _structured(case: Case, other: Case, chance: Random) -> Case:
    lines = case.body.decode("latin-1" if case.media[:9] == "multipart" else "utf-8", "replace")
    lent = _document(other)
    played = json_games.play(lines, lent, chance)
    if played is None:
        played = "\n".join(json_games.play(one, lent, chance) or one for one in lines.split("\n"))
    return replace(
        case, body=played.encode(errors="surrogatepass" if chance.random() < 0.1 else "replace")
    )


def _document(case: Case) -> str:
    """Some JSON of a case, whatever it is in."""
    text = case.body.decode(errors="replace").strip()
    found = (line.partition("{") for line in text.split("\n") if "{" in line)
    return (
        text if text[:1] == "{" else next(("{" + rest for _, _, rest in found), "[]").rstrip("\x1e")
    )


def _as_form(case: Case, other: Case, chance: Random) -> Case:
    """The same things said in a form."""
    source = _document(case if chance.random() < 0.7 else other)
    try:
        node = parse(source)
    except (ValueError, RecursionError):
        node = [source[:200]]
    pairs = form_games.fields(node, chance)
    if chance.random() < 0.4:
        return replace(case, media=form_games.FORM, body=form_games.form(pairs, chance))
    media, body = form_games.multipart(pairs, chance)
    return replace(case, media=media, body=body)


def _addressed(case: Case, other: Case, chance: Random) -> Case:
    """Another address, type or header, now and then."""
    roll = chance.random()
    if roll < 0.08 and other.kind != "message" and case.kind == "request" and not other.opens:
        case = replace(case, host=other.host, target=other.target, method=other.method)
    elif roll < 0.14 and case.kind == "request":
        case = replace(case, media=chance.choice(_MEDIA))
    elif roll < 0.2:
        case = replace(case, headers=(*case.headers, chance.choice(_HEADERS)))
    elif roll < 0.26:
        case = replace(case, target=_asked(case.target, chance))
    return case


def _asked(target: str, chance: Random) -> str:
    """With words in the query or the path."""
    words = quote(sentence(chance), safe=chance.choice(("", "+<>'\"")))
    glue = "&" if "?" in target else "?"
    return chance.choice(
        (
            f"{target}{glue}q={words}",
            f"{target}{glue}{words}",
            f"{target}{glue}{words}=1",
            f"{target}{glue}{chance.choice(('key', 'token', 'sig', 'alt'))}={words}",
            f"{target}{glue}a=1;b={words}",
            f"{target}{glue}a=1?b={words}",
            f"{target}#{words}",
        )
    )
