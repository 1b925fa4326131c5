"""How well people are followed through conversations: masked everywhere, linked, told apart.

    python -m tests.bench.conversations FILE [--findings gold|first|scanner] [--alone] [--show]

FILE is one of tests/golden/conversations (tests.bench.marked says how it is written), or JSON
Lines, where a line is {"id", "messages": [{"role", "content", "spans": [{"start", "end", "label",
"entity"}]}], "entities": {name: [forms]}}. `gold` takes every marked person as found, `first` only
the first mention of each person in full, so that the rest has to be propagated; `scanner` asks the
real scanner. Every fifth line, of our own files every second conversation, is held out from
development and reported apart.
"""

import argparse
import asyncio
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

from detectors.scanner import Scanner
from detectors.settings import ScanSettings
from detectors.types import Category, Finding
from gateway.people.propagate import propagate
from gateway.pseudonyms.replace import Replacement, pseudonymise
from gateway.pseudonyms.restore import restore
from gateway.pseudonyms.spread import spread
from gateway.pseudonyms.tokens import FORM_LENGTH, TokenMint
from gateway.types import Hit, Segment
from tests.bench.marked import conversations

PROPAGATE = True
_HELD_OUT_JSON, _HELD_OUT = 5, 2  # every so many

type Record = Mapping[str, Any]
type Spot = tuple[int, int, int]  # message, start, end


@dataclass(slots=True)
class Tally:
    """Counts over records. Pairs are (right, of all)."""

    counts: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    def add(self, what: str, right: int, of: int) -> None:
        self.counts[what] += right
        self.counts[what + "/"] += of

    def lines(self) -> Iterable[str]:
        for what in [name for name in self.counts if not name.endswith("/")]:
            right, of = self.counts[what], self.counts[what + "/"]
            share = f"{right / of:6.3f}" if of else "     -"
            yield f"  {what:42} {right:6} of {of:6} {share}"


def segments_of(messages: Sequence[Record]) -> list[Segment]:
    last = len(messages) - 1
    return [
        Segment(path=f"/messages/{n}/content", role=m["role"], text=m["content"], new=n == last)
        for n, m in enumerate(messages)
    ]


def people_of(record: Record) -> dict[Spot, str]:
    """Where people are named, and who."""
    people = {}
    for n, message in enumerate(record["messages"]):
        for span in message["spans"]:
            text = message["content"][span["start"] : span["end"]]
            end = span["start"] + len(text.rstrip("."))  # a full stop is no part of a name
            if span["label"] == "PERSON":
                people[n, span["start"], end] = span.get("entity", "")
    return people


def as_hit(index: int, start: int, end: int, entity: str = "PERSON") -> Hit:
    finding = Finding(
        entity=entity,
        category=Category.PERSONAL,
        start=start,
        end=end,
        score=0.9,
        recogniser="gold",
    )
    return Hit(segment=index, finding=finding)


def gold_hits(record: Record, *, first: bool) -> list[Hit]:
    """Marked people, and what else is marked and would be masked with them."""
    others = [
        as_hit(n, span["start"], span["end"], span["label"])
        for n, message in enumerate(record["messages"])
        for span in message["spans"]
        if span["label"] not in {"PERSON", "LOCATION", "ORGANIZATION", "AGE"}
    ]
    people = people_of(record)
    if first:
        fullest: dict[str, Spot] = {}
        for spot, who in people.items():
            words = len(_text(record, spot).split())
            best = fullest.get(who)
            if best is None or len(_text(record, best).split()) < min(words, 2):
                fullest[who] = spot
        people = {spot: who for who, spot in fullest.items()}
    return [*(as_hit(*spot) for spot in people), *others]


def _text(record: Record, spot: Spot) -> str:
    return str(record["messages"][spot[0]]["content"][spot[1] : spot[2]])


def masked(
    segments: Sequence[Segment], found: Sequence[Hit], *, propagating: bool = True
) -> tuple[tuple[Hit, ...], Replacement]:
    hits = (*found, *(propagate(segments, found) if propagating else ()))
    mint = TokenMint(b"k" * 32, person="amina", tool="chat", day=date(2026, 11, 23))
    return hits, pseudonymise(segments, spread(segments, hits), mint)


def judge(record: Record, found: Sequence[Hit], tally: Tally, *, propagating: bool = True) -> None:
    segments = segments_of(record["messages"])
    hits, done = masked(segments, found, propagating=propagating)
    people = people_of(record)
    cover = _cover(hits)
    _judge_masking(record, people, cover, tally)
    tokens = _tokens(done)
    _judge_linking(record, people, tokens, tally)
    back = [restore(text, done.issued) for text in done.sent]
    same = sum(a == s.text for a, s in zip(back, segments, strict=True))
    tally.add("messages restored exactly", same, len(segments))
    _judge_turns(segments, found, done, tally)
    names = {t: v for t, v in done.issued.items() if t.startswith("Person")}
    tally.add("characters of tokens per character of names", *_sizes(names))
    tally.add("tokens per person", len(names), len(record["entities"]))


def _cover(hits: Iterable[Hit]) -> dict[int, set[int]]:
    cover: dict[int, set[int]] = defaultdict(set)
    for hit in hits:
        cover[hit.segment].update(range(hit.finding.start, hit.finding.end))
    return cover


def _judge_masking(
    record: Record, people: Mapping[Spot, str], cover: Mapping[int, set[int]], tally: Tally
) -> None:
    hidden = {s: cover.get(s[0], set()).issuperset(range(s[1], s[2])) for s in people}
    tally.add("mentions masked", sum(hidden.values()), len(hidden))
    forms: dict[tuple[str, str], bool] = {}
    for spot, whole in hidden.items():
        form = people[spot], _text(record, spot)
        forms[form] = forms.get(form, True) and whole
        if not whole:
            tally.notes.append(f"{record['id']} not masked: {form[1]!r} in message {spot[0]}")
    tally.add("forms masked wherever they stand", sum(forms.values()), len(forms))
    marked: dict[int, set[int]] = defaultdict(set)
    for n, message in enumerate(record["messages"]):
        for span in message["spans"]:
            marked[n].update(range(span["start"], span["end"]))
    wrong = {n: cover.get(n, set()) - marked[n] for n in cover}
    for n, places in wrong.items():
        text = record["messages"][n]["content"]
        odd = "".join(c if at in places else " " for at, c in enumerate(text)).split()
        # Titles, possessives and what joins two names are left out again before replacing.
        tally.notes += [f"{record['id']} masked besides: {word!r} in message {n}" for word in odd]
    size = sum(len(m["content"]) for m in record["messages"])
    tally.add("characters masked besides", sum(map(len, wrong.values())), size)


def _tokens(done: Replacement) -> dict[Spot, str]:
    """Where each token's value stands in the original, by walking both texts."""
    places: dict[Spot, str] = {}
    for n, sent in enumerate(done.sent):
        at = here = 0
        while here < len(sent):
            token = next((t for t in done.issued if sent.startswith(t, here)), "")
            if token:
                places[n, at, at + len(done.issued[token])] = token
                at, here = at + len(done.issued[token]), here + len(token)
            else:
                at, here = at + 1, here + 1
    return places


def _judge_linking(
    record: Record, people: Mapping[Spot, str], tokens: Mapping[Spot, str], tally: Tally
) -> None:
    stems: dict[str, dict[str, str]] = defaultdict(dict)  # who -> form -> stem
    owners: dict[str, set[str]] = defaultdict(set)
    for (n, start, end), who in people.items():
        token = next(
            (t for (m, a, b), t in tokens.items() if m == n and a < end and start < b), None
        )
        joint = " and " in _text(record, (n, start, end))  # two people in one span
        if token and who and not joint:
            stem = token[:-FORM_LENGTH]
            stems[who].setdefault(f"{record['messages'][n]['content'][start:end]}@{stem}", stem)
            owners[stem].add(who)
    several = {who: forms for who, forms in stems.items() if len(forms) > 1}
    linked = [who for who, forms in several.items() if len(set(forms.values())) == 1]
    tally.add("people with all forms linked", len(linked), len(several))
    pairs = [pair for forms in several.values() for pair in combinations(forms.values(), 2)]
    tally.add("pairs of forms linked", sum(a == b for a, b in pairs), len(pairs))
    merged = [sorted(who) for who in owners.values() if len(who) > 1]
    tally.add("wrong merges (of people)", len(merged), len(stems))
    tally.notes += [f"{record['id']} merged: {who}" for who in merged]
    tally.notes += [
        f"{record['id']} not linked: {sorted(forms)}"
        for who, forms in several.items()
        if who not in linked
    ]


def _judge_turns(
    segments: Sequence[Segment], found: Sequence[Hit], done: Replacement, tally: Tally
) -> None:
    """Whether each message left in the turn when it was new as it does in the last."""
    same = kept = whole = 0
    for turn in range(1, len(segments)):
        before = masked(segments[:turn], [hit for hit in found if hit.segment < turn])[1]
        same += sum(a == b for a, b in zip(before.sent, done.sent[:turn], strict=True))
        whole += turn
        kept += before.issued.items() <= done.issued.items()
    tally.add("messages resent byte for byte", same, whole)
    tally.add("turns whose tokens all live on", kept, max(0, len(segments) - 1))


def _sizes(names: Mapping[str, str]) -> tuple[int, int]:
    return sum(map(len, names)), sum(map(len, names.values()))


async def scanned(records: Sequence[Record]) -> list[list[Hit]]:
    scanner = Scanner(ScanSettings(workers=0))
    await scanner.start()
    try:
        found = [await scanner.scan([m["content"] for m in r["messages"]]) for r in records]
    finally:
        await scanner.close()
    return [
        [Hit(segment=n, finding=one) for n, row in enumerate(rows) for one in row] for rows in found
    ]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("file", type=Path)
    options.add_argument("--findings", choices=["gold", "first", "scanner"], default="gold")
    options.add_argument("--alone", action="store_true", help="the findings, without propagation")
    options.add_argument("--show", action="store_true", help="what went wrong (prints the texts)")
    given = options.parse_args()
    records = conversations(given.file)
    fold = _HELD_OUT_JSON if given.file.suffix == ".jsonl" else _HELD_OUT
    if given.findings == "scanner":
        found = asyncio.run(scanned(records))
    else:
        found = [gold_hits(record, first=given.findings == "first") for record in records]
    tallies = {"developed on": Tally(), "held out": Tally()}
    for n, (record, hits) in enumerate(zip(records, found, strict=True)):
        part = "held out" if n % fold == fold - 1 else "developed on"
        judge(record, hits, tallies[part], propagating=not given.alone)
    for part, tally in tallies.items():
        print(f"{given.findings} findings, {part}")
        print("\n".join(tally.lines()))
        if given.show and part == "developed on":
            print("\n".join(tally.notes))


if __name__ == "__main__":
    main()
