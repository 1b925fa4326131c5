"""Reads marked conversations: our own text files, and JSON Lines.

A conversation in a text file begins with "=== what it is about"; a message begins with "> " (the
user's) or "< " (the answer) and goes on until the next; "[who|name as written]" marks a person.
The result has the shape of a line of JSON, see tests.bench.conversations.
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

_HEAD = re.compile(r"^=== (?P<notes>.*)$", re.MULTILINE)
_MESSAGE = re.compile(r"^(?P<role>[<>]) ", re.MULTILINE)
_MARK = re.compile(r"\[(?P<who>\w+)\|(?P<name>[^\]|]+)\]")
_ROLES = {">": "user", "<": "assistant"}


def conversations(path: Path) -> list[Mapping[str, Any]]:
    """The conversations of a file. Raises ValueError for JSON that is none."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in text.splitlines()]
    return [*_marked(path.stem, text)]


def _marked(name: str, text: str) -> Iterator[Mapping[str, Any]]:
    _, *rest = _HEAD.split(text)
    for number, (notes, body) in enumerate(zip(rest[::2], rest[1::2], strict=True)):
        _, *parts = _MESSAGE.split(body)
        messages = [
            _message(_ROLES[role], said.strip())
            for role, said in zip(parts[::2], parts[1::2], strict=True)
        ]
        entities: dict[str, list[str]] = {}
        for message in messages:
            for span in message["spans"]:
                form = message["content"][span["start"] : span["end"]]
                entities.setdefault(span["entity"], []).append(form)
        yield {
            "id": f"{name}-{number:03}",
            "messages": messages,
            "entities": entities,
            "notes": notes,
        }


def _message(role: str, said: str) -> Mapping[str, Any]:
    """The text without its marks, and where they were."""
    content, spans, done = "", [], 0
    for mark in _MARK.finditer(said):
        content += said[done : mark.start()]
        start = len(content)
        content += mark["name"]
        done = mark.end()
        spans.append(
            {"start": start, "end": len(content), "label": "PERSON", "entity": mark["who"]}
        )
    return {"role": role, "content": content + said[done:], "spans": spans}
