"""What all of Cohere's interfaces have in common: hosts, refusals, failures, citations."""

import json
import re
from math import isfinite
from typing import Any

from gateway.providers.dialect import Mark
from gateway.providers.events import REPEAT, Counted, Event, Json, add_strings, member
from gateway.providers.json_text import Path
from gateway.refusal import Refusal

HOSTS = re.compile(r"api\.cohere\.(?:com|ai)")

_FAILED = frozenset(("ERROR", "ERROR_TOXIC", "ERROR_LIMIT", "TIMEOUT"))
_PLACES = (("start", False), ("end", True))


def shape(refusal: Refusal, status: int) -> dict[str, Any]:
    """What the SDKs print of an error."""
    return {"id": refusal.reference, "message": refusal.text}


def events_failure(message: str) -> str:
    """An error inside a stream of events, as JSON source: how the second version ends one."""
    delta = {"finish_reason": "ERROR", "error": message}
    return json.dumps({"type": "message-end", "delta": delta})


def lines_failure(message: str) -> str:
    """An error inside a stream of lines: how the first version ends one."""
    ended = {"event_type": "stream-end", "is_finished": True, "finish_reason": "ERROR"}
    return json.dumps({**ended, "err": message, "response": {"text": message}})


def add_citation(event: Event, cited: Json, root: Path, channel: str, field: int | None) -> None:
    """Note what a citation quotes and names, and where in the text of the channel it stands.

    Its `start` and `end` count characters (Unicode code points) of that text, or of the field of
    this number. What it names are documents and results of the caller's own, ids included.
    """
    for name, ends in _PLACES:
        offset = member(cited, name)
        if type(offset) is int:
            mark = Mark(channel=channel, offset=offset, ends=ends, field=field)
            event.counted.append(Counted(path=(*root, name), mark=mark))
    event.text((*root, "text"), member(cited, "text"), f"quoted{len(event.spots)}", REPEAT)
    for name in ("sources", "document_ids"):
        add_strings(event, member(cited, name), (*root, name), "source", REPEAT)


def learn(event: Event, usage: Json, finish: Json) -> None:
    """Token counts, which come as decimals, and how the answer ended."""
    tokens = member(usage, "tokens") or member(usage, "billed_units")
    counts = (member(tokens, f"{what}_tokens") for what in ("input", "output"))
    event.learns_tokens(*map(whole, counts))
    if isinstance(finish, str) and finish in _FAILED:
        event.fails(finish.lower())


def whole(count: Json) -> Json:
    """A count that comes as a decimal as an integer; one that is no number is none."""
    if isinstance(count, float):
        return int(count) if isfinite(count) else None
    return count
