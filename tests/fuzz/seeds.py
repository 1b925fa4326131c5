"""What is mutated: every golden recording, and what this folder's corpus adds to them.

A new folder of recordings is a new seed by itself; `corpus/*.json` are cases that once went wrong,
or that no recording shows, as `save` writes them.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from gateway.providers.sockets import MESSAGE
from gateway.types import Person, WireRequest
from tests.golden.providers.cases import SOCKETS, Recorded, answers, requests

CORPUS = Path(__file__).parent / "corpus"
SENDER = Person(id="officer-17")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A request, a message of a socket, or an answer to a request; `media` is the content type."""

    name: str
    kind: str  # request | message | answer
    method: str
    host: str
    target: str
    media: str
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = field(repr=False)

    def request(self) -> WireRequest:
        """As it comes from the proxy; for a message, the one that opens its socket."""
        typed = (("content-type", self.media),) if self.media and self.kind == "request" else ()
        opening = (("upgrade", "websocket"),) if self.kind == "message" or self.opens else ()
        return WireRequest(
            method="GET" if opening else self.method,
            host=self.host,
            port=443,
            target=self.target,
            headers=(*typed, *opening, *self.headers),
            body=self.body if self.kind == "request" else b"",
            person=SENDER,
        )

    @property
    def opens(self) -> bool:
        return self.method == MESSAGE


@cache
def seeds() -> tuple[Case, ...]:
    """Everything, in an order that does not depend on the machine."""
    return (*map(_of_request, requests()), *map(_of_answer, answers()), *_messages(), *corpus())


def _of_request(recorded: Recorded) -> Case:
    return _case(recorded, "message" if recorded.dialect in SOCKETS else "request")


def _of_answer(recorded: Recorded) -> Case:
    return _case(recorded, "answer")


def _case(recorded: Recorded, kind: str) -> Case:
    asked = recorded.request()
    socket = recorded.dialect in SOCKETS
    return Case(
        name=str(recorded),
        kind=kind,
        method=MESSAGE if socket else asked.method,
        host=asked.host,
        target=asked.target,
        media=recorded.media,
        body=recorded.content,
    )


def _messages() -> Iterable[Case]:
    """What a socket's provider says is, sent the other way, a message like any other."""
    for recorded in answers():
        if recorded.dialect in SOCKETS and recorded.path.suffix == ".ndjson":
            line = max(recorded.content.splitlines(), key=len)
            yield replace(_case(recorded, "message"), name=f"{recorded}!", body=line)


def corpus() -> Iterable[Case]:
    """The cases of the folder beside this file."""
    return [load(path) for path in sorted(CORPUS.glob("*.json"))]


def load(path: Path) -> Case:
    """A case as `save` wrote it; `body` has one character per byte."""
    told = json.loads(path.read_text("utf-8"))
    told["headers"] = tuple((name, value) for name, value in told["headers"])
    return Case(**{**told, "name": path.stem, "body": told["body"].encode("latin-1")})


def save(case: Case, path: Path) -> None:
    """Write a case so that it can be read, looked at, and put into the corpus."""
    told = {
        "kind": case.kind,
        "method": case.method,
        "host": case.host,
        "target": case.target,
        "media": case.media,
        "headers": case.headers,
        "body": case.body.decode("latin-1"),
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(told, indent=1) + "\n", "utf-8")
