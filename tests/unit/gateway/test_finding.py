"""From texts to hits; failures have a class; our own tokens are not hits."""

import pytest

from detectors.types import ScanFailed, ScanOverload, ScanTimeout, ScanTooLarge
from gateway.errors import CannotCheck
from gateway.finding import find, mentioned
from gateway.types import Prompt
from tests.fakes import NameScanner
from tests.make import segment


def prompt(*texts: str) -> Prompt:
    return Prompt(dialect="generic", segments=tuple(segment(text) for text in texts))


async def test_hits_name_their_segment() -> None:
    hits = await find(NameScanner().scan, prompt("nothing", "Ann Lowe"))
    assert [(hit.segment, hit.finding.start, hit.finding.end) for hit in hits] == [(1, 0, 8)]


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (ScanTimeout("t"), "timeout"),
        (ScanFailed("f"), "scanner"),
        (ScanOverload("o"), "scanner"),
        (ScanTooLarge("l"), "too_large"),
    ],
)
async def test_a_failing_scan_has_a_class(error: Exception, failure: str) -> None:
    with pytest.raises(CannotCheck) as caught:
        await find(NameScanner(error).scan, prompt("Ann Lowe"))
    assert caught.value.failure == failure


async def test_nothing_hides_behind_the_shape_of_a_token() -> None:
    """A name inside a longer look-alike, and whatever is no name, stays a hit."""
    longer = "PersonAnn Lowe7K2M9"
    assert await find(NameScanner().scan, prompt(longer))
    number = "NhsNumber9434765919"
    hits = await find(NameScanner(also=number, entity="UK_NHS").scan, prompt(f"see {number}"))
    assert [hit.finding.entity for hit in hits] == ["UK_NHS"]


async def test_a_token_is_no_hit_but_a_name_beside_it_is() -> None:
    token = "PersonK7Q2M9XAA2"
    hits = await find(NameScanner(also=token).scan, prompt(f"{token} and Ann Lowe"))
    assert [hit.finding.start for hit in hits] == [len(token) + 5]


async def test_who_is_found_in_one_segment_is_found_in_the_others() -> None:
    hits = await find(NameScanner().scan, prompt("Ann Lowe", "Mrs Lowe's file"))
    assert [(hit.segment, hit.finding.start, hit.source) for hit in hits] == [
        (0, 0, None),
        (1, 4, 0),
    ]


async def test_an_answer_is_read_and_a_failing_scan_finds_nothing() -> None:
    (found,) = await mentioned(NameScanner().scan, "Dear Ann Lowe")
    assert (found.start, found.end) == (5, 13)
    assert await mentioned(NameScanner(ScanTimeout("t")).scan, "Dear Ann Lowe") == ()


async def test_of_a_long_answer_the_beginning_is_read() -> None:
    assert await mentioned(NameScanner().scan, "x " * 10_000 + "Ann Lowe") == ()
