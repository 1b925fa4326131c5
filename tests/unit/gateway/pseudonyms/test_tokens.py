"""Tokens are typed, stable for one person, tool and day, and different for everything else."""

from datetime import date

import pytest

from detectors.entities import CATEGORY
from gateway.pseudonyms.tokens import (
    ALPHABET,
    CODE_LENGTH,
    TOKEN_WORDS,
    WORDS,
    TokenMint,
    look_alikes,
)

KEY = b"k" * 32
DAY = date(2026, 11, 23)
NONE: frozenset[str] = frozenset()


def mint(
    key: bytes = KEY, *, person: str = "amina", tool: str = "chat", day: date = DAY
) -> TokenMint:
    return TokenMint(key, person=person, tool=tool, day=day)


def test_a_token_is_a_word_and_ten_characters_of_the_alphabet() -> None:
    token = mint().token("PERSON", "jo bright", reserved=NONE)
    assert token.startswith("Person")
    assert len(token) == len("Person") + CODE_LENGTH
    assert set(token.removeprefix("Person")) <= set(ALPHABET)


def test_the_same_value_gives_the_same_token_in_every_turn() -> None:
    assert mint().token("PERSON", "jo", reserved=NONE) == mint().token(
        "PERSON", "jo", reserved=NONE
    )


def test_everything_in_the_scope_changes_the_token() -> None:
    tokens = {
        mint().token("PERSON", "jo", reserved=NONE),
        mint(person="ben").token("PERSON", "jo", reserved=NONE),
        mint(tool="draft").token("PERSON", "jo", reserved=NONE),
        mint(day=date(2026, 11, 24)).token("PERSON", "jo", reserved=NONE),
        mint(b"x" * 32).token("PERSON", "jo", reserved=NONE),
        mint().token("PERSON", "jon", reserved=NONE),
    }
    assert len(tokens) == 6


def test_the_code_differs_by_entity_also_where_the_word_is_shared() -> None:
    health = mint().token("HEALTH", "asthma", reserved=NONE)
    religion = mint().token("RELIGION", "asthma", reserved=NONE)
    assert health[:-CODE_LENGTH] == religion[:-CODE_LENGTH] == "Detail"
    assert health != religion


def test_where_one_part_of_the_scope_ends_matters() -> None:
    first = mint(person="ab", tool="c").token("PERSON", "jo", reserved=NONE)
    second = mint(person="a", tool="bc").token("PERSON", "jo", reserved=NONE)
    assert first != second


def test_every_code_holds_a_digit() -> None:
    tokens = [mint().token("PERSON", str(n), reserved=NONE) for n in range(2000)]
    assert all(any(map(str.isdigit, token[-CODE_LENGTH:])) for token in tokens)


@pytest.mark.parametrize("change", [str, str.lower])
def test_a_reserved_token_is_not_given_out(change: type[str]) -> None:
    first = mint().token("PERSON", "jo", reserved=NONE)
    second = mint().token("PERSON", "jo", reserved={change(first)})
    assert second.startswith("Person")
    assert second != first


def test_an_unknown_entity_gets_a_neutral_word() -> None:
    assert mint().token("SHOE_SIZE", "9", reserved=NONE).startswith("Value")


def test_every_entity_the_detectors_know_has_a_word() -> None:
    assert set(CATEGORY) <= set(TOKEN_WORDS)


def test_a_word_for_sensitive_content_does_not_name_it() -> None:
    sensitive = {name for name, category in CATEGORY.items() if category.value != "personal"}
    assert {TOKEN_WORDS[name] for name in sensitive} == {"Detail", "Marking", "Secret"}


def test_the_tokens_of_one_person_share_a_stem_and_have_the_shape_of_any_token() -> None:
    stem = mint().stem("PERSON", ":joan lowe", taken=NONE)
    forms = {mint().form("PERSON", stem, name, reserved=NONE) for name in ("Joan Lowe", "Joan")}
    assert len(forms) == 2
    for token in forms:
        assert token.startswith(stem)
        assert len(token) == len("Person") + CODE_LENGTH
        assert list(look_alikes(token)) == [(0, len(token))]


def test_every_stem_holds_a_digit_and_depends_on_the_whole_scope() -> None:
    stems = [mint().stem("PERSON", str(n), taken=NONE) for n in range(500)]
    assert all(any(map(str.isdigit, stem)) for stem in stems)
    others = mint(person="ben"), mint(tool="draft"), mint(day=date(2026, 11, 24)), mint(b"x" * 32)
    assert len({m.stem("PERSON", "jo", taken=NONE) for m in (mint(), *others)}) == 5


def test_a_stem_that_is_taken_and_a_form_that_is_reserved_are_not_given_out() -> None:
    stem = mint().stem("PERSON", "jo", taken=NONE)
    assert mint().stem("PERSON", "jo", taken={stem}) != stem
    form = mint().form("PERSON", stem, "Jo", reserved=NONE)
    assert mint().form("PERSON", stem, "Jo", reserved={form.lower()}) != form


def test_a_short_key_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 16 bytes"):
        mint(b"short")


def test_a_lone_surrogate_in_a_value_is_no_obstacle() -> None:
    assert mint().token("PERSON", "jo \ud83d", reserved=NONE).startswith("Person")


def test_look_alikes_are_found_in_any_case_and_inside_longer_words() -> None:
    text = "see Person0123456789, emailABCDEFGHJ0 and xxNinoAAAAAAAAA1yy"
    found = [text[start:end] for start, end in look_alikes(text)]
    assert found == ["Person0123456789", "emailABCDEFGHJ0", "NinoAAAAAAAAA1"]


def test_a_look_alike_anywhere_in_a_long_run_is_found() -> None:
    run = "x" * 5000 + "Person0123456789" + "y" * 5000
    assert list(look_alikes(run)) == [(5000, 5016)]


def test_text_without_look_alikes_has_none() -> None:
    text = "Personalisation and telecommunications: Person 0123456789, Person-0123456789"
    assert list(look_alikes(text)) == []


def test_no_word_begins_another() -> None:
    folded = [word.lower() for word in WORDS]
    assert [(a, b) for a in folded for b in folded if a != b and b.startswith(a)] == []
