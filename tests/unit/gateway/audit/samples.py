"""Made-up interactions for the tests of the records. All people are fictional."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from detectors.types import Category, Finding
from gateway.audit.keys import Keys
from gateway.device import Device
from gateway.types import (
    Answer,
    Approval,
    Capture,
    Decision,
    Destination,
    Effect,
    End,
    Hit,
    Interaction,
    Person,
    Prompt,
    Reason,
    Screened,
    Segment,
    Service,
    Tool,
    ToolCategory,
    Unread,
)

MOMENT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
KEYS = Keys(
    pseudonym=b"p" * 32,
    sealing=b"s" * 32,
    index=b"i" * 32,
    cache=b"c" * 32,
    checkpoint=b"k" * 32,
)
SERVICE = Service(
    vendor="Practice",
    product="Practice chat",
    host="practice.example",
    kind="api",
    category="chat",
    storage_region="uk",
    processing_region="uk",
)

Mark = tuple[str, str] | tuple[str, str, Category]
"""A piece of text, the entity it is, and its category (personal unless said)."""


def tool(capture: Capture = Capture.FULL, name: str = "practice") -> Tool:
    return Tool(
        id=name,
        name="Practice",
        category=ToolCategory.PROCURED,
        owner="Digital",
        purpose="Practice",
        hosts=("practice.example",),
        approval=Approval.APPROVED,
        groups=frozenset({"*"}),
        capture=capture,
    )


def hits(texts: Sequence[str], marks: Sequence[Mark]) -> tuple[Hit, ...]:
    """A hit for every place where a marked piece stands."""
    found = []
    for index, text in enumerate(texts):
        for mark in marks:
            start = text.find(mark[0])
            if start >= 0:
                found.append(Hit(segment=index, finding=_finding(mark, start)))
    return tuple(found)


def _finding(mark: Mark, start: int) -> Finding:
    category = mark[2] if len(mark) == 3 else Category.PERSONAL
    return Finding(
        entity=mark[1],
        category=category,
        start=start,
        end=start + len(mark[0]),
        score=0.9,
        recogniser="test",
    )


def screened(
    *texts: str,
    marks: Sequence[Mark] = (),
    listed: Tool | None = tool(),  # noqa: B008 - frozen
    effect: Effect = Effect.ALLOW,
    sent: Sequence[str] | None = None,
    person: str = "sam.okafor",
    time: datetime = MOMENT,
    rule: str = "personal-data",
    **more: Any,
) -> Screened:
    """A screened request of some texts; sent as typed unless it is blocked or `sent` says."""
    interaction = Interaction(
        id=more.pop("id", None) or str(uuid4()),
        time=time,
        person=Person(id=person, groups=frozenset({"housing", "all"}), source="credentials"),
        device=Device(address="192.0.2.7", user_agent=more.pop("user_agent", "sdk/1.0")),
        destination=Destination(host="practice.example", service=SERVICE, tool=listed),
        method="POST",
        path="/v1/chat/completions",
        prompt=Prompt(
            dialect="openai_chat",
            segments=tuple(
                Segment(path=f"messages[{n}]", role="user", text=text)
                for n, text in enumerate(texts)
            ),
            unread=more.pop("unread", ()),
            model=more.pop("model", "practice-1"),
            stream=True,
            conversation=more.pop("conversation", ""),
            sha256="ab" * 32,
        ),
        justification=more.pop("justification", ""),
    )
    if sent is None:
        sent = () if effect is Effect.BLOCK else texts
    found = hits(texts, marks)
    decision = Decision(
        effect=effect,
        reasons=(Reason(rule=rule, clause="7.2", effect=effect, message="Told so.", hits=found),),
        policy_version="v1",
    )
    return Screened(
        interaction=interaction,
        hits=found,
        decision=decision,
        sent=tuple(sent),
        timings_ms={"read": 0.2, "scan": 1.5},
        **more,
    )


def answer(interaction_id: str, end: End = End.COMPLETE, **more: Any) -> Answer:
    return Answer(
        interaction_id=interaction_id,
        end=end,
        time=more.pop("time", MOMENT),
        status=more.pop("status", 200),
        duration_ms=12.5,
        **more,
    )


UNREAD = (Unread(part="messages[0].content[1]", why="image"),)
