"""What can be done to a JSON document so that two readers disagree on what it says."""

import base64
import json
from collections.abc import Callable
from contextlib import suppress
from random import Random

from tests.fuzz.canaries import number, personal, sentence
from tests.fuzz.trees import Node, Pairs, Place, Raw, copied, parse, places, write

_KEYS = (  # noqa: SIM905 - a list of words reads better
    "type role content text input messages model id name arguments parts tools metadata url data"
    " system prompt instructions file_id signature thinking stream user image_url title function"
    " call_id description inlineData functionResponse body custom_id delta v p o"
).split()
_TYPES = (  # noqa: SIM905
    "text input_text output_text thinking image image_url input_image tool_use tool_result file"
    " function function_call function_call_output reasoning message user assistant system tool"
    " developer redacted_thinking document base64 url mcp_call custom"
).split()
_NUMBERS = (
    *("1e999", "-1e-999", "0.1e-400", "NaN", "-Infinity", "Infinity", "-0", "1" * 400),
    *("9" * 5000, "01", "+1", ".5", "0x1F", "1_000", "9007199254740993", "1.", "1e", "--1"),
)

type Game = Callable[[list[Node], Random, Node], None]


def play(text: str, other: str, chance: Random) -> str | None:
    """The document after one to four games; None where it is no JSON. `other` lends its parts."""
    try:
        root, lent = [parse(text)], parse(other)
    except (ValueError, RecursionError):
        return None
    for _ in range(chance.choice((1, 1, 2, 2, 3, 4))):
        with suppress(RecursionError):
            chance.choice(GAMES)(root, chance, lent)
    return _around(write(root[0], chance), chance)


def _around(text: str, chance: Random) -> str:
    """What may stand outside the document."""
    roll = chance.random()
    if roll < 0.85:
        return text
    made = [
        f"\ufeff{text}",
        f"\ufeff\ufeff{text}",
        f" \r\n\t{text}\n\n",
        f"{text},",
        f"{text}\x00",
        f"{text}{text}",
        f"{text}\n{text}",
        f"/* {sentence(chance)} */{text}",
        f"{text} // {sentence(chance)}",
        f")]}}'\n{text}",
        f"\x0c{text}",
        f"\u00a0{text}",
        f"{text}\x1e",
        f"42{text}",
        f"data: {text}\n\n",
        f"{'[' * (depth := chance.choice((150, 190, 205, 3_000)))}{text}{']' * depth}",
        text.replace('"', "'"),
    ]
    return chance.choice(made)


def _any(root: list[Node], chance: Random) -> Place:
    return chance.choice(places(root))


def _leaf(root: list[Node], chance: Random) -> Place:
    """A place where text stands, if there is any."""
    texts = [(c, at) for c, at in places(root) if isinstance(c[at], str)]
    return chance.choice(texts) if texts else _any(root, chance)


def _plant(root: list[Node], chance: Random, _: Node) -> None:
    container, at = _leaf(root, chance)
    container[at] = sentence(chance)


def _plant_anywhere(root: list[Node], chance: Random, _: Node) -> None:
    container, at = _any(root, chance)
    container[at] = chance.choice(
        [sentence(chance), personal(chance), Raw(number(chance)), [sentence(chance)]]
    )


def _plant_inside(root: list[Node], chance: Random, _: Node) -> None:
    container, at = _leaf(root, chance)
    if isinstance(container[at], str):
        text = container[at]
        cut = chance.randrange(len(text) + 1)
        container[at] = f"{text[:cut]}{sentence(chance)}{text[cut:]}"


def _objects(root: list[Node]) -> list[Pairs]:
    return [c[at] for c, at in places(root) if isinstance(c[at], Pairs)] or [Pairs()]


def _plant_key(root: list[Node], chance: Random, _: Node) -> None:
    chance.choice(_objects(root)).append(
        [chance.choice([sentence(chance), personal(chance)]), chance.choice([1, None, "x", True])]
    )


def _add(root: list[Node], chance: Random, lent: Node) -> None:
    given = [c[at] for c, at in places([lent])]
    value = chance.choice([sentence(chance), copied(chance.choice(given))])
    chance.choice(_objects(root)).insert(0, [chance.choice(_KEYS), value])


def _swap_type(root: list[Node], chance: Random, _: Node) -> None:
    container, at = _any(root, chance)
    before = container[at]
    container[at] = chance.choice(
        [
            [before],
            Pairs([["text", before]]),
            Pairs([["type", "text"], ["text", before]]),
            [[[before]]],
            Pairs([["content", [before]]]),
            None,
            True,
            Raw("0"),
            "",
            Pairs(),
            [],
            chance.choice(_TYPES),
        ]
    )


def _twice(root: list[Node], chance: Random, _: Node) -> None:
    """A key given twice; parsers take the first, the last, or neither."""
    one = chance.choice(_objects(root))
    if one:
        key = chance.choice(one)[0]
        one.insert(chance.randrange(len(one) + 1), [key, sentence(chance)])


def _rename(root: list[Node], chance: Random, _: Node) -> None:
    one = chance.choice(_objects(root))
    if one:
        pair = chance.choice(one)
        pair[0] = chance.choice([*_KEYS, pair[0].upper(), pair[0] + " ", f"{pair[0]}_id"])


def _retype(root: list[Node], chance: Random, _: Node) -> None:
    named = [p for one in _objects(root) for p in one if p[0] in ("type", "role")]
    if named:
        chance.choice(named)[1] = chance.choice(_TYPES)


def _move(root: list[Node], chance: Random, _: Node) -> None:
    first, second = _any(root, chance), _any(root, chance)
    taken = copied(first[0][first[1]])
    second[0][second[1]] = taken


def _lend(root: list[Node], chance: Random, lent: Node) -> None:
    container, at = _any(root, chance)
    given = chance.choice(places([lent]))
    container[at] = copied(given[0][given[1]])


def _delete(root: list[Node], chance: Random, _: Node) -> None:
    container, at = _any(root, chance)
    if container is not root and not isinstance(container, Pairs):
        container[at] = Pairs() if at == 1 else None


def _deepen(root: list[Node], chance: Random, _: Node) -> None:
    container, at = _any(root, chance)
    for _ in range(chance.choice((3, 20, 62))):
        container[at] = [container[at]] if chance.random() < 0.5 else Pairs([["a", container[at]]])


def _into_text(root: list[Node], chance: Random, _: Node) -> None:
    """JSON inside a string, up to four times."""
    container, at = _any(root, chance)
    for _ in range(chance.choice((1, 1, 2, 3, 4))):
        container[at] = write(container[at], chance)


def _pack(root: list[Node], chance: Random, _: Node) -> None:
    """Base64, as it is or in a data: URL."""
    container, at = _leaf(root, chance)
    text = f"{sentence(chance)} " * chance.choice((1, 3, 20))
    packed = base64.b64encode(text.encode()).decode()
    container[at] = chance.choice(
        [
            packed,
            f"data:text/plain;base64,{packed}",
            f"data:,{text}",
            packed.rstrip("="),
            packed[:9],
        ]
    )


def _halve(root: list[Node], chance: Random, _: Node) -> None:
    """Half a surrogate pair, or other letters that encoders stumble over."""
    container, at = _leaf(root, chance)
    if isinstance(container[at], str):
        odd = chance.choice(["\ud83d", "\udc00", "\ud83d\ud83d", "\x00", "\x7f", "\ufffe", "\r\n"])
        container[at] = f"{odd}{container[at]}{odd} {sentence(chance)}"


def _count(root: list[Node], chance: Random, _: Node) -> None:
    container, at = _any(root, chance)
    container[at] = Raw(chance.choice(_NUMBERS))


def _lengthen(root: list[Node], chance: Random, _: Node) -> None:
    container, at = _leaf(root, chance)
    container[at] = chance.choice(
        ["a" * 255, "a" * 256, "a " * 500, "A1" * 700 + " Lowe x", "=" * 300, "{" * 400, "\\" * 301]
    )


def _address(root: list[Node], chance: Random, _: Node) -> None:
    container, at = _leaf(root, chance)
    words = sentence(chance)
    container[at] = chance.choice(
        [
            f"https://x.example/{words}",
            f"https://u:p@x.example/?key=1&q={words}",
            f"https://{words}@x.example/",
            f"file://{words}",
            f"mailto:{words}",
            f"data:text/html,{words}",
            f"x.example/?token={words}#{words}",
        ]
    )


def _numbers_for_text(root: list[Node], chance: Random, _: Node) -> None:
    container, at = _any(root, chance)
    container[at] = [Raw(str(chance.randrange(100_000))) for _ in range(4)]


def _source(root: list[Node], chance: Random, _: Node) -> None:
    container, at = _leaf(root, chance)
    whole = json.dumps({"q": sentence(chance), sentence(chance): [personal(chance)]})
    container[at] = chance.choice([whole, whole[:-2], f"[{whole}]", f" {whole}", f"{whole} x"])


GAMES: tuple[Game, ...] = (
    *(_plant, _plant, _plant_anywhere, _plant_anywhere, _plant_inside, _plant_key, _add),
    *(_swap_type, _twice, _rename, _retype, _move, _lend, _delete, _deepen, _into_text, _pack),
    *(_halve, _count, _lengthen, _address, _numbers_for_text, _source),
)
