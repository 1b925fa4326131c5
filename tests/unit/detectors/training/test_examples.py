"""What the network may answer where: all that the annotation permits, and no more."""

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.model.labels import LABELS, SENSITIVE
from detectors.model.windows import SIZE
from detectors.model.wordpiece import WordPiece
from detectors.training.examples import CLASSES, UNKNOWN, Example, Reader, renamed
from detectors.training.labels import OPEN, OUTSIDE, begin, inside
from tests.unit.detectors.training.made import VOCABULARY, Part, marked, passage, record

HEALTH, RELIGION = SENSITIVE.index("health"), SENSITIVE.index("religion")
NAMES = ("Imani", "Otto", "Zofia", "Kwame")
NAMED = {OUTSIDE: "-"} | {begin(one): f"B-{one}" for one in LABELS}
NAMED |= {inside(one): f"I-{one}" for one in LABELS}
OPENED = {"-"} | {f"{part}-{label}" for part in "BI" for label in OPEN}


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(WordPiece(VOCABULARY))


def permitted(example: Example) -> list[set[str]]:
    return [{NAMED[n] for n in np.flatnonzero(row)} for row in example.allowed]


def corpus(reader: Reader, *parts: Part, ours: bool = False) -> list[set[str]]:
    (example,) = reader.passage(passage(*parts), ours=ours)
    return permitted(example)


def own(reader: Reader, *parts: Part) -> list[set[str]]:
    (example,) = reader.record(record(*parts))
    return permitted(example)


def test_what_a_corpus_leaves_bare_may_be_what_it_does_not_annotate(reader: Reader) -> None:
    assert corpus(reader, "rang") == [OPENED]
    assert "B-AGE" in OPENED
    assert "B-PERSON" not in OPENED


def test_a_person_of_a_corpus_may_be_a_public_one(reader: Reader) -> None:
    first, last, _ = corpus(reader, ("Ada Bell", "PERSON"), " rang")
    assert first == {"B-PERSON", "B-FIGURE"}
    assert last == {"I-PERSON", "I-FIGURE"}


def test_a_place_of_a_corpus_may_be_somebodys_address(reader: Reader) -> None:
    assert corpus(reader, ("Leeds", "LOCATION")) == [{"B-LOCATION", "B-ADDRESS"}]
    assert corpus(reader, ("Acme", "ORGANIZATION"))[0] == {"B-ORGANIZATION"}


def test_a_synthetic_person_is_a_private_one(reader: Reader) -> None:
    assert corpus(reader, ("Ada", "PERSON"), ours=True) == [{"B-PERSON"}]


def test_a_record_of_ours_permits_one_class_everywhere(reader: Reader) -> None:
    assert own(reader, "ask ", ("Ada Bell", "PERSON"), " or ", ("Joan", "PERSON")) == [
        {"-"},
        {"B-PERSON"},
        {"I-PERSON"},
        {"-"},
        {"B-PERSON"},
    ]


@pytest.mark.parametrize(
    ("label", "permits"),
    [
        ("PERSON", "B-PERSON"),
        ("~PERSON", "B-FIGURE"),
        ("~FIGURE", "B-FIGURE"),
        ("~ADDRESS", "B-LOCATION"),
        ("~LOCATION", "B-LOCATION"),
        ("~ORGANIZATION", "B-ORGANIZATION"),
        ("~PHONE", "-"),
        ("~CREDENTIAL", "-"),
        ("EMAIL", "-"),
        ("POSTCODE", "B-ADDRESS"),
        ("UK_NINO", "B-REFERENCE"),
    ],
)
def test_a_mark_permits(reader: Reader, label: str, permits: str) -> None:
    assert own(reader, "so ", ("june", label)) == [{"-"}, {permits}]


def test_a_mark_inside_a_word_takes_the_whole_word(reader: Reader) -> None:
    assert own(reader, "re", ("joan", "PERSON"))[0] == {"B-PERSON"}


def test_a_long_text_is_cut_and_keeps_every_piece(reader: Reader) -> None:
    parts: list[Part] = ["the bins are full again. ", ("Ada Bell", "PERSON"), " rang. "]
    one = record(*parts * 60)
    windows = list(reader.record(one))
    whole = WordPiece(VOCABULARY).encode(one.text)
    assert len(windows) > 1
    assert [n for window in windows for n in window.ids] == whole.ids
    assert [n for window in windows for n in window.shapes] == whole.shapes
    assert all(len(window.ids) <= SIZE for window in windows)
    assert all(window.allowed.shape == (len(window.ids), CLASSES) for window in windows)
    named = sum(permits == {"B-PERSON"} for window in windows for permits in permitted(window))
    assert named == 60


def test_which_window_of_a_long_text_states_a_fact_is_not_known(reader: Reader) -> None:
    one = record("the bins are full. " * 60, kind="special", categories=("health",))
    for window in reader.record(one):
        assert window.stated[HEALTH] == UNKNOWN
        assert window.stated[RELIGION] == 0


@pytest.mark.parametrize(
    ("kind", "categories", "name", "targets"),
    [
        ("special", ("health",), "own-001", (1, 0)),
        ("pii", ("health",), "own-001", (1, 0)),
        ("pii", ("health",), "pos-001", (1, 0)),
        ("topic", ("health",), "own-001", (0, 0)),
        ("clean", (), "own-001", (0, 0)),
        ("pii", (), "own-001", (0, 0)),
        ("pii", (), "pos-001", (UNKNOWN, UNKNOWN)),
    ],
)
def test_what_a_record_states_goes_by_its_kind(
    reader: Reader, kind: str, categories: tuple[str, ...], name: str, targets: tuple[int, int]
) -> None:
    (window,) = reader.record(record("he is ill", kind=kind, categories=categories, name=name))
    assert (window.stated[HEALTH], window.stated[RELIGION]) == targets


def test_a_corpus_is_silent_on_what_it_states(reader: Reader) -> None:
    (window,) = reader.passage(passage("he is ill"), ours=False)
    assert set(window.stated) == {UNKNOWN}


def test_only_synthetic_text_keeps_its_letter_case(reader: Reader) -> None:
    ours, theirs = (next(reader.passage(passage("Ada"), ours=ours)) for ours in (True, False))
    (written,) = reader.record(record("Ada"))
    assert (ours.fixed, theirs.fixed, written.fixed) == (True, False, False)


def test_a_text_without_words_makes_no_example(reader: Reader) -> None:
    assert list(reader.record(record(" \n"))) == []


plain = st.text("ab 7\n\u00e9\U0001f600", max_size=6)


@given(st.lists(plain, min_size=1, max_size=6), st.integers(0, 99))
def test_renaming_moves_every_mark_with_its_words(around: list[str], seed: int) -> None:
    parts: list[Part] = []
    for text in around:
        parts += [text, ("Ada Bell", "PERSON"), text, ("14 Elm Grove", "ADDRESS")]
    before = record(*parts)
    after = renamed(before, NAMES, random.Random(seed))
    assert all(set(name.split()) <= set(NAMES) for name in marked(after)[::2])
    assert marked(after)[1::2] == ["14 Elm Grove"] * len(around)
    assert between(after.text, [(m.start, m.end) for m in after.marks]) == between(
        before.text, [(m.start, m.end) for m in before.marks]
    )


def between(text: str, spans: list[tuple[int, int]]) -> list[str]:
    ends = [0, *(end for _, end in spans)]
    starts = [*(start for start, _ in spans), len(text)]
    return [text[a:b] for a, b in zip(ends, starts, strict=True)]


def test_one_word_becomes_the_same_name_everywhere_in_its_own_letter_case() -> None:
    forms = ["Ada Bell", "ADA", "bell", "Bell-Ada"]
    parts: list[Part] = [part for form in forms for part in ((form, "PERSON"), " and ")]
    full, upper, lower, joined = marked(renamed(record(*parts), NAMES, random.Random(3)))
    first, last = full.split()
    assert {first, last} <= set(NAMES)
    assert (upper, lower, joined) == (first.upper(), last.lower(), f"{last}-{first}")


def test_initials_public_people_and_other_labels_keep_their_words() -> None:
    parts: list[Part] = [("A.", "PERSON"), " ", ("Bede", "~PERSON"), " ", ("Moss", "USERNAME")]
    assert renamed(record(*parts), NAMES, random.Random(1)) == record(*parts)


def test_the_same_chance_renames_the_same() -> None:
    one = record(("Ada Bell", "PERSON"), " rang")
    again = [renamed(one, NAMES, random.Random(5)).text for _ in range(2)]
    assert again[0] == again[1]
