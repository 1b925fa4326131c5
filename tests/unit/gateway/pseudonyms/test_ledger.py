"""Tokens of one request: one for a value, one for each form of a name."""

from datetime import date

from gateway.people.identities import Mention
from gateway.pseudonyms.ledger import Ledger
from gateway.pseudonyms.tokens import FORM_LENGTH, TokenMint

MINT = TokenMint(b"k" * 32, person="amina", tool="chat", day=date(2026, 11, 23))


def name(ledger: Ledger, text: str, title: str = "") -> str:
    return ledger.name_token(Mention(before=title, text=text))[0]


def test_equal_values_share_a_token_and_the_first_form_is_kept() -> None:
    ledger = Ledger(MINT, ())
    first = ledger.value_token("UK_NHS", "943 476 5919")
    assert ledger.value_token("UK_NHS", "9434765919") == first
    assert ledger.issued == {first: "943 476 5919"}


def test_forms_of_one_person_share_the_stem() -> None:
    ledger = Ledger(MINT, ())
    tokens = [name(ledger, "Joan Lowe"), name(ledger, "Lowe", "Mrs "), name(ledger, "Joan")]
    assert len(set(tokens)) == 3
    assert len({token[:-FORM_LENGTH] for token in tokens}) == 1
    assert name(ledger, "Lowe", "Ms ") == tokens[1]


def test_a_person_is_told_from_another() -> None:
    ledger = Ledger(MINT, ())
    _, joan = ledger.name_token(Mention(before="", text="Joan Lowe"))
    _, colin = ledger.name_token(Mention(before="", text="Colin Lowe"))
    _, either = ledger.name_token(Mention(before="", text="Lowe"))
    assert joan is not None
    assert joan is not colin
    assert either is None


def test_reserved_tokens_are_not_given_out() -> None:
    first = name(Ledger(MINT, ()), "Joan Lowe")
    assert name(Ledger(MINT, [first.lower()]), "Joan Lowe") != first


def test_earlier_tokens_are_given_again_but_only_issued_when_used() -> None:
    ledger = Ledger(MINT, (), {"PersonAAAAAA7BBB": "Joan Lowe"})
    assert ledger.issued == {}
    assert name(ledger, "Joan Lowe") == "PersonAAAAAA7BBB"
    assert name(ledger, "Joan").startswith("PersonAAAAAA7")
    assert list(ledger.issued.values()) == ["Joan Lowe", "Joan"]
