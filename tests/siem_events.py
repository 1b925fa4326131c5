"""Made-up events for the SIEM, and their golden files. All people are fictional.

`python -m tests.siem_events` writes the golden files anew.
"""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from gateway.audit.log.carried import carried
from gateway.audit.log.notes import Checkpoint
from gateway.audit.log.signer import Signer
from gateway.siem.event import Asked, Ended, Event, Kind, Signed
from gateway.siem.formats import formats
from gateway.siem.product import version
from gateway.types import Effect, End

GOLDEN = Path(__file__).parent / "golden" / "siem"
ENTERPRISE = 32473
_ID = "01930f3e-8a58-7cc0-a4a5-0a6bd4f9c3b1"
_KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
_TIME = datetime(2026, 5, 1, 9, 30, 15, 250_000, tzinfo=UTC)


def asked(**changes: Any) -> Asked:
    """A prompt to the council's assistant in which a name and a number were found."""
    values: dict[str, Any] = {
        "groups": ("all-staff", "housing"),
        "address": "192.0.2.7",
        "user_agent": "sdk/1.0 (x)",
        "host": "api.openai.com",
        "vendor": "OpenAI",
        "product": "OpenAI API",
        "tool": "assistant",
        "method": "POST",
        "path": "/v1/chat/completions",
        "model": "gpt-5-mini",
        "conversation": "conv-1",
        "effect": Effect.PSEUDONYMISE,
        "rules": {"personal-data": "pseudonymise", "notify-all": "notify"},
        "clauses": ("10.3",),
        "entities": {"UK_NHS": 1, "PERSON": 2},
        "failure": "",
        "unread": 0,
        "policy_version": "v1",
    }
    return Asked(**(values | changes))


def event(kind: Kind, **changes: Any) -> Event:
    values: dict[str, Any] = {
        "kind": kind,
        "id": _ID,
        "subject": _ID,
        "time": _TIME,
        "instance": "gw1:77",
        "log": 2026,
        "position": 41,
        "actor": "amina.hussain",
    }
    return Event(**(values | changes))


def ended(**changes: Any) -> Ended:
    values: dict[str, Any] = {
        "end": End.COMPLETE,
        "status": 200,
        "input_tokens": 120,
        "output_tokens": 480,
        "duration_ms": 2_310.4,
        "unrestored": 0,
    }
    return Ended(**(values | changes))


EVENTS: dict[str, Event] = {
    "request-pseudonymised": event(Kind.REQUEST, asked=asked()),
    "request-blocked": event(
        Kind.REQUEST,
        asked=asked(
            effect=Effect.BLOCK,
            rules={"special-category": "block"},
            entities={"HEALTH": 1},
            tool="",
            model="",
        ),
    ),
    "request-allowed": event(
        Kind.REQUEST,
        asked=asked(effect=Effect.ALLOW, rules={"approved": "allow"}, entities={}, address=""),
    ),
    "request-unchecked": event(
        Kind.REQUEST, asked=asked(effect=Effect.BLOCK, failure="unreadable", unread=2, entities={})
    ),
    "request-hostile": event(
        Kind.REQUEST,
        actor='a"b]c\\d|e=f\ng',
        asked=asked(user_agent='x"]|\\=\r\n<2>1', path="", groups=("a,b",), address="kiosk 3"),
    ),
    "answer-complete": event(Kind.ANSWER, asked=asked(), ended=ended()),
    "answer-aborted": event(
        Kind.ANSWER,
        asked=asked(),
        ended=ended(
            end=End.CLIENT_ABORTED, status=0, input_tokens=None, output_tokens=None, unrestored=1
        ),
    ),
    "records-searched": event(
        Kind.ACTIVITY, actor="r.auditor", action="records.person", instance="command line"
    ),
    "records-opened": event(Kind.ACTIVITY, actor="r.auditor", action="records.open"),
    "records-reported": event(Kind.ACTIVITY, actor="r.auditor", action="report.usage"),
    "doctor-checked": event(Kind.ACTIVITY, actor="doctor", action="doctor.check"),
    "tool-paused": event(
        Kind.TOOL_CHANGE, actor="board", action="tools.paused", subject="assistant"
    ),
    "log-signed": event(
        Kind.CHECKPOINT,
        id="genai-gateway/0f3a/2026/42",
        subject="genai-gateway/0f3a/2026",
        actor="",
        instance="",
        action="log.checkpoint",
        signed=Signed(
            entries=42,
            note=carried(
                Signer(name="genai-gateway/0f3a", key=_KEY).sign(
                    Checkpoint(origin="genai-gateway/0f3a/2026", size=42, root=b"r" * 32)
                )
            ),
        ),
    ),
    "test": event(Kind.TEST, actor="", log=0, position=0, subject="main", action="siem.test"),
}


def written(form: str) -> str:
    """One format's golden file: the name of each event, then its messages."""
    make = formats(enterprise=ENTERPRISE)[form]
    lines = []
    for name, one in EVENTS.items():
        lines.append(f"# {name}")
        for message in make(one):
            text = message.text.replace(version(), "VERSION")
            if text.startswith("{"):
                text = json.dumps(json.loads(text), indent=1)
            lines.append(text if message.structured == "-" else f"{message.structured} {text}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for name in formats(enterprise=ENTERPRISE):
        (GOLDEN / f"{name}.txt").write_text(written(name), encoding="utf-8")
