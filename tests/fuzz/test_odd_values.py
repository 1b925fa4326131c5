"""No value of another kind, anywhere in a recorded answer, makes its reader fail.

A mutation meets one place in a million cases; this goes through all of them, one by one.
"""

import json
from collections.abc import Iterator
from typing import Any, cast

import pytest

from gateway.providers.answer import Codec
from tests.fuzz.check_answer import codec
from tests.fuzz.seeds import Case, seeds

ODD: tuple[Any, ...] = (
    *([], {}, ["x"], {"a": 1}, [[1]]),
    *(float("inf"), float("nan"), -1, 10**400, 0.5, True, None, "", "9" * 5_000),
)
ANSWERS = [case for case in seeds() if case.kind == "answer"]


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where something stands; of a list its first elements."""
    listed = list(enumerate(value[:3])) if isinstance(value, list) else []
    for step, inner in value.items() if isinstance(value, dict) else listed:
        yield (*path, step)
        yield from places(inner, (*path, step))


def put(value: Any, path: tuple[Any, ...], odd: Any) -> Any:
    if not path:
        return odd
    if isinstance(value, dict):
        return {**value, path[0]: put(value[path[0]], path[1:], odd)}
    return [put(one, path[1:], odd) if at == path[0] else one for at, one in enumerate(value)]


def units(case: Case) -> Iterator[Any]:
    framing = cast("Codec", codec(case))._framing
    for unit in [*framing.feed(case.body), *framing.end()][:40]:
        try:
            yield json.loads(framing.payload(unit) or "")
        except ValueError:
            continue


def unread(case: Case) -> Iterator[str]:
    """Places, and what stood there when the reader failed."""
    for unit in units(case):
        for path in places(unit):
            for odd in ODD:
                reader = cast("Codec", codec(case))._reader
                try:
                    event = reader(put(unit, path, odd), True)
                except Exception as error:  # noqa: BLE001 - whatever it is
                    yield f"{path} {str(odd)[:20]}: {error!r}"
                else:
                    if not all(
                        type(n) in (int, type(None))
                        for n in (event.input_tokens, event.output_tokens)
                    ):
                        yield f"{path}: a count that is no number"


@pytest.mark.slow
@pytest.mark.parametrize("case", ANSWERS, ids=lambda case: case.name)
def test_every_value_may_be_of_another_kind(case: Case) -> None:
    assert list(unread(case))[:5] == []


def test_some_answer_has_places() -> None:
    assert sum(1 for unit in units(ANSWERS[0]) for _ in places(unit)) > 5
