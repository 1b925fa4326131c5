"""Puts tokens in the place of what was found in a request; pure."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import NamedTuple

from gateway.errors import CannotCheck, GatewayError
from gateway.people.aliases import REACH as ALIASES_REACH
from gateway.people.identities import Mention, Person
from gateway.people.names import AFTER
from gateway.people.titles import REACH as TITLES_REACH
from gateway.pseudonyms.ledger import NAME, Ledger
from gateway.pseudonyms.presidio import replaced
from gateway.pseudonyms.spans import Span, spans
from gateway.pseudonyms.tokens import TokenMint, look_alikes
from gateway.types import Hit, Segment


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """What a request becomes.

    `edits` maps segment index to new text, `issued` token to the value as first typed; `sent` is
    every segment's text as it leaves.
    """

    edits: Mapping[int, str] = field(repr=False)
    issued: Mapping[str, str] = field(repr=False)
    sent: tuple[str, ...] = field(repr=False)


class _Cut(NamedTuple):
    """A span to replace, its segment, and the segment with which it was known. Sorts by place."""

    segment: int
    start: int
    span: Span
    since: int


def pseudonymise(
    segments: Sequence[Segment],
    hits: Sequence[Hit],
    mint: TokenMint,
    earlier: Mapping[str, str] | None = None,
) -> Replacement:
    """Replace every hit by its token; text outside hits is untouched.

    A name comes back exactly as it stood; of other values, equal normalised ones share a token that
    comes back as the form seen first. `earlier` are this conversation's tokens that the provider
    still holds. Raises CannotCheck for a hit in a segment that may not be altered, ValueError for
    one outside its segment, and GatewayError when a replacement did not come out as asked.
    """
    _refuse_signed(segments, hits)
    cuts = [
        cut
        for index, found in _by_segment(hits).items()
        if segments[index].writable
        for cut in _cuts(index, segments[index].text, found)
    ]
    ledger = Ledger(mint, _reserved(segments), earlier)
    tokens = _tokens(segments, cuts, ledger)
    edits = {
        index: _with_tokens(segments[index].text, [(c.span, tokens[c]) for c in here])
        for index, here in groupby(sorted(cuts), key=lambda cut: cut.segment)
    }
    return Replacement(
        edits=edits,
        issued=ledger.issued,
        sent=tuple(edits.get(index, segment.text) for index, segment in enumerate(segments)),
    )


def _cuts(index: int, text: str, found: Sequence[Hit]) -> Iterator[_Cut]:
    """What is cut out of one segment, and since when each was known."""
    late = sorted(
        (hit.finding.start, hit.finding.end, hit.since) for hit in found if hit.source is not None
    )
    for span in spans(text, (hit.finding for hit in found)):
        at = bisect_right(late, (span.start, len(text), len(text))) - 1
        inside = at >= 0 and span.start < late[at][1]
        yield _Cut(index, span.start, span, late[at][2] if inside else index)


def _tokens(segments: Sequence[Segment], cuts: Iterable[_Cut], ledger: Ledger) -> dict[_Cut, str]:
    """A token for each cut, given out in the order in which they became known.

    What became known later ("Joan Fletcher", in the fifth turn) has then no say in the tokens that
    the provider has seen already ("Mrs Fletcher", in the first).
    """
    tokens: dict[_Cut, str] = {}
    for _, known in groupby(sorted(cuts, key=_when), key=lambda cut: _when(cut)[:-1]):
        here = [*known]
        text = segments[here[0].segment].text
        mentions = [*_mentions(text, here)]
        if any(" " not in mention.text for mention in mentions):  # else no order matters
            for mention in mentions:
                ledger.introduce(mention)
        previous: Person | None = None
        met = iter(mentions)
        for cut in here:
            if cut.span.entity == NAME:
                mention = replace(next(met), previous=previous)
                tokens[cut], previous = ledger.name_token(mention)
            else:
                value = text[cut.span.start : cut.span.end]
                tokens[cut] = ledger.value_token(cut.span.entity, value)
    return tokens


def _mentions(text: str, cuts: Iterable[_Cut]) -> Iterator[Mention]:
    """The names among what is cut out of a text, each with what stands around it."""
    end = 0
    for span in (cut.span for cut in cuts if cut.span.entity == NAME):
        yield Mention(
            before=text[max(0, span.start - TITLES_REACH) : span.start],
            text=text[span.start : span.end],
            after=text[span.end : span.end + AFTER],
            between=text[max(end, span.start - ALIASES_REACH - 1) : span.start],
        )
        end = span.end


def _when(cut: _Cut) -> tuple[int, bool, int, int]:
    """A name before what it gave away in earlier segments."""
    return cut.since, cut.segment < cut.since, cut.segment, cut.start


def _by_segment(hits: Iterable[Hit]) -> dict[int, list[Hit]]:
    found: dict[int, list[Hit]] = {}
    for hit in hits:
        found.setdefault(hit.segment, []).append(hit)
    return found


def _reserved(segments: Iterable[Segment]) -> Iterable[str]:
    """Token-shaped literals, in lower case.

    Not those in signed segments: there they are our own tokens of earlier turns coming back, and
    the value must keep the token the model knows it by.
    """
    for segment in segments:
        if segment.writable:
            for start, end in look_alikes(segment.text):
                yield segment.text[start:end].lower()


def _refuse_signed(segments: Sequence[Segment], hits: Iterable[Hit]) -> None:
    """A signed segment cannot be altered: a hit in it (but for our own tokens) must not leave."""
    for hit in hits:
        segment, found = segments[hit.segment], hit.finding
        if not segment.writable and not any(
            start <= found.start and found.end <= end for start, end in look_alikes(segment.text)
        ):
            raise CannotCheck("unmasked", "personal data stands in a part signed by the provider")


def _with_tokens(text: str, chosen: Sequence[tuple[Span, str]]) -> str:
    """The text with tokens; the library's result must equal what plain slicing gives."""
    parts: list[str] = []
    done = 0
    for span, token in chosen:
        parts += (text[done : span.start], token)
        done = span.end
    result = replaced(text, [span for span, _ in chosen], [token for _, token in chosen])
    if result != "".join((*parts, text[done:])):
        raise GatewayError("a replacement did not come out as asked; nothing may be sent")
    return result
