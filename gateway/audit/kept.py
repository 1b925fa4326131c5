"""Which texts of an interaction are kept, and with what taken out (clause 9.2: proportionate)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from detectors.types import Category, Finding
from gateway.types import Capture, Hit, Screened, Segment

TYPED, SENT = "prompt_typed", "prompt_sent"
RECEIVED, RESTORED = "answer_received", "answer_restored"

_SHORTEST = 3  # a value of two letters, taken out wherever it stands, would shred a text

Text = dict[str, str | bool]
"""One text of a payload: path, role, new, text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What the record holds of a request, and what its answer must not repeat."""

    capture: Capture
    texts: Mapping[str, list[Text]] = field(repr=False)  # by kind
    same_as: Mapping[str, str]  # kind -> the kind that holds the same texts
    hidden: Mapping[str, str] = field(repr=False)  # value -> the mark that replaces it
    owner: str = ""  # whose texts they are: equal texts of others are not stored as one


def kept_of(screened: Screened, capture: Capture) -> Kept:
    """What to keep of a request, at a level."""
    if capture is Capture.METADATA:
        return Kept(capture=capture, texts={}, same_as={}, hidden={})
    hits = screened.hits if capture is Capture.MASKED else _secrets(screened.hits)
    segments = screened.interaction.prompt.segments
    hidden = _values(segments, hits)
    masked = [without(text, hidden) for text in masked_texts(segments, hits)]
    typed = _texts(segments, masked)
    sent = _texts(segments, _sent(screened, masked, hidden)) if screened.sent else []
    texts, same_as = _chosen(capture, typed, sent)
    owner = screened.interaction.person.id.casefold()
    return Kept(capture=capture, texts=texts, same_as=same_as, hidden=hidden, owner=owner)


def masked_texts(segments: Sequence[Segment], hits: Iterable[Hit]) -> list[str]:
    """The segments' texts with every hit replaced by its mark."""
    found: dict[int, list[Finding]] = {}
    for hit in hits:
        found.setdefault(hit.segment, []).append(hit.finding)
    return [
        _masked(segment.text, found[index]) if index in found else segment.text
        for index, segment in enumerate(segments)
    ]


def without(text: str, hidden: Mapping[str, str]) -> str:
    """A text with every hidden value replaced by its mark, wherever it stands."""
    for value, mark in hidden.items():
        if value in text:
            text = text.replace(value, mark)
    return text


def _chosen(
    capture: Capture, typed: list[Text], sent: list[Text]
) -> tuple[dict[str, list[Text]], dict[str, str]]:
    """Masked keeps what left, or the masked prompt when nothing did. Equal texts are kept once."""
    if not typed:
        return {}, {}
    if capture is Capture.MASKED and sent:
        return {SENT: sent}, {}
    if not sent:
        return {TYPED: typed}, {}
    return ({TYPED: typed}, {SENT: TYPED}) if sent == typed else ({TYPED: typed, SENT: sent}, {})


def _secrets(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    return tuple(hit for hit in hits if hit.finding.category is Category.SECRET)


def _sent(screened: Screened, masked: Sequence[str], hidden: Mapping[str, str]) -> list[str]:
    """What left, masked: as above where it left as typed, by value where tokens moved it."""
    segments = screened.interaction.prompt.segments
    return [
        masked[index] if text == segments[index].text else without(text, hidden)
        for index, text in enumerate(screened.sent)
    ]


def _values(segments: Sequence[Segment], hits: Iterable[Hit]) -> dict[str, str]:
    """Found values and their marks, longest first so that none is replaced in part."""
    pairs = {_value(segments, hit): _mark(hit.finding) for hit in hits}
    return {
        value: pairs[value]
        for value in sorted(pairs, key=len, reverse=True)
        if len(value) >= _SHORTEST
    }


def _value(segments: Sequence[Segment], hit: Hit) -> str:
    return segments[hit.segment].text[hit.finding.start : hit.finding.end]


def _masked(text: str, findings: Iterable[Finding]) -> str:
    parts: list[str] = []
    end = 0
    for finding in sorted(findings, key=attrgetter("start")):
        if finding.start >= end:
            parts += (text[end : finding.start], _mark(finding))
        end = max(end, finding.end)
    return "".join((*parts, text[end:]))


def _mark(finding: Finding) -> str:
    return "[secret]" if finding.category is Category.SECRET else f"[{finding.entity}]"


def _texts(segments: Sequence[Segment], texts: Iterable[str]) -> list[Text]:
    return [
        {"path": segment.path, "role": segment.role, "new": segment.new, "text": text}
        for segment, text in zip(segments, texts, strict=False)
    ]
