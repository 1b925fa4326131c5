"""Train the shipped model: `python -m detectors.training.train --help`.

One command makes a checkpoint; detectors.training.export turns it into the files that ship.
"""

import argparse
import random
import sys
import time
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from detectors.model.wordpiece import WordPiece
from detectors.training.batches import Batch, Epochs, collate
from detectors.training.losses import distil_loss, stated_loss, token_loss
from detectors.training.network import Network, installed_weights, pretrained, shortened
from detectors.training.sources import read_sources

VOCABULARY = Path(__file__).parent.parent / "model" / "vocab.txt"


class Averaged:
    """An exponential moving average of the weights: what is shipped."""

    def __init__(self, network: nn.Module) -> None:
        self._state = {k: v.detach().clone() for k, v in network.state_dict().items()}
        self._steps = 0

    def update(self, network: nn.Module, most: float = 0.998) -> None:
        self._steps += 1
        keep = min(most, self._steps / (self._steps + 10))
        for key, value in network.state_dict().items():
            self._state[key].lerp_(value, 1 - keep)

    def state(self) -> dict[str, Tensor]:
        return self._state


def train(options: argparse.Namespace) -> None:
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    device = "cuda" if torch.cuda.is_available() and not options.cpu else "cpu"
    network, teacher = _networks(options, device)
    wordpiece = WordPiece(VOCABULARY)
    epochs = Epochs(read_sources(options), wordpiece, options)
    chance = random.Random(options.seed + 2)  # noqa: S311 - reproducible on purpose
    optimiser = _optimiser(network, options.rate)
    averaged, began, step = Averaged(network), time.monotonic(), 0
    for epoch in range(options.epochs):
        batches = epochs.batches()
        total = len(batches) * options.epochs
        losses: list[float] = []
        for examples in batches:
            batch = collate(examples, wordpiece.start, wordpiece.end, chance)
            batch = Batch(*(getattr(batch, name).to(device) for name in Batch.__slots__))
            _schedule(optimiser, step / total)
            losses.append(_step(network, teacher, batch, optimiser, device))
            averaged.update(network)
            step += 1
            if step % 25 == 0:
                seconds = time.monotonic() - began
                sys.stdout.write(
                    f"epoch {epoch + 1}/{options.epochs} step {step}/{total} "
                    f"loss {np.mean(losses[-100:]):.4f} {seconds:.0f} s\n"
                )
                sys.stdout.flush()
        torch.save(averaged.state(), options.out)


def _networks(options: argparse.Namespace, device: str) -> tuple[Network, Network | None]:
    """The network to train and, for a shorter one, its teacher."""
    if not options.teacher:
        network = pretrained(options.weights or installed_weights())
        if options.start:
            network.load_state_dict(torch.load(options.start, weights_only=True))
        return network.to(device).train(), None
    teacher = Network()
    teacher.load_state_dict(torch.load(options.teacher, weights_only=True))
    network = shortened(teacher, tuple(options.layers))
    return network.to(device).train(), teacher.to(device).eval()


def _optimiser(network: Network, rate: float) -> torch.optim.Optimizer:
    """Word vectors stay: names never seen in training keep vectors that mean something."""
    network.words.weight.requires_grad_(False)  # noqa: FBT003
    heads = [*network.token.parameters(), *network.stated.parameters(), *network.shape.parameters()]
    ids = {id(p) for p in heads}
    body = [p for p in network.parameters() if p.requires_grad and id(p) not in ids]
    groups = [("body", body, rate), ("heads", heads, 1e-3)]
    return torch.optim.AdamW(
        [{"name": name, "params": part, "lr": full, "full": full} for name, part, full in groups],
        weight_decay=0.01,
    )


def _schedule(optimiser: torch.optim.Optimizer, done: float) -> None:
    """Warm up over the first twentieth, then down in a line to a fiftieth."""
    scale = min(1.0, done / 0.05) * max(0.02, 1 - max(0.0, done - 0.05) / 0.95)
    for group in optimiser.param_groups:
        group["lr"] = group["full"] * scale


def _step(
    network: Network,
    teacher: Network | None,
    batch: Batch,
    optimiser: torch.optim.Optimizer,
    device: str,
) -> float:
    inputs = (batch.ids, batch.mask, batch.shapes)
    with torch.autocast(device, dtype=torch.bfloat16):
        token, stated = network(*inputs)
        loss = token_loss(token, batch) + 0.5 * stated_loss(stated, batch)
        if teacher is not None:
            with torch.no_grad():
                taught, _ = teacher(*inputs)
            loss = loss + distil_loss(token, taught, batch.mask)
    loss.backward()
    nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimiser.step()
    optimiser.zero_grad(set_to_none=True)
    return float(loss.detach())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    need = parser.add_argument
    need("--weights", type=Path, help="the encoder's model.safetensors (default: as installed)")
    need("--corpora", type=Path, required=True, help="folder of corpora (*.jsonl.gz)")
    parser.add_argument("--prompts", type=Path, help="folder of hand-written prompts (jsonl)")
    parser.add_argument("--out", type=Path, required=True, help="checkpoint to write")
    parser.add_argument("--start", type=Path, help="checkpoint to go on from")
    parser.add_argument("--teacher", type=Path, help="checkpoint to distil into fewer layers")
    parser.add_argument("--layers", type=int, nargs="+", default=[0, 2, 5], help="layers to keep")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--batch", type=int, default=2048, help="pieces in a batch")
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--repeat", type=int, default=2, help="times an epoch reads each record")
    parser.add_argument("--synthetic", type=int, default=3000, help="synthetic passages an epoch")
    parser.add_argument("--renamed", type=float, default=0.4, help="share of records renamed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--cpu", action="store_true")
    train(parser.parse_args())


if __name__ == "__main__":
    main()
