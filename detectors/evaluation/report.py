"""The result of one set of texts: its tables, its misses, and the same as plain JSON."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from detectors.evaluation.figures import wilson
from detectors.evaluation.gold import GoldSet, Kind
from detectors.evaluation.people import BenignScore, PeopleScore, score_benign, score_people
from detectors.evaluation.prompts import Miss, PromptScore, score_prompts
from detectors.evaluation.tables import Table, benign_tables, people_tables, prompt_tables
from detectors.types import Finding

Score = PromptScore | PeopleScore | BenignScore
Found = Sequence[Sequence[Finding]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One set of texts and, by name of the detector, how it did; the first is the one measured."""

    name: str
    kind: Kind
    size: int
    scores: Mapping[str, Score]

    @property
    def tables(self) -> list[Table]:
        """What is printed of it."""
        if self.kind is Kind.PROMPTS:
            prompts = {n: s for n, s in self.scores.items() if isinstance(s, PromptScore)}
            return prompt_tables(prompts)
        if self.kind is Kind.PEOPLE:
            people = {n: s for n, s in self.scores.items() if isinstance(s, PeopleScore)}
            return people_tables(people)
        return benign_tables({n: s for n, s in self.scores.items() if isinstance(s, BenignScore)})

    @property
    def misses(self) -> list[Miss]:
        """Of the detector that is measured, in the order of the texts."""
        return next(iter(self.scores.values())).misses

    def as_json(self) -> dict[str, Any]:
        """Counts and shares; no text."""
        detectors = {name: _plain(score) for name, score in self.scores.items()}
        return {
            "name": self.name,
            "kind": self.kind.value,
            "texts": self.size,
            "detectors": detectors,
        }


def result(gold: GoldSet, found: Mapping[str, Found]) -> Result:
    """Scores what each detector found in the texts of a set, in their order."""
    scores = {name: _score(gold, each) for name, each in found.items()}
    return Result(name=gold.name, kind=gold.kind, size=len(gold.texts), scores=scores)


def _score(gold: GoldSet, found: Found) -> Score:
    if gold.kind is Kind.PROMPTS:
        return score_prompts(gold.texts, found)
    if gold.kind is Kind.PEOPLE:
        return score_people(gold.texts, found)
    return score_benign(gold.texts, found)


def _plain(score: Score) -> dict[str, Any]:
    counted_only = replace(score, misses=[])
    if not isinstance(counted_only, PeopleScore):
        counted_only = replace(counted_only, alarms=Counter())  # asdict spoils a Counter
    plain = asdict(counted_only)
    del plain["misses"]
    if not isinstance(score, PeopleScore):
        plain["alarms"] = dict(score.alarms.most_common())
    if isinstance(score, PromptScore):
        plain["total"] = asdict(score.total)
        for counted in (*plain["spans"].values(), plain["total"]):
            counted["recall"] = wilson(counted["hit"], counted["n"])
            counted["leak"] = counted["leaked"] / max(1, counted["characters"])
        for counted in plain["documents"].values():
            counted["rate"] = wilson(counted["hit"], counted["n"])
    return plain
