"""Who is filed as mentioned, and who is not."""

from dataclasses import replace

import pytest

from detectors.types import Category
from gateway.audit.blind_index import BlindIndex
from gateway.audit.mentions import ANSWERED, answer_rows, passages_of
from gateway.types import Screened
from tests.unit.gateway.audit.samples import answer, hits, screened

INDEX = BlindIndex(b"i" * 32)


def filed(made: Screened) -> list[set[tuple[bytes, int]]]:
    """What each passage of a prompt files, in order."""
    return [set(passage.filed) for passage in passages_of(INDEX, made).values()]


def names(made: Screened) -> list[bytes]:
    return list(passages_of(INDEX, made))


def test_words_of_one_name_share_a_finding_and_other_names_have_another() -> None:
    made = screened("Jane Doe, Ann Lee", marks=[("Jane Doe", "PERSON"), ("Ann Lee", "PERSON")])
    findings: dict[int, set[bytes]] = {}
    for token, finding in filed(made)[0]:
        findings.setdefault(finding, set()).add(token)
    assert {len(found) for found in findings.values()} == {3}
    assert set(INDEX.word_tokens("Ann Lee")) <= findings[1]
    assert set(INDEX.word_tokens("Jane Doe")) <= findings[2]


def test_a_name_that_is_said_often_is_filed_once() -> None:
    made = screened(*["Jane Doe"] * 20, marks=[("Jane Doe", "PERSON")])
    assert [len(passage) for passage in filed(made)] == [3]


def test_a_turn_files_what_it_mentions_first_after_what_was_filed_before() -> None:
    marks = [("Jane Doe", "PERSON"), ("Ann Lee", "PERSON")]
    texts = ["Jane Doe", "Good morning", "Ann Lee and Jane Doe", "HB/2026/0143 of Ann Lee"]
    turns = [names(screened(*texts[:said], marks=marks)) for said in range(1, 5)]
    assert [len(turn) for turn in turns] == [1, 1, 2, 3]
    assert all(turns[-1][: len(turn)] == turn for turn in turns)
    last = filed(screened(*texts, marks=marks))[-1]
    assert last == {(INDEX.reference_token("HB/2026/0143"), -1)}


def test_what_a_later_text_made_known_changes_no_passage_before_it() -> None:
    """A name that a later text introduces is found in what was said before."""
    texts = ["Doe has case HB/2026/0143", "Ms Jane Doe"]
    first = screened(texts[0])
    name = hits(texts, [("Ms Jane Doe", "PERSON")])
    propagated = replace(hits(texts, [("Doe", "PERSON")])[0], source=1)
    later = replace(screened(*texts), hits=(propagated, *name))
    assert names(later)[:1] == names(first)
    said = {token for token, _ in filed(later)[1]}
    assert said == {
        *INDEX.tokens_of("PERSON", "Doe"),
        *INDEX.tokens_of("PERSON", "Ms Jane Doe"),
    }


def test_the_same_mentions_after_others_are_another_passage() -> None:
    marks = [("Jane Doe", "PERSON"), ("Ann Lee", "PERSON")]
    one = names(screened("Ann Lee", "Jane Doe", marks=marks))
    other = names(screened("Jane Doe", marks=marks))
    assert len({*one, *other}) == 3


def test_a_very_long_prompt_files_the_rest_of_it_together() -> None:
    people = [f"Anna{chr(97 + n // 26)}{chr(97 + n % 26)} Lee" for n in range(676)]
    made = screened(*people, marks=[(name, "PERSON") for name in people])
    passages = filed(made)
    assert len(passages) == 500
    findings = {finding for _, finding in passages[-1]}
    assert findings == set(range(1, 178))  # of each a number of its own
    assert set().union(*({t for t, _ in one} for one in passages)) == {
        token for name in people for token in INDEX.tokens_of("PERSON", name)
    }


def test_references_are_bounded() -> None:
    made = screened(*(" ".join(f"HB{n:03}{m:03}" for m in range(60)) for n in range(20)))
    passages = filed(made)
    assert sum(map(len, passages)) == 500
    assert len(passages) == 9


@pytest.mark.parametrize(
    "category", [Category.SECRET, Category.SPECIAL_CATEGORY, Category.CONFIDENTIAL]
)
def test_only_personal_data_is_filed(category: Category) -> None:
    made = screened("word", marks=[("word", "ANYTHING", category)])
    assert filed(made) == []


def test_references_are_filed_but_never_out_of_a_secret() -> None:
    key = "sk-" + "abc123456"
    made = screened(f"HB/2026/0143 {key}", marks=[(key, "API_KEY", Category.SECRET)])
    assert filed(made) == [{(INDEX.reference_token("HB/2026/0143"), -1)}]


SECRET_TEXT = "hunter" + "-2-horse"


def test_an_answer_is_filed_by_whom_it_mentions_and_not_by_its_secrets() -> None:
    text = f"Ann Lee has case HB/2026/0143 and the password {SECRET_TEXT}4711"
    marks = [("Ann Lee", "PERSON"), (f"{SECRET_TEXT}4711", "CREDENTIAL", Category.SECRET)]
    found = tuple(hit.finding for hit in hits([text], marks))
    rows = answer_rows(INDEX, answer("r1", restored=text, found=found))
    tokens = {row["token"] for row in rows}
    assert set(INDEX.word_tokens("Ann Lee")) <= tokens
    assert INDEX.reference_token("HB/2026/0143") in tokens
    assert INDEX.reference_token(f"{SECRET_TEXT}4711") not in tokens
    assert {row["side"] for row in rows} == {ANSWERED}
