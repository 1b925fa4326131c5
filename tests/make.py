"""Short ways to make the frozen nouns in tests. All people are fictional."""

from datetime import UTC, date, datetime

from detectors.types import Category, Finding
from gateway.device import Device
from gateway.types import (
    Approval,
    Assessment,
    Destination,
    Hit,
    Interaction,
    Person,
    Prompt,
    Segment,
    Service,
    Tool,
    ToolCategory,
    WireRequest,
)

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
PERSON = Person(id="amina.hussain", groups=frozenset({"all-staff"}), source="credentials")


def tool(**changes: object) -> Tool:
    """An approved tool that may receive personal data under a DPIA."""
    values: dict[str, object] = {
        "id": "assistant",
        "name": "Assistant",
        "category": ToolCategory.PROCURED,
        "owner": "Digital",
        "purpose": "Drafting",
        "hosts": ("api.assistant.test",),
        "approval": Approval.APPROVED,
        "groups": frozenset({"*"}),
        "data": frozenset({Category.PERSONAL}),
        "dpia": Assessment(reference="DPIA-1", expires=date(2030, 1, 1)),
        "review": date(2030, 1, 1),
    }
    return Tool(**(values | changes))  # type: ignore[arg-type]


def service(host: str = "api.assistant.test", **changes: object) -> Service:
    """A catalogue entry."""
    values: dict[str, object] = {
        "vendor": "Vendor",
        "product": "Product",
        "host": host,
        "kind": "api",
        "category": "chat",
    }
    return Service(**(values | changes))  # type: ignore[arg-type]


def request(
    body: bytes = b"", *, host: str = "api.assistant.test", **changes: object
) -> WireRequest:
    """A POST to an OpenAI-shaped chat route."""
    values: dict[str, object] = {
        "method": "POST",
        "host": host,
        "port": 443,
        "target": "/v1/chat/completions",
        "headers": (("content-type", "application/json"),),
        "body": body,
        "person": PERSON,
        "device": Device(address="127.0.0.1"),
    }
    return WireRequest(**(values | changes))  # type: ignore[arg-type]


def interaction(*segments: Segment, **changes: object) -> Interaction:
    """An interaction with these segments, to the tool of `tool()` unless said otherwise."""
    host = "api.assistant.test"
    values: dict[str, object] = {
        "id": "0190c0de-0000-7000-8000-000000000001",
        "time": NOW,
        "person": PERSON,
        "device": Device(address="127.0.0.1"),
        "destination": Destination(host=host, service=service(), tool=tool()),
        "method": "POST",
        "path": "/v1/chat/completions",
        "prompt": Prompt(dialect="openai.chat", segments=segments),
    }
    return Interaction(**(values | changes))  # type: ignore[arg-type]


def segment(text: str, **changes: object) -> Segment:
    """A new user segment."""
    values: dict[str, object] = {"path": "/messages/0/content", "role": "user", "text": text}
    return Segment(**(values | changes))  # type: ignore[arg-type]


def hit(text: str, value: str, entity: str = "PERSON", *, index: int = 0, **changes: object) -> Hit:
    """A hit on the first occurrence of `value` in `text`."""
    start = text.index(value)
    values: dict[str, object] = {
        "entity": entity,
        "category": Category.PERSONAL,
        "start": start,
        "end": start + len(value),
        "score": 0.9,
        "recogniser": "test",
    }
    return Hit(segment=index, finding=Finding(**(values | changes)))  # type: ignore[arg-type]
