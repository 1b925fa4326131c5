"""What goes over the pipe to a worker process and back: JSON with its length before it."""

import json
import struct
from collections.abc import Sequence
from typing import Any, BinaryIO

from detectors.types import Category, Finding

LENGTH = struct.Struct(">I")


def pack(message: object) -> bytes:
    """ASCII JSON, so that half a surrogate pair survives the journey too."""
    body = json.dumps(message).encode("ascii")
    return LENGTH.pack(len(body)) + body


def unpack(body: bytes) -> Any:  # noqa: ANN401 - the two ends are the same version of this package
    return json.loads(body)


def read(stream: BinaryIO) -> Any | None:  # noqa: ANN401
    """The next message; None when the other end is gone."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (size,) = LENGTH.unpack(head)
    body = stream.read(size)
    return unpack(body) if len(body) == size else None


def findings_to_rows(findings: Sequence[Finding]) -> list[list[Any]]:
    return [
        [f.entity, f.category, f.start, f.end, f.score, f.recogniser, f.evidence, f.raw]
        for f in findings
    ]


def rows_to_findings(rows: Sequence[Sequence[Any]]) -> tuple[Finding, ...]:
    return tuple(
        Finding(
            entity=entity,
            category=Category(category),
            start=start,
            end=end,
            score=score,
            recogniser=recogniser,
            evidence=tuple(evidence),
            raw=raw,
        )
        for entity, category, start, end, score, recogniser, evidence, raw in rows
    )
