"""JSON as a tree that keeps what a parser drops: keys given twice, how a number is spelt."""

import json
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

type Node = Any
"""A list, a Pairs, a Raw, text, None or a truth value."""


class Pairs(list[list[Any]]):
    """An object as [key, value] pairs in their order; a key may come twice."""


class Raw(str):
    """JSON source as it is to be written: a number of any length, or nothing that is JSON."""

    __slots__ = ()


def parse(text: str) -> Node:
    """The tree of a document. Raises ValueError or RecursionError for what is none."""
    return json.loads(
        text,
        strict=False,
        object_pairs_hook=lambda pairs: Pairs([list(pair) for pair in pairs]),
        parse_int=Raw,
        parse_float=Raw,
    )


type Place = tuple[Any, Any]
"""A container, and the index of a value in it."""


def places(root: list[Node]) -> list[Place]:
    """Every place where a value stands; the whole document is the only element of `root`."""
    found: list[Place] = []
    waiting: list[Node] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Pairs):
            found += [(pair, 1) for pair in node]
            waiting += [pair[1] for pair in node if isinstance(pair[1], list)]
        else:
            found += [(node, at) for at in range(len(node))]
            waiting += [inner for inner in node if isinstance(inner, list)]
    return found


def copied(node: Node) -> Node:
    """The same, to be changed apart. Raises RecursionError for what is too deep."""
    if isinstance(node, Pairs):
        return Pairs([[key, copied(value)] for key, value in node])
    return [copied(inner) for inner in node] if isinstance(node, list) else node


def write(node: Node, chance: Random) -> str:
    """The tree as JSON source, in one of the ways in which programs write it."""
    style = chance.random()
    quote: Callable[[str], str] = _plainly
    if style < 0.3:
        quote = json.dumps
    elif style < 0.4:
        quote = _escaped
    elif style < 0.5:
        quote = lambda text: _escaped(text) if chance.random() < 0.3 else _plainly(text)  # noqa: E731
    return "".join(_pieces(node, quote, chance.choice(["", " ", "", "\n "])))


def _plainly(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _escaped(text: str) -> str:
    """Every character by its number, as UTF-16 has it."""
    units = text.encode("utf-16-be", "surrogatepass").hex()
    return '"' + "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4)) + '"'


def _pieces(root: Node, quote: Callable[[str], str], gap: str) -> Iterator[str]:
    """Without recursion: nesting may be deeper than any stack."""
    waiting: list[Any] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, _Source):
            yield node.text
        elif isinstance(node, Raw):
            yield str(node)
        elif isinstance(node, str):
            yield quote(node)
        elif isinstance(node, list):
            waiting += reversed(_opened(node, quote, gap))
        else:
            yield json.dumps(node)


class _Source:
    """Punctuation."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text


def _opened(node: list[Any], quote: Callable[[str], str], gap: str) -> list[Any]:
    pairs = isinstance(node, Pairs)
    out: list[Any] = [_Source("{" if pairs else "[")]
    for number, element in enumerate(node):
        if number:
            out.append(_Source(f",{gap}"))
        if pairs:
            out += [_Source(f"{quote(element[0])}:{gap}"), element[1]]
        else:
            out.append(element)
    return [*out, _Source("}" if pairs else "]")]
