"""Training: weights that are averaged, a rate that goes up and down, words that stay."""

import random

import pytest

torch = pytest.importorskip("torch", reason="PyTorch is for training only (make train)")

from detectors.model.wordpiece import WordPiece  # noqa: E402
from detectors.training.batches import Batch, collate  # noqa: E402
from detectors.training.examples import Reader  # noqa: E402
from detectors.training.network import Network  # noqa: E402
from detectors.training.train import Averaged, _optimiser, _schedule, _step  # noqa: E402
from tests.unit.detectors.training.made import VOCABULARY, record  # noqa: E402


def test_the_average_starts_at_the_weights_and_follows_them_slowly() -> None:
    part = torch.nn.Linear(1, 1, bias=False)
    torch.nn.init.zeros_(part.weight)
    averaged, seen = Averaged(part), []
    assert averaged.state()["weight"].item() == 0
    torch.nn.init.ones_(part.weight)
    for _ in range(60):
        averaged.update(part)
        seen.append(averaged.state()["weight"].item())
    assert seen == sorted(seen)
    assert seen[0] == pytest.approx(10 / 11)  # the first weights are soon forgotten
    assert seen[-1] == pytest.approx(1)
    torch.nn.init.zeros_(part.weight)
    averaged.update(part)
    assert 0.8 < averaged.state()["weight"].item() < 1


def test_the_average_is_of_its_own() -> None:
    part = torch.nn.Linear(2, 2)
    averaged = Averaged(part)
    before = averaged.state()["weight"].clone()
    torch.nn.init.constant_(part.weight, 9)
    assert torch.equal(averaged.state()["weight"], before)


@pytest.fixture(scope="module")
def network() -> Network:
    torch.manual_seed(1)
    return Network(1).train()


def test_the_rate_goes_up_over_a_twentieth_and_then_down_to_a_fiftieth(network: Network) -> None:
    optimiser = _optimiser(network, 2e-4)
    rates: dict[str, list[float]] = {"body": [], "heads": []}
    for done in range(101):
        _schedule(optimiser, done / 100)
        for group in optimiser.param_groups:
            rates[group["name"]].append(group["lr"])
    for name, full in (("body", 2e-4), ("heads", 1e-3)):
        up, down = rates[name][:6], rates[name][5:]
        assert up == sorted(up)
        assert down == sorted(down, reverse=True)
        assert up[0] == 0
        assert up[-1] == pytest.approx(full)
        assert down[-1] == pytest.approx(full / 50)


def test_every_weight_but_the_words_learns_once(network: Network) -> None:
    groups = _optimiser(network, 2e-4).param_groups
    taught = [id(weight) for group in groups for weight in group["params"]]
    assert len(taught) == len(set(taught))
    assert set(taught) == {id(w) for w in network.parameters()} - {id(network.words.weight)}


def made() -> Batch:
    wordpiece = WordPiece(VOCABULARY)
    one = record("ask ", ("Ada Bell", "PERSON"), " today", kind="special", categories=("health",))
    examples = list(Reader(wordpiece).record(one))
    return collate(examples, wordpiece.start, wordpiece.end, random.Random(1))


@pytest.mark.parametrize("taught", [False, True])
def test_steps_bring_the_loss_down_and_leave_the_words_as_they_are(taught: bool) -> None:
    torch.manual_seed(1)
    network, batch = Network(1).train(), made()
    teacher = Network(1).eval() if taught else None
    optimiser = _optimiser(network, 2e-4)
    words = network.words.weight.clone()
    losses = [_step(network, teacher, batch, optimiser, "cpu") for _ in range(5)]
    assert losses[-1] < 0.9 * losses[0]
    assert torch.equal(network.words.weight, words)
