"""Checkpoint to the files that ship: `python -m detectors.training.export --help`.

The network goes to ONNX, is fused for onnxruntime and quantised to int8 (dynamic, per channel); the
table of word vectors becomes int8 with a scale per row, shared by all networks that ship.
"""

import argparse
import hashlib
import sys
import tempfile
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from onnxruntime.transformers.fusion_options import FusionOptions
from torch import Tensor, nn

from detectors.training.network import HEADS, WIDTH, Network


class Served(nn.Module):
    """Word vectors in, class probabilities and statement logits out."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, words: Tensor, mask: Tensor, shape: Tensor) -> tuple[Tensor, Tensor]:
        token, stated = self.network.encode(words, mask, shape)
        return torch.softmax(token, -1), stated


def load(checkpoint: Path) -> Network:
    """A network with as many layers as the checkpoint has, ready to be asked."""
    state = torch.load(checkpoint, weights_only=True, map_location="cpu")
    layers = 1 + max(int(key.split(".")[1]) for key in state if key.startswith("layers."))
    network = Network(layers)
    network.load_state_dict(state)
    return network.eval()


def export_network(network: Network, target: Path) -> None:
    """Writes the int8 network to `target` and says how far it is from the original."""
    served = Served(network).eval()
    words = torch.randn(2, 17, WIDTH)
    mask, shape = torch.ones(2, 17, dtype=torch.long), torch.randint(0, 32, (2, 17))
    names = ["words", "mask", "shape", "token", "stated"]
    with tempfile.TemporaryDirectory() as folder:
        raw, fused = Path(folder, "raw.onnx"), Path(folder, "fused.onnx")
        torch.onnx.export(
            served,
            (words, mask, shape),
            str(raw),
            input_names=names[:3],
            output_names=names[3:],
            dynamic_axes={name: {0: "b", 1: "t"} for name in names},
            opset_version=17,
            dynamo=False,
        )
        options = FusionOptions("bert")
        options.enable_embed_layer_norm = False
        model = optimizer.optimize_model(
            str(raw),
            model_type="bert",
            num_heads=HEADS,
            hidden_size=WIDTH,
            optimization_options=options,
            opt_level=0,
        )
        model.save_model_to_file(str(fused))
        quantize_dynamic(
            fused,
            target,
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul", "Attention"],
            extra_options={"DefaultTensorType": 1},
        )
    fed = {"words": words.numpy(), "mask": mask.numpy(), "shape": shape.numpy()}
    with torch.no_grad():
        want = served(words, mask, shape)[0].numpy()
    session = onnxruntime.InferenceSession(str(target), providers=["CPUExecutionProvider"])
    apart = float(np.abs(session.run(None, fed)[0] - want).max())
    size = target.stat().st_size / 1e6
    sys.stdout.write(
        f"{target.name}: {size:.1f} MB, sha256 {_sha256(target)}, off by {apart:.3f}\n"
    )


def export_vectors(network: Network, folder: Path) -> None:
    """Writes vectors.npy (int8) and scales.npy (float32, one per row)."""
    vectors = network.words.weight.detach().numpy()
    scales = (np.abs(vectors).max(axis=1) / 127).astype(np.float32)
    np.save(folder / "vectors.npy", np.round(vectors / scales[:, None]).astype(np.int8))
    np.save(folder / "scales.npy", scales)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--folder", type=Path, required=True, help="where the model's files go")
    parser.add_argument("--name", choices=("accurate", "fast"), default="accurate")
    options = parser.parse_args()
    network = load(options.checkpoint)
    export_network(network, options.folder / f"{options.name}.onnx")
    export_vectors(network, options.folder)


if __name__ == "__main__":
    main()
