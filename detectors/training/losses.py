"""How wrong the network is, where the annotation leaves some of the answer open."""

import torch
import torch.nn.functional as fn
from torch import Tensor

from detectors.training.batches import Batch
from detectors.training.examples import UNKNOWN


def token_loss(logits: Tensor, batch: Batch) -> Tensor:
    """Minus the log of the probability of all classes the annotation permits, mean over pieces."""
    log = fn.log_softmax(logits.float(), -1)
    allowed = torch.logsumexp(log.masked_fill(~batch.allowed, -1e4), -1)
    return -(allowed * batch.mask).sum() / batch.mask.sum()


def stated_loss(logits: Tensor, batch: Batch) -> Tensor:
    """A window states what its strongest pieces state: a soft maximum over pieces."""
    hidden = logits.float().masked_fill(batch.mask[..., None] == 0, -1e4)
    pooled = soft_maximum(hidden)
    known = batch.stated != UNKNOWN
    if not known.any():
        return pooled.sum() * 0.0
    return fn.binary_cross_entropy_with_logits(pooled[known], batch.stated[known])


def soft_maximum(logits: Tensor) -> Tensor:
    """(b, t, c) -> (b, c)."""
    return torch.logsumexp(logits * 2, 1) / 2 - 1.0


def distil_loss(student: Tensor, teacher: Tensor, mask: Tensor) -> Tensor:
    """Kullback-Leibler divergence to the teacher's probabilities, mean over pieces."""
    parts = fn.kl_div(
        fn.log_softmax(student.float(), -1), fn.softmax(teacher.float(), -1), reduction="none"
    )
    return (parts.sum(-1) * mask).sum() / mask.sum()
