"""Batches: every window once, none too large, and letter case that cannot be relied on."""

import argparse
import random
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

torch = pytest.importorskip("torch", reason="PyTorch is for training only (make train)")

from detectors.model.labels import SENSITIVE  # noqa: E402
from detectors.model.wordpiece import WordPiece  # noqa: E402
from detectors.training.batches import Epochs, _noisy, _packed, collate  # noqa: E402
from detectors.training.examples import CLASSES, Example  # noqa: E402
from detectors.training.sources import Sources  # noqa: E402
from tests.unit.detectors.training.made import VOCABULARY, passage, record  # noqa: E402

LOWER, TITLE, UPPER, DIGIT = 1, 2, 3, 6
NEW_LINE = 2


def example(size: int, shape: int = TITLE * 4 + 1, *, fixed: bool = False) -> Example:
    return Example(
        ids=np.arange(7, 7 + size),
        shapes=np.full(size, shape),
        allowed=np.zeros((size, CLASSES), bool),
        stated=np.zeros(len(SENSITIVE), np.float32),
        fixed=fixed,
    )


@given(st.lists(st.integers(1, 126), max_size=40).map(sorted), st.integers(10, 600))
def test_a_batch_stays_within_its_budget_and_no_window_is_lost(
    sizes: list[int], budget: int
) -> None:
    packed = list(_packed([example(size) for size in sizes], budget))
    assert [len(one.ids) for group in packed for one in group] == sizes
    for group in packed:
        longest = max(len(one.ids) for one in group) + 2
        assert len(group) == 1 or longest * len(group) <= budget


@pytest.fixture(scope="module")
def wordpiece() -> WordPiece:
    return WordPiece(VOCABULARY)


def epochs(wordpiece: WordPiece, **options: object) -> Epochs:
    given_ = {"seed": 1, "batch": 64, "synthetic": 3, "repeat": 2, "renamed": 0.0} | options
    sources = Sources(
        records=[record(("Ada", "PERSON"), f" rang {n} times") for n in range(10)],
        corpora=[passage("the market opens", " early" * n) for n in range(4)],
        synthetic=[passage(("Joan", "PERSON"), " paid" * (n + 1)) for n in range(8)],
        names=["Imani"],
    )
    return Epochs(sources, wordpiece, argparse.Namespace(**given_))


def first_words(groups: list[list[Example]]) -> Counter[int]:
    return Counter(int(one.ids[0]) for group in groups for one in group)


def test_an_epoch_reads_records_again_and_some_of_the_synthetic_text(wordpiece: WordPiece) -> None:
    ada, the, joan = wordpiece.encode("ada the joan").ids
    assert first_words(epochs(wordpiece).batches()) == {ada: 20, the: 4, joan: 3}


def test_records_may_be_about_other_people_and_synthetic_text_is_not(wordpiece: WordPiece) -> None:
    (joan,) = wordpiece.encode("joan").ids
    imani = wordpiece.encode("imani").ids[0]
    read = first_words(epochs(wordpiece, renamed=1.0).batches())
    assert (read[imani], read[joan]) == (20, 3)


def test_the_same_seed_makes_the_same_batches_and_the_next_epoch_others(
    wordpiece: WordPiece,
) -> None:
    def ids(groups: list[list[Example]]) -> list[list[list[int]]]:
        return [[one.ids.tolist() for one in group] for group in groups]

    one, same = epochs(wordpiece), epochs(wordpiece)
    first = ids(one.batches())
    assert first == ids(same.batches())
    assert first != ids(one.batches())


def test_a_start_and_an_end_stand_round_each_window_and_padding_permits_anything() -> None:
    batch = collate([example(3), example(1)], 101, 102, random.Random(1))
    assert batch.ids.tolist() == [[101, 7, 8, 9, 102], [101, 7, 102, 0, 0]]
    assert batch.mask.tolist() == [[1] * 5, [1, 1, 1, 0, 0]]
    free = [[all(piece) for piece in row] for row in batch.allowed.tolist()]
    assert free == [[True, False, False, False, True], [True, False, True, True, True]]
    assert batch.stated.shape == (2, len(SENSITIVE))


def test_letter_case_is_lost_or_raised_at_times_and_never_where_it_is_fixed() -> None:
    chance = random.Random(1)
    many = [example(1) for _ in range(300)]
    seen = Counter(collate(many, 1, 2, chance).shapes[:, 1].tolist())
    assert set(seen) == {LOWER * 4 + 1, TITLE * 4 + 1, UPPER * 4 + 1}
    assert seen[TITLE * 4 + 1] > 200
    fixed = [example(1, fixed=True) for _ in range(300)]
    assert set(collate(fixed, 1, 2, chance).shapes[:, 1].tolist()) == {TITLE * 4 + 1}


def test_line_breaks_are_lost_at_times_and_figures_keep_their_shape() -> None:
    chance = random.Random(1)
    shapes = np.array([DIGIT * 4 + NEW_LINE])
    seen = Counter(int(_noisy(shapes, chance)[0]) for _ in range(300))
    assert set(seen) == {DIGIT * 4 + NEW_LINE, DIGIT * 4 + 1}
    assert seen[DIGIT * 4 + 1] < 50
