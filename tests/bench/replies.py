"""Whether placeholders come back from replies, with our tokens in their places.

    python -m tests.bench.replies FILE.jsonl

A line of FILE is {"id", "tier", "mapping": {placeholder: value}, "text", "occurrences": [{"start",
"end", "placeholder"}]}. Our tokens have no brackets, underscores or numbers of their own, so that
most of what a model does to a placeholder cannot happen to them; letter case can, and is carried
over. Each reply is restored whole and in pieces of every size.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from gateway.pseudonyms.restore import TextRestorer
from gateway.pseudonyms.token_index import TokenIndex
from gateway.pseudonyms.tokens import TokenMint

_ENTITIES = {"PERSON": "PERSON", "ADDRESS": "ADDRESS", "NHS": "UK_NHS", "EMAIL": "EMAIL_ADDRESS"}
_CUT_OFF = 11  # characters of a token that a stream may end in


def ours(reply: Mapping[str, Any]) -> tuple[str, str, dict[str, str]]:
    """The reply with our tokens, what must come out, and what was issued."""
    mint = TokenMint(b"k" * 32, person="amina", tool="chat", day=date(2026, 11, 23))
    tokens = {
        placeholder: mint.token(_entity(placeholder), value, reserved=())
        for placeholder, value in reply["mapping"].items()
    }
    text = expected = ""
    done = 0
    for found in reply["occurrences"]:
        between, written = reply["text"][done : found["start"]], _written(reply["text"], found)
        token = tokens.get(found["placeholder"], written)
        value = reply["mapping"].get(found["placeholder"], written)
        text += between + (token.lower() if written.islower() else token)
        expected += between + value
        done = found["end"]
    rest = reply["text"][done:]
    text, expected = text + rest, expected + rest
    if reply["tier"] == "leave":  # and a token that the stream cuts off
        cut = " " + next(iter(tokens.values()))[:_CUT_OFF]
        text, expected = text + cut, expected + cut
    return text, expected, {tokens[p]: value for p, value in reply["mapping"].items()}


def _entity(placeholder: str) -> str:
    return _ENTITIES.get(placeholder.strip("[]<>{}").split("_")[0], "UK_CASE_REFERENCE")


def _written(text: str, found: Mapping[str, Any]) -> str:
    return text[found["start"] : found["end"]]


def restored(text: str, issued: Mapping[str, str], size: int) -> str:
    restorer = TextRestorer(TokenIndex(issued))
    pieces = (text[at : at + size] for at in range(0, len(text), size))
    return "".join(map(restorer.feed, pieces)) + restorer.flush()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("file", type=Path)
    given = options.parse_args()
    right: Counter[str] = Counter()
    wrong: dict[str, list[str]] = defaultdict(list)
    for line in given.file.read_text(encoding="utf-8").splitlines():
        reply = json.loads(line)
        text, expected, issued = ours(reply)
        good = all(restored(text, issued, size) == expected for size in range(1, len(text) + 1))
        right[reply["tier"]] += good
        wrong[reply["tier"]] += [] if good else [reply["id"]]
    for tier, failed in wrong.items():
        print(f"{tier:10} {right[tier]:3} of {right[tier] + len(failed):3}", *failed)


if __name__ == "__main__":
    main()
