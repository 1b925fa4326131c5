"""The blind index: the same value in any usual form, and nothing without the key."""

from gateway.audit.blind_index import BlindIndex, name_words, reference_form, references

INDEX = BlindIndex(b"i" * 32)


def tokens(entity: str, text: str) -> set[bytes]:
    return set(INDEX.tokens_of(entity, text))


def test_a_name_is_found_whole_and_by_its_words() -> None:
    filed = tokens("PERSON", "Jane Doe")
    assert filed & set(INDEX.identifier_tokens("jane doe"))
    assert set(INDEX.word_tokens("DOE")) <= filed
    assert set(INDEX.word_tokens("Doe Jane")) <= filed
    assert not set(INDEX.word_tokens("John Doe")) <= filed


def test_the_pieces_of_a_hyphenated_name_are_found_too() -> None:
    assert name_words("ann smith-jones") == ("ann", "smith-jones", "smith", "jones")
    assert set(INDEX.word_tokens("Jones")) <= tokens("PERSON", "Ann Smith-Jones")


def test_identifiers_are_found_in_another_form() -> None:
    assert tokens("UK_NHS", "943 476 5919") & set(INDEX.identifier_tokens("943-476-5919"))
    assert tokens("EMAIL_ADDRESS", "Jane@Example.org") & set(
        INDEX.identifier_tokens("jane@example.org")
    )
    assert tokens("UK_NINO", "QQ 12 34 56 C") & set(INDEX.identifier_tokens("qq123456c"))


def test_a_value_of_a_kind_nobody_knew_is_found_too() -> None:
    assert tokens("LIBRARY_CARD", "LC-0042-a") & set(INDEX.identifier_tokens("lc-0042-A"))


def test_another_key_gives_other_tokens() -> None:
    assert not tokens("PERSON", "Jane Doe") & set(
        BlindIndex(b"j" * 32).tokens_of("PERSON", "Jane Doe")
    )


def test_reference_shaped_words_have_a_digit_and_five_characters() -> None:
    text = "Case HB/2026/0143 (see AB-12345), flat 4B, 2026, housing, v1.2 and x1y2z"
    assert set(references([text])) == {"HB20260143", "AB12345", "X1Y2Z"}


def test_a_reference_is_found_however_it_is_separated() -> None:
    assert reference_form("hb 2026 0143") == reference_form("HB/2026-0143") == "HB20260143"
    assert INDEX.reference_token("hb 2026-0143") in set(
        INDEX.tokens_for_references(["HB/2026/0143"])
    )


def test_a_found_case_reference_with_spaces_is_filed_as_a_reference() -> None:
    assert INDEX.reference_token("HB20260143") in tokens("UK_CASE_REFERENCE", "HB 2026 0143")


def test_a_pasted_spreadsheet_cannot_swamp_the_index() -> None:
    assert len(references([" ".join(f"REF{n:06}" for n in range(10_000))])) == 500


def test_a_text_without_spaces_costs_no_more_than_it_is_long() -> None:
    assert len(references(["a1" * 200_000])) <= 1
    assert len(references(["-" * 200_000 + "1"])) <= 1


def test_lone_surrogates_do_not_break_it() -> None:
    assert len(tokens("PERSON", "Jane \ud800 Doe")) >= 2


def test_a_body_hash_is_keyed_and_empty_when_there_is_none() -> None:
    assert INDEX.body_hash("") == ""
    assert INDEX.body_hash("ab") != BlindIndex(b"j" * 32).body_hash("ab")
