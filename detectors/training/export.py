"""Checkpoint to the files that ship: `python -m detectors.training.export --help`.

The network goes to ONNX, is fused for onnxruntime and quantised to int8 (dynamic, per channel); the
table of word vectors becomes int8 with a scale per row, shared by all networks that ship.
"""

import argparse
import hashlib
import math
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

from detectors.training.network import HEADS, SHAPES, WIDTH, Layer, Network


class Served(nn.Module):
    """Word vectors in, class probabilities and statement logits out. Every window runs alone, so
    there is no mask.
    """

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network
        self.layers = nn.ModuleList(map(ServedLayer, network.layers))
        self.places = nn.Parameter(network.positions.weight.detach() + network.kind.detach())

    def forward(self, words: Tensor, shape: Tensor) -> tuple[Tensor, Tensor]:
        x = words + self.network.shape(shape) + self.places[: words.shape[1]]
        x = self.network.norm(x)
        for layer in self.layers:
            x = layer(x)
        return torch.softmax(self.network.token(x), -1), self.network.stated(x)


class ServedLayer(nn.Module):
    """A layer whose query (scaled already), key and value come of one product: on a CPU one large
    product of int8 is faster than onnxruntime's own attention, which makes one per head.
    """

    def __init__(self, layer: Layer) -> None:
        super().__init__()
        self.layer = layer
        parts = (layer.query, layer.key, layer.value)
        scales = (1 / math.sqrt(WIDTH // HEADS), 1.0, 1.0)
        self.parts = nn.Linear(WIDTH, 3 * WIDTH)
        with torch.no_grad():
            for name, whole in self.parts.named_parameters():
                scaled = [
                    getattr(part, name) * scale for part, scale in zip(parts, scales, strict=True)
                ]
                whole.copy_(torch.cat(scaled))

    def forward(self, x: Tensor) -> Tensor:
        """(batch, pieces, WIDTH) -> the same."""
        size = x.shape[:2]
        heads = self.parts(x).view(*size, 3 * HEADS, WIDTH // HEADS).transpose(1, 2)
        query, key, value = heads.split(HEADS, 1)
        mixed = torch.softmax(query @ key.transpose(-1, -2), -1) @ value
        x = self.layer.norm1(x + self.layer.joined(mixed.transpose(1, 2).reshape(*size, WIDTH)))
        wide = torch.nn.functional.gelu(self.layer.wide(x))
        out: Tensor = self.layer.norm2(x + self.layer.narrow(wide))
        return out


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
    fed = torch.randn(2, 17, WIDTH), torch.randint(0, SHAPES, (2, 17))
    names = ["words", "shape", "token", "stated"]
    with tempfile.TemporaryDirectory() as folder:
        raw, fused = Path(folder, "raw.onnx"), Path(folder, "fused.onnx")
        torch.onnx.export(
            served,
            fed,
            str(raw),
            input_names=names[:2],
            output_names=names[2:],
            dynamic_axes={name: {0: "b", 1: "t"} for name in names},
            opset_version=17,
            dynamo=False,
        )
        _fuse(raw, fused)
        quantize_dynamic(
            fused,
            target,
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul"],
            extra_options={"DefaultTensorType": 1, "MatMulConstBOnly": True},
        )
    with torch.no_grad():
        want = served(*fed)[0].numpy()
    session = onnxruntime.InferenceSession(str(target), providers=["CPUExecutionProvider"])
    given = {name: one.numpy() for name, one in zip(names[:2], fed, strict=True)}
    apart = float(np.abs(session.run(None, given)[0] - want).max())
    size = target.stat().st_size / 1e6
    sys.stdout.write(
        f"{target.name}: {size:.1f} MB, sha256 {_sha256(target)}, off by {apart:.3f}\n"
    )


def _fuse(raw: Path, fused: Path) -> None:
    """Gelu and layer norms become one step each; what onnxruntime would fuse further stays apart.

    Its one step for a sum and a layer norm (SkipLayerNormalization) takes five times as long on a
    CPU as the two, and it makes one of any Add before a norm: so these become Sum. The bias before
    a Gelu is left to the int8 product, which adds it for nothing.
    """
    options = FusionOptions("bert")
    options.enable_embed_layer_norm = options.enable_attention = False
    options.enable_skip_layer_norm = options.enable_bias_skip_layer_norm = False
    options.enable_bias_gelu = False
    model = optimizer.optimize_model(
        str(raw),
        model_type="bert",
        num_heads=HEADS,
        hidden_size=WIDTH,
        optimization_options=options,
        opt_level=0,
    )
    makers = {name: node for node in model.model.graph.node for name in node.output}
    for node in model.model.graph.node:
        if node.op_type == "LayerNormalization" and makers[node.input[0]].op_type == "Add":
            makers[node.input[0]].op_type = "Sum"
    model.save_model_to_file(str(fused))


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
