"""Names beside a mailbox, a department or the same name in other letters; nicknames in quotes."""

import pytest

from detectors.rule import Hit
from detectors.vouched import BRACKETED, LETTERS, MAILBOX, NICKNAME, vouched


def places(text: str, *names: str) -> list[tuple[int, int]]:
    return [(text.index(name), text.index(name) + len(name)) for name in names]


def found(text: str, *names: str, seen: tuple[str, ...] = ()) -> dict[str, float]:
    people = [Hit(*place, 0.9) for place in places(text, *names)]
    hits = vouched(text, people, places(text, *seen))
    return {text[hit.start : hit.end]: hit.score for hit in hits}


@pytest.mark.parametrize(
    "text",
    ["ask Tam (tam.ferry@lowmere.org)", "Tam: tamf@lowmere.org", "Tam <tam@lowmere.org> wrote"],
)
def test_a_name_is_vouched_for_by_a_mailbox_that_begins_with_it(text: str) -> None:
    assert found(text) == {"Tam": MAILBOX}


@pytest.mark.parametrize("text", ["Write to (info@lowmere.org)", "Tam (una.ferry@lowmere.org)"])
def test_other_mailboxes_vouch_for_nobody(text: str) -> None:
    assert found(text) == {}


def test_a_department_in_brackets_vouches_for_what_may_be_a_name() -> None:
    assert found("Grace (HR) said no", seen=("Grace",)) == {"Grace": BRACKETED}
    assert found("Grace (HR) said no") == {}
    assert found("Grace (period) ends", seen=("Grace",)) == {}


@pytest.mark.parametrize("written", ["李美玉", "Олена Коваль", "Μαρία"])
def test_the_same_name_in_other_letters(written: str) -> None:
    assert found(f"Card for {written} (Ada Bell)", "Ada Bell") == {written: LETTERS}


def test_two_capitals_quoted_inside_a_name_are_a_nickname_wherever_they_stand() -> None:
    text = 'Kofi "KJ" Boateng is new. KJ likes maps, the "PE" kit less.'
    assert found(text, "Kofi", "Boateng") == {"KJ": NICKNAME}
    assert len(list(vouched(text, [Hit(0, 4, 0.9)], []))) == 2
    assert found('the "PE" kit') == {}
