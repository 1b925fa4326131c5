"""Every finding is replaced, nothing else is touched, and the values can be put back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from gateway.errors import CannotCheck
from gateway.pseudonyms.replace import Replacement, pseudonymise
from gateway.pseudonyms.restore import restore
from gateway.pseudonyms.tokens import FORM_LENGTH, TokenMint
from gateway.types import Hit, Segment
from tests.make import hit, segment


def mint(person: str = "amina") -> TokenMint:
    return TokenMint(b"k" * 32, person=person, tool="chat", day=date(2026, 11, 23))


def one(text: str, *hits: Hit) -> Replacement:
    return pseudonymise([segment(text)], hits, mint())


def test_a_hit_becomes_a_token_and_the_rest_stays() -> None:
    text = "Please ring Ann Lowe today."
    done = one(text, hit(text, "Ann Lowe"))
    (token,) = done.issued
    assert done.edits == {0: f"Please ring {token} today."}
    assert done.sent == (f"Please ring {token} today.",)
    assert done.issued == {token: "Ann Lowe"}


def test_without_hits_nothing_changes() -> None:
    assert one("Good morning") == Replacement(edits={}, issued={}, sent=("Good morning",))


def test_the_forms_of_one_person_have_tokens_of_one_stem_and_come_back_as_they_were() -> None:
    first, second = "From Ann Lowe", "To ANN  LOWE, Mrs Lowe's file"
    hits = [
        hit(first, "Ann Lowe"),
        hit(second, "ANN  LOWE", index=1),
        hit(second, "Lowe", index=1),
    ]
    done = pseudonymise([segment(first), segment(second)], hits, mint())
    assert len({token[:-FORM_LENGTH] for token in done.issued}) == 1
    assert list(done.issued.values()) == ["Ann Lowe", "ANN  LOWE", "Lowe"]
    assert [restore(text, done.issued) for text in done.sent] == [first, second]


def test_of_other_values_the_first_form_comes_back() -> None:
    text = "943 476 5919 or 9434765919"
    hits = [hit(text, "943 476 5919", "UK_NHS"), hit(text, "9434765919", "UK_NHS")]
    done = one(text, *hits)
    (token,) = done.issued
    assert done.sent == (f"{token} or {token}",)
    assert done.issued == {token: "943 476 5919"}


def test_two_people_of_one_surname_have_tokens_of_different_stems() -> None:
    text = "Mr Lowe and Mrs Lowe, Colin Lowe and Joan Lowe"
    names = ("Mr Lowe", "Mrs Lowe", "Colin Lowe", "Joan Lowe")
    done = one(text, *(hit(text, name) for name in names))
    mister, missis, colin, joan = (token[:-FORM_LENGTH] for token in done.issued)
    assert (mister, missis) == (colin, joan)
    assert mister != missis
    assert restore(done.sent[0], done.issued) == text


def test_people_named_together_have_tokens_of_their_own() -> None:
    text = "to Jan and Colin Pepperdine"
    done = one(text, hit(text, "Jan and Colin Pepperdine"))
    assert list(done.issued.values()) == ["Jan", "Colin Pepperdine"]
    assert done.sent == (f"to {' and '.join(done.issued)}",)


def test_an_alias_that_the_text_gives_is_linked() -> None:
    text = "Rashid Kallon aka Zed"
    done = one(text, hit(text, "Rashid Kallon"), hit(text, "Zed"))
    assert len({token[:-FORM_LENGTH] for token in done.issued}) == 1


def test_what_is_known_later_leaves_the_tokens_of_earlier_turns() -> None:
    first, second = "Mrs Lowe said joan", "It is Joan Lowe"
    early = [hit(first, "Lowe")]
    before = pseudonymise([segment(first)], early, mint())
    late = [
        *early,
        replace(hit(first, "joan"), source=1),
        hit(second, "Joan Lowe", index=1),
    ]
    after = pseudonymise([segment(first), segment(second)], late, mint())
    assert before.issued.items() <= after.issued.items()
    assert after.sent[0].startswith(before.sent[0].removesuffix("joan"))
    assert len({token[:-FORM_LENGTH] for token in after.issued}) == 1


def test_a_name_that_the_provider_holds_keeps_its_token_and_links_others() -> None:
    earlier = {"PersonAAAAAA7BBB": "Ann Lowe", "EmailAAAAAA7BBB": "a@example.org"}
    text = "Ann Lowe, then Mrs Lowe"
    hits = [hit(text, "Ann Lowe"), hit(text, "Mrs Lowe")]
    done = pseudonymise([segment(text)], hits, mint(), earlier)
    first, second = done.issued
    assert first == "PersonAAAAAA7BBB"
    assert second.startswith("PersonAAAAAA7")


def test_segments_without_hits_are_sent_but_not_edited() -> None:
    text = "Ann Lowe"
    done = pseudonymise([segment("Hello"), segment(text)], [hit(text, text, index=1)], mint())
    assert list(done.edits) == [1]
    assert done.sent[0] == "Hello"


def test_overlapping_hits_are_replaced_as_one_span() -> None:
    text = "at 1 Ann Lowe Road, Northmere now"
    done = one(
        text, hit(text, "1 Ann Lowe Road", "ADDRESS"), hit(text, "Lowe Road, Northmere", "ADDRESS")
    )
    assert list(done.issued.values()) == ["1 Ann Lowe Road, Northmere"]


def test_two_names_side_by_side_stay_two_people() -> None:
    text = "Ann Lowe Ben Okoro"
    done = one(text, hit(text, "Ann Lowe"), hit(text, "Ben Okoro"))
    assert sorted(done.issued.values()) == ["Ann Lowe", "Ben Okoro"]
    assert done.sent == (" ".join(done.issued),)


def test_hits_that_touch_come_back_too() -> None:
    text = "xAnn07700900123y"
    done = one(text, hit(text, "Ann"), hit(text, "07700900123", "PHONE_NUMBER"))
    assert "Ann" not in done.sent[0]
    assert restore(done.sent[0], done.issued) == text


@pytest.mark.parametrize(
    ("text", "value", "kept"),
    [
        ("Ann Lowe's file", "Ann Lowe's", "Ann Lowe"),
        ("Ann Lowe\u2019s file", "Ann Lowe\u2019s", "Ann Lowe"),
        ("for Mrs. Ann Lowe now", "Mrs. Ann Lowe", "Ann Lowe"),
        ("for Cllr Lowe now", "Cllr Lowe", "Lowe"),
        ("by Rev. Dr Lowe now", "Rev. Dr Lowe", "Lowe"),
        ("(Ann Lowe), so", "(Ann Lowe),", "Ann Lowe"),
        ("James\u2019 file", "James\u2019", "James"),
        ("by Ann Lowe\n\nHi", "Ann Lowe\n\n", "Ann Lowe"),
        ("to Drew Sirr now", "Drew Sirr", "Drew Sirr"),
        ("to Missy Doctor now", "Missy Doctor", "Missy Doctor"),
        ("the Mr case", "Mr ", "Mr"),
        ("a ... b", "...", "..."),
    ],
)
def test_title_possessive_and_white_space_stay_outside(text: str, value: str, kept: str) -> None:
    done = one(text, hit(text, value))
    assert list(done.issued.values()) == [kept]
    assert restore(done.sent[0], done.issued) == text


def test_only_names_lose_title_and_possessive() -> None:
    text = "Ref Dr Who's"
    assert list(one(text, hit(text, "Dr Who's", "UK_CASE_REFERENCE")).issued.values()) == [
        "Dr Who's"
    ]


def test_mr_and_mrs_of_one_surname_keep_their_titles() -> None:
    text = "Mrs Lowe and Mr Lowe"
    done = one(text, hit(text, "Mrs Lowe"), hit(text, "Mr Lowe"))
    assert restore(done.sent[0], done.issued) == text


@pytest.mark.parametrize("written", [str, str.lower, str.upper])
def test_a_look_alike_typed_by_somebody_is_not_given_out(written: Callable[[str], str]) -> None:
    text = "Ann Lowe"
    (token,) = one(text, hit(text, text)).issued
    typed = f"What is {written(token)}? Ask Ann Lowe."
    done = one(typed, hit(typed, text))
    (other,) = done.issued
    assert other != token
    assert restore(f"{token} {other}", done.issued) == f"{token} Ann Lowe"


class PoorMint(TokenMint):
    """Has very few codes."""

    def _code(self, length: int, *parts: str) -> str:
        return parts[-1].rjust(length, "0")


def test_two_values_never_share_a_token_even_if_their_codes_are_equal() -> None:
    text = "Ann Lowe, Ben Okoro"
    poor = PoorMint(b"k" * 32, person="amina", tool="chat", day=date(2026, 11, 23))
    done = pseudonymise([segment(text)], [hit(text, "Ann Lowe"), hit(text, "Ben Okoro")], poor)
    assert done.sent == ("Person0000000000, Person0000001000",)


def test_two_forms_of_one_person_never_share_a_token_even_if_their_codes_are_equal() -> None:
    text = "Ann Lowe, ANN LOWE"
    poor = PoorMint(b"k" * 32, person="amina", tool="chat", day=date(2026, 11, 23))
    done = pseudonymise([segment(text)], [hit(text, "Ann Lowe"), hit(text, "ANN LOWE")], poor)
    assert done.sent == ("Person0000000000, Person0000000001",)


def test_our_own_token_in_a_signed_part_keeps_its_value() -> None:
    text = "Ann Lowe"
    (token,) = one(text, hit(text, text)).issued
    signed = segment(f"Think of {token}", writable=False, new=False)
    hits = [hit(text, text), hit(signed.text, token, index=1)]
    done = pseudonymise([segment(text), signed], hits, mint())
    assert list(done.issued) == [token]
    assert done.sent == (token, signed.text)


def test_a_hit_in_a_signed_part_is_an_error_not_a_pass() -> None:
    signed: Segment = segment("Ann Lowe", writable=False)
    with pytest.raises(CannotCheck, match="signed by the provider"):
        pseudonymise([signed], [hit("Ann Lowe", "Ann Lowe")], mint())


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 99)])
def test_a_hit_outside_its_text_is_an_error_not_a_pass(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="outside its text"):
        one("Ann Lowe", hit("Ann Lowe", "Ann", start=start, end=end))


def test_an_empty_hit_changes_nothing() -> None:
    assert one("Ann Lowe", hit("Ann Lowe", "Ann", start=2, end=2)).edits == {}


def test_many_hits_in_one_text_are_all_replaced_in_order() -> None:
    names = [f"N{number:04}" for number in range(500)]
    text = ", ".join(names)
    done = one(text, *(hit(text, name) for name in names))
    assert list(done.issued.values()) == names
    assert done.sent == (", ".join(done.issued),)


def test_no_value_shows_in_the_repr() -> None:
    text = "Ann Lowe"
    assert "Ann" not in repr(one(text, hit(text, text)))
    assert "Ann" not in repr(mint())
