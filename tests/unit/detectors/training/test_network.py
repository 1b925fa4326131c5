"""The network: padding does not count, and a shorter one keeps the layers it is given."""

from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="PyTorch is for training only (make train)")

from detectors.model.labels import LABELS, SENSITIVE  # noqa: E402
from detectors.training.network import SHAPES, Network, pretrained, shortened  # noqa: E402


@pytest.fixture(scope="module")
def network() -> Network:
    torch.manual_seed(1)
    return Network(3).eval()


def test_every_piece_has_a_score_per_class_and_per_category(network: Network) -> None:
    ids = torch.randint(0, 30522, (2, 7))
    token, stated = network(ids, torch.ones_like(ids), torch.randint(0, SHAPES, (2, 7)))
    assert token.shape == (2, 7, 1 + 2 * len(LABELS))
    assert stated.shape == (2, 7, len(SENSITIVE))


def test_what_padding_holds_does_not_count(network: Network) -> None:
    ids, mask = torch.tensor([[5, 6, 7, 0], [5, 6, 7, 99]]), torch.tensor([[1, 1, 1, 0]] * 2)
    token, stated = network(ids, mask, torch.ones_like(ids))
    alone, _ = network(ids[:1, :3], mask[:1, :3], torch.ones(1, 3, dtype=torch.long))
    torch.testing.assert_close(token[0, :3], token[1, :3])
    torch.testing.assert_close(token[:1, :3], alone, atol=1e-4, rtol=1e-4)
    torch.testing.assert_close(stated[0, :3], stated[1, :3])


def test_word_vectors_kept_apart_give_the_same(network: Network) -> None:
    ids = torch.tensor([[5, 6, 7]])
    rest = torch.ones_like(ids), torch.ones_like(ids)
    torch.testing.assert_close(network.encode(network.words(ids), *rest), network(ids, *rest))


def test_letter_case_hints_start_without_effect(network: Network) -> None:
    ids = torch.tensor([[5, 6, 7]])
    one, other = (network(ids, torch.ones_like(ids), torch.full_like(ids, n))[0] for n in (1, 9))
    torch.testing.assert_close(one, other)


def test_a_shorter_network_keeps_the_chosen_layers_and_everything_else(network: Network) -> None:
    short = shortened(network, (0, 2))
    for to, source in ((0, 0), (1, 2)):
        for one, other in zip(
            short.layers[to].parameters(), network.layers[source].parameters(), strict=True
        ):
            assert torch.equal(one, other)
    assert torch.equal(short.words.weight, network.words.weight)
    assert torch.equal(short.token.weight, network.token.weight)


def test_weights_of_another_encoder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"other")
    with pytest.raises(ValueError, match=r"model\.safetensors has sha256"):
        pretrained(tmp_path / "model.safetensors")
