"""Values come back wherever an issued token stands, and nowhere else."""

import json

import pytest

from gateway.pseudonyms.restore import TextRestorer, restore
from gateway.pseudonyms.token_index import TokenIndex

ANN, BEN, MAIL = "PersonK7Q2A9XB4C", "PersonK7Q2A9XB4D", "EmailM3N4P5Q6R7"
ISSUED = {ANN: "Ann Lowe", BEN: "Ben Okoro", MAIL: "ann@example.org"}


def pieces(*texts: str, issued: dict[str, str] = ISSUED) -> list[str]:
    restorer = TextRestorer(TokenIndex(issued))
    return [*map(restorer.feed, texts), restorer.flush()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Dear {ANN}, ring {BEN}.", "Dear Ann Lowe, ring Ben Okoro."),
        (
            f"**{ANN}**'s note [{ANN}](mailto:{MAIL})",
            "**Ann Lowe**'s note [Ann Lowe](mailto:ann@example.org)",
        ),
        (f"{ANN}/{BEN}|{MAIL}_", "Ann Lowe/Ben Okoro|ann@example.org_"),
        (f"{ANN}{BEN}{MAIL}", "Ann LoweBen Okoroann@example.org"),
        (f"the {ANN}s and NHS{ANN}", "the Ann Lowes and NHSAnn Lowe"),
        (f"{ANN.lower()} and {ANN.upper()}", "Ann Lowe and Ann Lowe"),
        (f"é{ANN.lower()} 東{ANN}", "éAnn Lowe 東Ann Lowe"),
        (
            r'{"a":"x\n' + ANN.lower() + r" \u00e9" + ANN.lower(),
            '{"a":"x\\nAnn Lowe \\u00e9Ann Lowe',
        ),
    ],
)
def test_an_issued_token_is_restored(text: str, expected: str) -> None:
    assert restore(text, ISSUED) == expected


@pytest.mark.parametrize(
    "text",
    [
        "PersonZZZZZZZZZ9 was never issued",
        ANN[:-1],
        ANN[:-1] + "E",
        f"x{ANN.lower()}",
        ANN.replace("K", "\u212a"),  # the Kelvin sign folds to k
        ANN.replace("s", "\u017f"),  # the long s folds to s
        "Person K7Q2A9XB4C",
        "Email me, Person to person",
        "",
    ],
)
def test_anything_else_stays_as_it_is(text: str) -> None:
    assert restore(text, ISSUED) == text


def test_a_restored_value_is_not_searched_again() -> None:
    assert restore(f"{ANN} {BEN}", {ANN: BEN, BEN: "Ben"}) == f"{BEN} Ben"


def test_a_value_that_begins_like_a_token_does_not_wait_for_the_rest() -> None:
    assert pieces(ANN, "K7Q2A9XB4C", issued={ANN: "Person"}) == ["Person", "K7Q2A9XB4C", ""]


def test_characters_with_a_meaning_in_patterns_are_plain_text() -> None:
    value = r"\1 (.*) $& \g<0> {name} %s"
    assert restore(f"<{ANN}>", {ANN: value}) == f"<{value}>"


def test_inside_json_the_value_is_escaped() -> None:
    value = 'Zoë "Zo" O\\Neil\nLine 2\t\x01'
    restored = restore(f'{{"name":"{ANN}"}}', {ANN: value}, json=True)
    assert json.loads(restored) == {"name": value}
    assert "Zoë" in restored


def test_only_the_end_that_may_become_a_token_is_held() -> None:
    assert pieces("Dear Per", "sonK7Q2A9XB4C, hello") == ["Dear ", "Ann Lowe, hello", ""]
    assert pieces("Dear Per", "fect") == ["Dear ", "Perfect", ""]
    assert pieces("Dear Per") == ["Dear ", "Per"]


def test_the_end_of_a_word_is_not_held_although_a_token_begins_with_that_letter() -> None:
    assert pieces("the name", "d person") == ["the name", "d ", "person"]


@pytest.mark.parametrize("before", [r"\n", r"\u00e9", "- "])
def test_the_edge_of_a_word_is_known_across_pieces(before: str) -> None:
    assert pieces(*before, ANN.lower()) == [*before, "Ann Lowe", ""]


def test_inside_a_word_stays_inside_across_pieces() -> None:
    assert pieces("x", ANN.lower()) == ["x", ANN.lower(), ""]


def test_the_end_of_a_token_does_not_begin_another() -> None:
    issued = {"PersonK7Q2A9XB4E": "Ann Lowe", MAIL: "ann@example.org"}
    assert pieces("PersonK7Q2A9XB4E", MAIL[1:], issued=issued) == ["Ann Lowe", MAIL[1:], ""]


def test_what_is_held_can_be_seen() -> None:
    restorer = TextRestorer(TokenIndex(ISSUED))
    restorer.feed("to emailM3")
    assert restorer.held == "emailM3"
    restorer.feed("!")
    assert restorer.held == ""


def test_after_a_flush_the_run_goes_on() -> None:
    restorer = TextRestorer(TokenIndex(ISSUED))
    assert restorer.feed("x Per") + restorer.flush() + restorer.feed(f" {ANN}") == "x Per Ann Lowe"


def test_no_tokens_means_no_change_and_no_waiting() -> None:
    assert pieces("Person", "E", issued={}) == ["Person", "E", ""]


@pytest.mark.parametrize("token", ["", "Person_1", "Persön1", "<P1>"])
def test_a_token_of_other_characters_is_refused(token: str) -> None:
    with pytest.raises(ValueError, match="ASCII letters and digits"):
        TokenIndex({token: "Ann Lowe"})
