"""Presidio as it comes, for comparison: its own recognisers and no model. Never used to protect.

It runs in processes of its own, because it changes how tldextract behaves there.
"""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import spacy
import tldextract.tldextract
from presidio_analyzer.analyzer_engine import AnalyzerEngine

from detectors.language import ENGLISH, SpacyPipeline
from detectors.types import Category, Finding

NAME = "stock"
_engines: list[AnalyzerEngine] = []  # one per process


def find(texts: Sequence[str], workers: int = 1) -> list[tuple[Finding, ...]]:
    """What stock Presidio finds in each text; everything is called personal."""
    context = get_context("spawn")  # never a fork of a process with threads
    with ProcessPoolExecutor(max(1, workers), context, initializer=prepare) as pool:
        return list(pool.map(find_one, texts, chunksize=16))


def prepare() -> None:
    """Make this process's engine; the list of public suffixes is the one that was installed."""
    offline = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
    tldextract.tldextract.TLD_EXTRACTOR = offline
    pipeline = SpacyPipeline(spacy.blank(ENGLISH))
    _engines[:] = [AnalyzerEngine(nlp_engine=pipeline, supported_languages=[ENGLISH])]


def find_one(text: str) -> tuple[Finding, ...]:
    """What it finds in one text, in a process that is prepared."""
    results = _engines[0].analyze(text, ENGLISH)
    return tuple(
        Finding(
            entity=result.entity_type,
            category=Category.PERSONAL,
            start=result.start,
            end=result.end,
            score=float(result.score),
            recogniser=NAME,
        )
        for result in sorted(results, key=lambda r: (r.start, r.end, r.entity_type))
    )
