"""Runs detectors over annotated texts: configurations of ours side by side, and stock Presidio."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice

from detectors.evaluation.gold import Gold, GoldSet
from detectors.evaluation.report import Result, result
from detectors.scanner import Scanner
from detectors.types import Finding, ScanError
from gateway.cli.scan import patient, running
from gateway.errors import CannotCheck
from gateway.finding import find
from gateway.settings.load import Configuration
from gateway.types import Prompt, Segment

Found = Sequence[Sequence[Finding]]
Progress = Callable[[str, int], None]
"""Called with what is being measured and how many more texts are done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """What to measure: configurations by the name their column has, and whether to compare."""

    configurations: Mapping[str, Configuration]
    stock: bool
    workers: int
    progress: Progress

    def results(self, sets: Sequence[GoldSet]) -> list[Result]:
        """The result of each set, each with every detector. Raises ScanError."""
        found = {
            name: asyncio.run(self._ours(name, configuration, sets))
            for name, configuration in self.configurations.items()
        }
        if self.stock:
            found["stock"] = self._stock(sets)
        return [
            result(gold, {name: each[number] for name, each in found.items()})
            for number, gold in enumerate(sets)
        ]

    async def _ours(
        self, name: str, configuration: Configuration, sets: Sequence[GoldSet]
    ) -> list[Found]:
        counts = configuration.policy.thresholds.counts
        async with running(Scanner(patient(configuration, self.workers))) as scanner:
            found: list[Found] = []
            for gold in sets:
                every = await self._scanned(scanner, f"{name}: {gold.name}", gold.texts)
                found.append([tuple(filter(counts, one)) for one in every])
        return found

    async def _scanned(self, scanner: Scanner, what: str, texts: Sequence[Gold]) -> Found:
        """As prompts come in: the messages of a conversation together, other texts alone."""
        room = asyncio.Semaphore(2 * max(1, self.workers))

        async def scan(group: Sequence[Gold]) -> Found:
            async with room:
                found = await _all_of(scanner, group)
            self.progress(what, len(group))
            return found

        scanned = await asyncio.gather(*map(scan, _groups(texts)))
        return [one for group in scanned for one in group]

    def _stock(self, sets: Sequence[GoldSet]) -> list[Found]:
        """All sets in one go: starting its processes takes longer than many texts."""
        from detectors.evaluation import stock  # noqa: PLC0415 - spaCy and Presidio, slow

        texts = [one.text for gold in sets for one in gold.texts]
        self.progress("stock", 0)
        found = iter(stock.find(texts, self.workers))
        self.progress("stock", len(texts))
        return [list(islice(found, len(gold.texts))) for gold in sets]


async def _all_of(scanner: Scanner, group: Sequence[Gold]) -> Found:
    try:
        if group[0].group:
            return await _conversation(scanner, group)
        return await scanner.scan([one.text for one in group])
    except (ScanError, CannotCheck) as error:
        raise ScanError(f"{group[0].id}: {error}") from None


async def _conversation(scanner: Scanner, group: Sequence[Gold]) -> Found:
    """With whoever is named in one message found in the others, as the gateway does it."""
    segments = tuple(Segment(path=one.id, role="user", text=one.text) for one in group)
    hits = await find(scanner.scan, Prompt(dialect="evaluation", segments=segments))
    return [
        tuple(hit.finding for hit in hits if hit.segment == number) for number in range(len(group))
    ]


def _groups(texts: Sequence[Gold]) -> list[list[Gold]]:
    grouped = groupby(enumerate(texts), key=lambda pair: pair[1].group or pair[0])
    return [[one for _, one in group] for _, group in grouped]
