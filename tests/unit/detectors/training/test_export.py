"""What ships says what the checkpoint says."""

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="PyTorch is for training only (make train)")

from detectors.training.export import (  # noqa: E402
    Served,
    export_network,
    export_vectors,
    load,
)
from detectors.training.network import WIDTH, Network  # noqa: E402


@pytest.fixture(scope="module")
def network() -> Network:
    torch.manual_seed(1)
    return Network(2).eval()


def test_a_checkpoint_says_how_many_layers_it_has(network: Network, tmp_path: Path) -> None:
    torch.save(network.state_dict(), tmp_path / "two.pt")
    loaded = load(tmp_path / "two.pt")
    assert len(loaded.layers) == 2
    assert not loaded.training
    assert torch.equal(loaded.token.weight, network.token.weight)


def test_what_is_served_are_the_probabilities_of_the_network(network: Network) -> None:
    words, shape = torch.randn(1, 4, WIDTH), torch.tensor([[0, 5, 9, 31]])
    token, stated = Served(network)(words, shape)
    want_token, want_stated = network.encode(words, torch.ones_like(shape), shape)
    torch.testing.assert_close(token, torch.softmax(want_token, -1))
    torch.testing.assert_close(stated, want_stated)


def test_word_vectors_are_kept_to_within_half_a_step(network: Network, tmp_path: Path) -> None:
    export_vectors(network, tmp_path)
    vectors, scales = np.load(tmp_path / "vectors.npy"), np.load(tmp_path / "scales.npy")
    assert vectors.dtype == np.int8
    assert scales.dtype == np.float32
    kept, want = vectors * scales[:, None], network.words.weight.detach().numpy()
    assert (np.abs(kept - want) <= scales[:, None] * 0.501).all()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # the exporter we use is the older one
def test_the_exported_network_reads_windows_of_any_length_as_the_original_does(
    network: Network, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    runtime = pytest.importorskip("onnxruntime")
    target = tmp_path / "tiny.onnx"
    export_network(network, target)
    assert capsys.readouterr().out.startswith("tiny.onnx: ")
    session = runtime.InferenceSession(str(target), providers=["CPUExecutionProvider"])
    for size in (1, 9, 128):
        words, ones = torch.randn(1, size, WIDTH), torch.ones(1, size, dtype=torch.long)
        with torch.no_grad():
            want = Served(network)(words, ones)
        fed = {"words": words.numpy(), "shape": ones.numpy()}
        for one, other in zip(session.run(None, fed), want, strict=True):
            np.testing.assert_allclose(one, other.numpy(), atol=0.15)
