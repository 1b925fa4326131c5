"""A withheld number stays unknown, even to somebody who knows how numbers are withheld."""

from collections import defaultdict
from itertools import product

import pytest

from gateway.audit.reports.suppression import protected, shown


@pytest.mark.parametrize(("number", "expected"), [(0, 0), (1, None), (4, None), (5, 5)])
def test_numbers_from_one_to_four_are_withheld(number: int, expected: int | None) -> None:
    assert shown(number) == expected


def test_large_numbers_and_nothing_are_shown() -> None:
    assert protected({"a": 5, "b": 0, "c": 70}).counts == {"a": 5, "b": 0, "c": 70}


def test_the_only_small_number_takes_the_next_one_with_it() -> None:
    assert protected({"a": 3, "b": 20, "c": 9, "d": 0}).counts == {
        "a": None,
        "b": 20,
        "c": None,
        "d": 0,
    }


def test_ones_alone_would_be_known_by_their_number() -> None:
    assert protected({"a": 1, "b": 1, "c": 30, "d": 40}).counts == {
        "a": None,
        "b": None,
        "c": None,
        "d": 40,
    }


def test_what_cannot_be_protected_is_withheld_whole() -> None:
    assert protected({"a": 4}).whole
    assert protected({"a": 4, "b": 5}).whole
    assert protected(dict.fromkeys("abcdefghij", 1)).whole


@pytest.mark.parametrize(("lines", "most"), [(1, 30), (2, 30), (3, 26), (4, 20)])
def test_every_withheld_number_could_be_another(lines: int, most: int) -> None:
    # All tables that look the same once numbers are withheld: whoever knows the way they are
    # withheld, the total and the names must still not know what any withheld number is.
    alike = defaultdict(list)
    for numbers in product(range(most + 1), repeat=lines):
        if 5 <= sum(numbers) <= most:
            found = protected(dict(enumerate(map(int, numbers))))  # type: ignore[arg-type]
            alike[sum(numbers), found.whole, tuple(found.counts.values())].append(numbers)
    for (_, whole, seen), tables in alike.items():
        hidden = range(lines) if whole else [n for n, number in enumerate(seen) if number is None]
        for place in hidden:
            assert len({table[place] for table in tables}) > 1, (seen, tables)
