"""Reads `policy test` files: prompts with the decision that is expected, and says what differs."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from detectors.types import Category, Finding
from gateway.device import Device
from gateway.errors import ConfigError
from gateway.providers.catalogue import Catalogue
from gateway.providers.regions import located
from gateway.settings.shape import fit
from gateway.settings.strict import Strict, Words
from gateway.settings.yaml_file import Document, read
from gateway.types import (
    Decision,
    Destination,
    Hit,
    Interaction,
    Person,
    Prompt,
    Segment,
    Tool,
    Unread,
)


class AssumedFinding(Strict):
    """Something to take as found, in place of a scan. Without `text` it is the whole segment."""

    entity: Words
    category: Category
    score: float = Field(default=0.85, ge=0, le=1)
    segment: int = Field(default=0, ge=0)
    text: str = Field(default="", repr=False)


class Message(Strict):
    """A message of a longer conversation."""

    role: Literal["user", "system", "assistant", "tool", "file", "other"] = "user"
    text: str = Field(repr=False)
    new: bool = True
    writable: bool = True


class Expected(Strict):
    """What the decision should be; what is left out is not compared."""

    effect: Literal["allow", "notify", "justify", "pseudonymise", "block"]
    clauses: tuple[Words, ...] | None = None
    rules: frozenset[Words] | None = None
    masked: int | None = None
    observed: frozenset[Words] | None = None


class PolicyCase(Strict):
    """One prompt and what should happen to it. Either `tool` (its first host is used) or `host`."""

    name: Words
    prompt: str = Field(default="", repr=False)
    messages: tuple[Message, ...] = ()
    tool: str = ""
    host: str = ""
    path: str = "/v1/chat/completions"
    model: str = ""
    person: str = "somebody"
    groups: frozenset[Words] = frozenset()
    anonymous: bool = False
    justification: str = Field(default="", repr=False)
    key_fingerprint: str = ""
    conversation: str = ""
    signed_out: bool = False
    wire_format: str = "case"
    unread: tuple[Words, ...] = ()
    findings: tuple[AssumedFinding, ...] | None = None  # None: scan the text
    today: date | None = None
    expect: Expected

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if bool(self.tool) == bool(self.host):
            raise ValueError("name either a 'tool' of the register or a 'host'")
        if bool(self.prompt) and bool(self.messages):
            raise ValueError("write either 'prompt' or 'messages'")
        for found in self.findings or ():
            if found.segment >= len(self.texts) or found.text not in self.texts[found.segment]:
                raise ValueError(f"the finding {found.entity} is not in that text")
        return self

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts to scan, in the order of the interaction's segments."""
        return tuple(message.text for message in self._messages)

    @property
    def _messages(self) -> tuple[Message, ...]:
        return self.messages or (Message(text=self.prompt),)


class CasesFile(Strict):
    """A file for `policy test`."""

    cases: tuple[PolicyCase, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What should have come out, and what did."""

    what: str
    expected: str
    actual: str


def parse(path: Path) -> tuple[PolicyCase, ...]:
    """The cases of that file. Raises ConfigError with every problem."""
    return fit(read(path), CasesFile).cases


def interaction(case: PolicyCase, catalogue: Catalogue, tools: tuple[Tool, ...]) -> Interaction:
    """The case as the policy sees it. Raises ConfigError when nobody knows its tool or host."""
    segments = tuple(
        Segment(path=f"messages[{n}]", role=m.role, text=m.text, new=m.new, writable=m.writable)
        for n, m in enumerate(case._messages)  # noqa: SLF001 - same file
    )
    unread = tuple(Unread(part=f"part {n}", why=why) for n, why in enumerate(case.unread))
    return Interaction(
        id=f"case: {case.name}",
        time=datetime.combine(case.today or date.today(), time(12), UTC),  # noqa: DTZ011 - local day
        person=_person(case),
        device=Device(),
        destination=located(_destination(case, catalogue, tools), path=case.path, model=case.model),
        method="POST",
        path=case.path,
        prompt=Prompt(
            dialect=case.wire_format,
            segments=segments,
            unread=unread,
            model=case.model,
            conversation=case.conversation,
            account="none" if case.signed_out else "",
        ),
        justification=case.justification,
        key_fingerprint=case.key_fingerprint,
    )


def assumed(case: PolicyCase) -> tuple[Hit, ...] | None:
    """The hits the case takes as found; None when its texts are to be scanned."""
    if case.findings is None:
        return None
    return tuple(_hit(found, case.texts[found.segment]) for found in case.findings)


def differences(case: PolicyCase, decision: Decision) -> tuple[Difference, ...]:
    """Everything about the decision that is not as expected; empty when the case passes."""
    expect = case.expect
    pairs: tuple[tuple[str, Any, Any], ...] = (
        ("effect", expect.effect, decision.effect.word),
        ("clauses", expect.clauses, decision.clauses),
        ("rules", expect.rules, frozenset(reason.rule for reason in decision.reasons)),
        ("masked", expect.masked, len(decision.mask)),
        ("observed", expect.observed, frozenset(reason.rule for reason in decision.observed)),
    )
    return tuple(
        Difference(what=what, expected=_said(wanted), actual=_said(got))
        for what, wanted, got in pairs
        if wanted is not None and wanted != got
    )


def _person(case: PolicyCase) -> Person:
    source = "anonymous" if case.anonymous else "case"
    return Person(id=case.person, groups=case.groups, source=source)


def _destination(case: PolicyCase, catalogue: Catalogue, tools: tuple[Tool, ...]) -> Destination:
    named = next(
        (tool.hosts[0].replace("*.", "any.") for tool in tools if tool.id == case.tool), ""
    )
    found = catalogue.find(case.host or named)
    if found is None:
        message = f"'{case.tool or case.host}' is neither a tool of the register nor a known host"
        raise ConfigError(Document(file=case.name).problem((), message))
    return found


def _hit(found: AssumedFinding, text: str) -> Hit:
    start = text.index(found.text)
    end = start + len(found.text or text)
    finding = Finding(
        entity=found.entity,
        category=found.category,
        start=start,
        end=end,
        score=found.score,
        recogniser="assumed",
    )
    return Hit(segment=found.segment, finding=finding)


def _said(value: object) -> str:
    if isinstance(value, tuple | frozenset):
        return ", ".join(sorted(map(str, value))) or "none"
    return str(value)
