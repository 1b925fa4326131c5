"""What each part of the scanner gives: `python -m tests.evaluation.ablation [--data DIR]`.

Our held-out records and the held-out prompts are scanned whole and with one part taken out at a
time; the table shows what that changes. Findings count from the thresholds of config/policy.yaml.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import spacy

from detectors import engine as engine_module
from detectors.engine import Engine
from detectors.evaluation.gold import Gold
from detectors.evaluation.prompts import PromptScore, Spans, score_prompts
from detectors.recognisers import people, stated
from detectors.settings import ScanSettings
from detectors.types import Finding
from gateway.settings.load import Configuration, load
from gateway.settings.scanning import scan_settings
from tests.evaluation.__main__ import DATA, PAGE
from tests.evaluation.sets import ROOT, sets

MARKS = "<!-- ablation: written by make ablation from here -->", "<!-- ablation: to here -->"
HEAD = "| without | core spans | names | leak | clean flagged | special found | topic flagged | ms per text |"

type Part = tuple[str, Sequence[tuple[object, str, Callable[..., Any]]]]


def _nothing(*_: object) -> Iterator[Any]:
    return iter(())


def _as_it_is(_: object, findings: Any) -> Any:
    return tuple(findings)


PARTS: Sequence[Part] = (
    ("(nothing: the whole scanner)", ()),
    ("names found again in the text", ((people, "repeated", _nothing),)),
    ("titles and sign-offs", ((people, "named_by_title", _nothing), (people, "signed", _nothing))),
    (
        "jargon and well-known names",
        (
            (people, "is_jargon", lambda _: False),
            (engine_module, "unless_famous", _as_it_is),
        ),
    ),
    ("company (weak beside a person)", ((engine_module, "in_company", tuple),)),
    ("the model's reading of facts", ((stated, "_facts", _nothing),)),
    ("second readings of disguise", ((engine_module, "view_of", lambda *_: None),)),
)


@contextmanager
def _without(part: Part) -> Iterator[None]:
    kept = [(where, name, getattr(where, name)) for where, name, _ in part[1]]
    try:
        for where, name, put in part[1]:
            setattr(where, name, put)
        yield
    finally:
        for where, name, was in kept:
            setattr(where, name, was)


def _scan(
    engine: Engine, configuration: Configuration, texts: Sequence[Gold]
) -> list[tuple[Finding, ...]]:
    thresholds = configuration.policy.thresholds
    return [
        tuple(
            f for f in engine.scan([gold.text])[0] if f.score >= thresholds.of(f.entity, f.category)
        )
        for gold in texts
    ]


def _row(name: str, score: PromptScore, seconds: float, n: int) -> str:
    core = score.total
    names = score.spans.get("PERSON", Spans())
    cells = [
        name,
        f"{core.hit / max(1, core.n):.3f}",
        f"{names.hit / max(1, names.n):.3f}",
        f"{core.leaked / max(1, core.characters):.3f}",
        *(
            f"{share.hit}/{share.n}"
            for share in map(score.documents.__getitem__, ("clean", "special", "topic"))
        ),
        f"{1000 * seconds / n:.0f}",
    ]
    return f"| {' | '.join(cells)} |"


def rows(configuration: Configuration, texts: Sequence[Gold]) -> Iterator[str]:
    """A row per part taken out; the last two are other models."""
    settings = scan_settings(configuration)
    engine = Engine(settings)
    engine.warm()
    for part in PARTS:
        with _without(part):
            began = time.perf_counter()
            found = _scan(engine, configuration, texts)
            yield _row(
                part[0], score_prompts(texts, found), time.perf_counter() - began, len(texts)
            )
    for name, other in _others(settings):
        engine = Engine(other)
        engine.warm()
        began = time.perf_counter()
        found = _scan(engine, configuration, texts)
        yield _row(name, score_prompts(texts, found), time.perf_counter() - began, len(texts))


def _others(settings: ScanSettings) -> Iterator[tuple[str, ScanSettings]]:
    yield "three of the six layers (`scan.model: fast`)", replace(settings, model="fast")
    yield "word lists of sensitive terms", replace(settings, terms=None)
    yield "any model (rules alone)", replace(settings, pipeline=_blank())


def _blank() -> str:
    folder = tempfile.mkdtemp()
    spacy.blank("en").to_disk(folder)
    return folder


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    options = parser.parse_args()
    configuration = load(ROOT / "config", ROOT / "var", {})
    tables = []
    for one in sets(options.data):
        if one.name.startswith("our records") or one.name.startswith("prompts"):
            lines = [f"### {one.name}: {len(one.texts)} texts", "", HEAD, "|---|" + "---|" * 7]
            for row in rows(configuration, one.texts):
                print(row, flush=True)
                lines.append(row)
            tables.append("\n".join(lines))
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(MARKS[0])
    after = rest.partition(MARKS[1])[2]
    body = "\n\n".join(tables)
    PAGE.write_text(f"{before}{MARKS[0]}\n\n{body}\n\n{MARKS[1]}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
