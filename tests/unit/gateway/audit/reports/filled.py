"""A small store to report on, and the configuration it belongs to. All people are fictional."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from detectors.types import Category
from gateway.audit.events import Event, append
from gateway.audit.kept import kept_of
from gateway.audit.operation_tables import FLOWS
from gateway.audit.reports.report import Period
from gateway.audit.rows import Origin, answer_event, request_event
from gateway.audit.store import Store
from gateway.flows import FORWARDED, SEEN, UNSCREENED
from gateway.settings.capture_rows import CaptureRow
from gateway.settings.casework import Officer, Role
from gateway.settings.gateway_file import GatewayFile, Organisation, Paths
from gateway.settings.load import Configuration
from gateway.settings.policy_file import PolicyFile
from gateway.settings.retention_file import CaseLine, Line, RetentionFile
from gateway.settings.siem import Destination, Siem
from gateway.types import Approval, Assessment, Capture, Effect, End, Tool
from tests import make
from tests.unit.gateway.audit.samples import answer, screened

JANUARY, FEBRUARY = datetime(2031, 1, 10, 9, tzinfo=UTC), datetime(2031, 2, 10, 9, tzinfo=UTC)
YEAR = Period(since=datetime(2031, 1, 1, tzinfo=UTC), until=datetime(2032, 1, 1, tzinfo=UTC))
MADE = datetime(2031, 3, 1, 12, tzinfo=UTC)
CANARY = "Ottoline Fairweather"
HOSTILE = "=2+3|<b>[x](y)\u202e"
"""A model's name as a client may send it: a formula, mark-up and a sign that turns text round."""

ORIGIN = Origin(instance="first", run="run")
DRAFTING = make.tool(
    id="drafting",
    name="Drafting",
    purpose="Drafting letters",
    conditions="A person checks every text.",
    eqia=Assessment(reference="EQIA-1"),
)
SEARCH = make.tool(
    id="search",
    name="Search",
    owner="Policy",
    purpose="Research",
    approval=Approval.LIMITED,
    groups=frozenset({"policy"}),
    data=frozenset(),
    dpia=None,
    capture=Capture.MASKED,
    storage_regions=frozenset({"uk"}),
)
SPECIAL = Line.model_validate(
    {
        "class": "special",
        "records": {"categories": ["special_category"], "unlisted": True},
        "period": "12 months",
        "basis": "UK GDPR Art 9",
        "owner": "Information governance",
    }
)
ROUTINE = Line.model_validate(
    {
        "class": "routine",
        "trigger": "ended",
        "period": "2 years",
        "basis": "UK GDPR Art 5(1)(e)",
        "owner": "Information governance",
    }
)
REQUESTS = CaseLine.model_validate(
    {
        "class": "requests",
        "kinds": ["foi", "eir"],
        "period": "3 years",
        "basis": "FOIA s.46 code of practice",
        "owner": "Information governance",
    }
)
TOOLS: tuple[Tool, ...] = (DRAFTING, SEARCH)


def configuration() -> Configuration:
    """Everything a report says of the configuration, and nothing of the shipped one."""
    soc = Destination(name="soc", to="tls", address="siem.example:6514")
    return Configuration(
        paths=Paths(config=Path("/etc/genai-gateway"), state=Path("/var/lib/genai-gateway")),
        gateway=GatewayFile(
            organisation=Organisation(name="Calderwick Council", contact="ai@calderwick.example"),
            officers=(Officer(person="jo.lee", roles=(Role.INFORMATION_GOVERNANCE,)),),
            siem=Siem(destinations=(soc,)),
        ),
        tools=TOOLS,
        services=(),
        retention=RetentionFile(schedule=(SPECIAL, ROUTINE), cases=(REQUESTS,)),
        policy=PolicyFile(
            rules=(),
            capture=(CaptureRow(keep=Capture.METADATA, categories=(Category.SPECIAL_CATEGORY,)),),
        ),
        users=(),
        version="0123456789abcdef",
        loaded=MADE,
    )


def ask(store: Store, number: int, **more: Any) -> None:
    """One prompt about somebody, and its answer unless `end` is None."""
    ask_all(store, {number: more})


def ask_all(store: Store, asked: Mapping[int, Mapping[str, Any]]) -> None:
    """Prompts by number, written together."""
    events = [event for number, more in asked.items() for event in _events(store, number, more)]
    with store.write() as connection:
        append(connection, events)


def _events(store: Store, number: int, asked: Mapping[str, Any]) -> Iterator[Event]:
    more = dict(asked)
    end, tokens = more.pop("end", End.COMPLETE), more.pop("tokens", 40)
    model = more.pop("answered_by", "")
    made = screened(
        f"Write to {CANARY}", marks=((CANARY, "PERSON"),), id=f"prompt-{number:03}", **more
    )
    kept = kept_of(made, Capture.FULL)
    yield request_event(store, ORIGIN, made, kept)
    if end is not None:
        ended = answer(made.interaction.id, end, input_tokens=10, output_tokens=tokens, model=model)
        yield answer_event(store, ORIGIN, ended, kept)


def fill(store: Store) -> None:
    """29 prompts: 12 of one tool, 3 of another, 14 of none; of seven people, in two months."""
    asked: list[dict[str, Any]] = [
        *({"listed": DRAFTING, "person": f"staff.{n}"} for n in range(6)),
        *({"listed": DRAFTING, "effect": Effect.PSEUDONYMISE, "time": FEBRUARY} for _ in range(4)),
        {"listed": DRAFTING, "effect": Effect.BLOCK, "end": End.REFUSED},
        {"listed": DRAFTING, "end": None},
        *({"listed": SEARCH, "time": FEBRUARY} for _ in range(3)),
        *({"listed": None, "model": HOSTILE, "time": FEBRUARY} for _ in range(14)),
    ]
    usual = {"person": "sam.okafor", "time": JANUARY}
    ask_all(store, {number: usual | one for number, one in enumerate(asked)})


def count_flows(store: Store, **times: int) -> None:
    """What the proxy counted on a day in January."""
    moment = JANUARY + timedelta(minutes=5)
    rows = [
        {"time": moment, "instance": "first", "what": what, "times": number}
        for what, number in (times or {SEEN: 30, FORWARDED: 28, UNSCREENED: 2}).items()
    ]
    with store.write() as connection:
        connection.execute(insert(FLOWS), rows)
