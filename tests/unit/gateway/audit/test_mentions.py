"""Who is filed as mentioned, and who is not."""

import pytest

from detectors.types import Category
from gateway.audit.blind_index import BlindIndex
from gateway.audit.mentions import ANSWERED, answer_rows, mention_rows
from gateway.types import Screened
from tests.unit.gateway.audit.samples import answer, hits, screened

INDEX = BlindIndex(b"i" * 32)


def tokens(made: Screened) -> set[bytes]:
    return {row["token"] for row in mention_rows(INDEX, made)}


def test_words_of_one_name_share_a_finding_and_other_names_have_another() -> None:
    made = screened("Jane Doe, Ann Lee", marks=[("Jane Doe", "PERSON"), ("Ann Lee", "PERSON")])
    findings: dict[int, set[bytes]] = {}
    for row in mention_rows(INDEX, made):
        findings.setdefault(row["finding"], set()).add(row["token"])
    assert {len(found) for found in findings.values()} == {3}
    assert set(INDEX.word_tokens("Jane Doe")) <= findings[1]
    assert set(INDEX.word_tokens("Ann Lee")) <= findings[2]


def test_a_name_that_is_said_often_is_filed_once() -> None:
    made = screened(*["Jane Doe"] * 20, marks=[("Jane Doe", "PERSON")])
    assert len(mention_rows(INDEX, made)) == 3


@pytest.mark.parametrize(
    "category", [Category.SECRET, Category.SPECIAL_CATEGORY, Category.CONFIDENTIAL]
)
def test_only_personal_data_is_filed(category: Category) -> None:
    made = screened("word", marks=[("word", "ANYTHING", category)])
    assert mention_rows(INDEX, made) == []


def test_references_are_filed_but_never_out_of_a_secret() -> None:
    key = "sk-" + "abc123456"
    made = screened(f"HB/2026/0143 {key}", marks=[(key, "API_KEY", Category.SECRET)])
    assert tokens(made) == {INDEX.reference_token("HB/2026/0143")}


def test_rows_carry_the_interaction_they_belong_to() -> None:
    made = screened("HB/2026/0143")
    (row,) = mention_rows(INDEX, made)
    assert (row["interaction_id"], row["finding"]) == (made.interaction.id, -1)


SECRET_TEXT = "hunter" + "-2-horse"


def test_an_answer_is_filed_by_whom_it_mentions_and_not_by_its_secrets() -> None:
    text = f"Ann Lee has case HB/2026/0143 and the password {SECRET_TEXT}4711"
    marks = [("Ann Lee", "PERSON"), (f"{SECRET_TEXT}4711", "CREDENTIAL", Category.SECRET)]
    found = tuple(hit.finding for hit in hits([text], marks))
    rows = answer_rows(INDEX, answer("r1", restored=text, found=found))
    filed = {row["token"] for row in rows}
    assert set(INDEX.word_tokens("Ann Lee")) <= filed
    assert INDEX.reference_token("HB/2026/0143") in filed
    assert INDEX.reference_token(f"{SECRET_TEXT}4711") not in filed
    assert {row["side"] for row in rows} == {ANSWERED}


def test_who_is_in_prompt_and_answer_is_filed_for_both() -> None:
    made = screened("Jane Doe", marks=[("Jane Doe", "PERSON")])
    found = (made.hits[0].finding,)
    both = answer_rows(INDEX, answer(made.interaction.id, restored="Jane Doe", found=found))
    keys = [
        (row["token"], row["side"], row["finding"]) for row in (*mention_rows(INDEX, made), *both)
    ]
    assert len(keys) == len(set(keys)) == 6
