"""Which sets of texts there are to measure with: our own records, and a folder of others' data."""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from detectors.evaluation.gold import GoldSet, read_gold

ROOT = Path(__file__).parents[2]
RECORDS = ROOT / "detectors" / "training" / "records"
WRITTEN = ROOT / "detectors" / "evaluation" / "records"  # to measure with; nothing trains on them
# Nothing trains on it and no rule is made from it.
INDEPENDENT = Path(__file__).with_name("independent.jsonl")
NOT_OURS = "records written by somebody who had not seen the product"
PROMPTS = ("positive.jsonl", "negative.jsonl", "special.jsonl")
CORPORA = (
    "tab.*",
    "presidio.test.*",
    "presidio_large.test.*",
    "ewt.test.*",
    "wnut.test.*",
    "gum.test.*",
)


def sets(
    data: Path,
    *,
    records: Path = RECORDS,
    written: Path = WRITTEN,
    independent: Path | None = INDEPENDENT,
    limit: int | None = None,
) -> Iterator[GoldSet]:
    """Each as it is; of what is trained on or tuned with only what was held out."""
    ours = [records] if any(records.rglob("*.txt")) else []
    yield from _joined("our records, held out", ours, limit)
    for folder in sorted(path for path in written.iterdir() if path.is_dir()):
        yield reported(folder, limit=limit)
    if independent:
        yield replace(read_gold(independent, limit=limit), name=NOT_OURS)
    prompts = [path for name in PROMPTS if (path := data / "prompts" / name).exists()]
    yield from _joined("prompts, held out", prompts, limit)
    yield from _joined(
        "conversations, held out", sorted((data / "prompts").glob("conversations.jsonl")), limit
    )
    for pattern in CORPORA:
        name = pattern.removesuffix(".*")
        yield from _joined(name, sorted((data / "ner").glob(f"{pattern}.gz")), limit)
    for path in sorted((data / "benign").glob("*.*")):
        if path.suffix in {".csv", ".jsonl"}:
            yield from _joined(f"benign: {path.stem}", [path], limit)


def reported(folder: Path, *, half: int = 0, limit: int | None = None) -> GoldSet:
    """One half of the texts of a folder: `half` 0 is reported, 1 is looked at while rules change."""
    read = read_gold(folder)
    texts = [text for text in read.texts if zlib.crc32(text.id.encode()) % 2 == half]
    name = f"{folder.name.capitalize()}, the half not looked at"
    return replace(read, name=name, texts=tuple(texts[:limit]))


def _joined(name: str, paths: Sequence[Path], limit: int | None) -> Iterator[GoldSet]:
    """The files as one set, or nothing where there are none."""
    read = [read_gold(path, held_out=True, limit=limit) for path in paths]
    if read:
        texts = tuple(text for one in read for text in one.texts)
        yield replace(read[0], name=name, texts=texts)
