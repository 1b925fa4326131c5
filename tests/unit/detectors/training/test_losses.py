"""Losses ask only for what the annotation settles."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

torch = pytest.importorskip("torch", reason="PyTorch is for training only (make train)")

from detectors.training.batches import Batch  # noqa: E402
from detectors.training.examples import UNKNOWN  # noqa: E402
from detectors.training.losses import (  # noqa: E402
    distil_loss,
    soft_maximum,
    stated_loss,
    token_loss,
)

few = st.lists(st.floats(-8, 8, width=32), min_size=1, max_size=6)


def batch(allowed: list[list[bool]], stated: tuple[float, ...] = (), padded: int = 0) -> Batch:
    """One window; the last `padded` pieces are padding."""
    size = len(allowed)
    mask = torch.tensor([[1] * (size - padded) + [0] * padded])
    zeros = torch.zeros(1, size, dtype=torch.long)
    return Batch(zeros, mask, zeros, torch.tensor([allowed]), torch.tensor([stated]))


def test_a_certain_answer_that_is_permitted_costs_nothing() -> None:
    logits = torch.tensor([[[50.0, 0.0, 0.0]]])
    assert token_loss(logits, batch([[True, False, False]])) == pytest.approx(0, abs=1e-6)
    assert token_loss(logits, batch([[False, True, True]])) > 40


def test_where_everything_is_permitted_any_answer_costs_nothing() -> None:
    logits = torch.randn(1, 2, 3)
    assert token_loss(logits, batch([[True] * 3] * 2)) == pytest.approx(0, abs=1e-6)


@given(st.lists(st.floats(-8, 8, width=32), min_size=4, max_size=4))
def test_the_more_is_permitted_the_less_an_answer_costs(scores: list[float]) -> None:
    logits = torch.tensor([[scores]])
    permits = [[True] * n + [False] * (4 - n) for n in (1, 2, 3)]
    costs = [float(token_loss(logits, batch([one]))) for one in permits]
    assert costs == sorted(costs, reverse=True)
    assert costs[-1] >= -1e-5


def test_it_is_the_log_of_the_share_of_what_is_permitted() -> None:
    logits = torch.zeros(1, 1, 4)
    cost = token_loss(logits, batch([[True, True, True, False]]))
    assert cost == pytest.approx(-math.log(3 / 4))


def test_padding_costs_nothing() -> None:
    right, wrong = [50.0, 0.0], [0.0, 50.0]
    allowed = [[True, False]] * 2
    assert token_loss(torch.tensor([[right, wrong]]), batch(allowed, padded=1)) < 1e-6
    assert token_loss(torch.tensor([[right, wrong]]), batch(allowed)) > 20


@given(few)
def test_the_soft_maximum_is_at_most_a_logarithm_above_the_greatest(scores: list[float]) -> None:
    pooled = float(soft_maximum(torch.tensor(scores)[None, :, None])) + 1  # it starts one lower
    assert max(scores) - 1e-4 <= pooled <= max(scores) + math.log(len(scores)) / 2 + 1e-4


def test_one_piece_is_enough_to_state_a_fact_and_padding_is_none() -> None:
    logits = torch.tensor([[[-20.0], [20.0]]])
    pieces, stated = [[True]] * 2, (1.0,)
    assert stated_loss(logits, batch(pieces, stated)) < 1e-6
    assert stated_loss(logits, batch(pieces, stated, padded=1)) > 10


def test_what_is_not_settled_costs_nothing_and_teaches_nothing() -> None:
    logits = torch.randn(1, 2, 2, requires_grad=True)
    stated_loss(logits, batch([[True]] * 2, (UNKNOWN, 0.0))).backward()
    assert logits.grad is not None
    assert not logits.grad[..., 0].any()
    assert logits.grad[..., 1].all()


def test_a_batch_in_which_nothing_is_settled_can_still_be_learnt_from() -> None:
    logits = torch.randn(1, 2, 2, requires_grad=True)
    cost = stated_loss(logits, batch([[True]] * 2, (UNKNOWN, UNKNOWN)))
    cost.backward()
    assert float(cost.detach()) == 0
    assert logits.grad is not None
    assert not logits.grad.any()


def test_a_pupil_that_says_what_its_teacher_says_costs_nothing() -> None:
    said, mask = torch.randn(1, 3, 4), torch.tensor([[1, 1, 0]])
    other = said.clone()
    other[0, 2] += torch.tensor([9.0, 0, 0, 0])  # padding
    assert distil_loss(other, said, mask) == pytest.approx(0, abs=1e-6)
    assert distil_loss(said.flip(-1), said, mask) > 0.01
