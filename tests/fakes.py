"""Stand-ins at the pipeline's seams. They keep the same promises as the real ones."""

import re
from collections.abc import Mapping, Sequence

from detectors.types import Category, Finding
from gateway.errors import RecordError
from gateway.types import Answer, Screened

_KNOWN = (
    (re.compile(r"Ann Lowe|Zoë O'Neil|Joe Bright"), "PERSON", Category.PERSONAL),
    (re.compile(r"943 476 5919"), "UK_NHS", Category.PERSONAL),
    (re.compile(r"epilepsy"), "HEALTH", Category.SPECIAL_CATEGORY),
)


class NameScanner:
    """Finds three fictional people, one number and one condition. Counts what it was asked."""

    def __init__(
        self, error: Exception | None = None, *, also: str = "", entity: str = "PERSON"
    ) -> None:
        self.error = error
        self.also = also  # found too, as `entity`
        self.entity = entity
        self.asked: list[str] = []

    async def scan(self, texts: Sequence[str]) -> tuple[tuple[Finding, ...], ...]:
        self.asked.extend(texts)
        if self.error:
            raise self.error
        return tuple(tuple(self._findings(text)) for text in texts)

    def _findings(self, text: str) -> list[Finding]:
        known = list(_KNOWN)
        if self.also:
            known.append((re.compile(re.escape(self.also)), self.entity, Category.PERSONAL))
        return _found(text, known)


def _found(text: str, known: Sequence[tuple[re.Pattern[str], str, Category]]) -> list[Finding]:
    return [
        Finding(
            entity=entity,
            category=category,
            start=match.start(),
            end=match.end(),
            score=0.95,
            recogniser="fake",
        )
        for pattern, entity, category in known
        for match in pattern.finditer(text)
    ]


class MemoryRecorder:
    """Keeps records in lists; refuses a second ending, and everything when told to fail."""

    def __init__(self, *, failing: bool = False) -> None:
        self.failing = failing
        self.requests: list[Screened] = []
        self.answers: dict[str, Answer] = {}

    async def request(self, screened: Screened) -> None:
        if self.failing:
            raise RecordError("the disk is full")
        self.requests.append(screened)

    async def answer(self, answer: Answer) -> None:
        self.answers.setdefault(answer.interaction_id, answer)


class MemoryVault:
    """Tokens per person, tool and conversation."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str, str], dict[str, str]] = {}
        self.noted: dict[tuple[str, str, str], dict[str, str]] = {}

    async def load(self, person: str, tool: str, conversation: str) -> Mapping[str, str]:
        return self.kept.get((person, tool, conversation), {})

    async def save(
        self, person: str, tool: str, conversation: str, issued: Mapping[str, str]
    ) -> None:
        known = self.kept.setdefault((person, tool, conversation), {})
        known |= issued

    def note(self, person: str, tool: str, conversation: str, issued: Mapping[str, str]) -> None:
        known = self.noted.setdefault((person, tool, conversation), {})
        known |= issued


class MemorySightings:
    """Keeps sightings in a list."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, str, str, str]] = []

    def saw(self, host: str, how: str, what: str, person: str) -> None:
        self.seen.append((host, how, what, person))
