"""Puts tokens in the place of what was found in a request; pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from detectors.normalise_value import normalise_value
from detectors.types import Finding
from gateway.errors import CannotCheck, GatewayError
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


class _Ledger:
    """The tokens of one request: one for each value, none that stands in the text already."""

    def __init__(self, mint: TokenMint, reserved: Iterable[str]) -> None:
        self._mint = mint
        self._taken = set(reserved)
        self._tokens: dict[tuple[str, str], str] = {}
        self.issued: dict[str, str] = {}

    def token(self, entity: str, text: str) -> str:
        value = entity, normalise_value(entity, text)
        if value not in self._tokens:
            token = self._mint.token(*value, reserved=self._taken)
            self._tokens[value] = token
            self._taken.add(token)
            self.issued[token] = text
        return self._tokens[value]


def pseudonymise(segments: Sequence[Segment], hits: Sequence[Hit], mint: TokenMint) -> Replacement:
    """Replace every hit by its token; text outside hits is untouched.

    Equal normalised values get one token, restored to the form seen first. Raises CannotCheck for a
    hit in a segment that may not be altered, ValueError for one outside its segment, and
    GatewayError when a replacement did not come out as asked.
    """
    _refuse_signed(segments, hits)
    ledger = _Ledger(mint, _reserved(segments))
    edits: dict[int, str] = {}
    for index, findings in sorted(_by_segment(hits).items()):
        segment = segments[index]
        chosen = tuple(spans(segment.text, findings)) if segment.writable else ()
        if chosen:
            edits[index] = _with_tokens(segment.text, chosen, ledger)
    return Replacement(
        edits=edits,
        issued=ledger.issued,
        sent=tuple(edits.get(index, segment.text) for index, segment in enumerate(segments)),
    )


def _by_segment(hits: Iterable[Hit]) -> dict[int, list[Finding]]:
    found: dict[int, list[Finding]] = {}
    for hit in hits:
        found.setdefault(hit.segment, []).append(hit.finding)
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


def _with_tokens(text: str, chosen: Sequence[Span], ledger: _Ledger) -> str:
    """The text with tokens; the library's result must equal what plain slicing gives."""
    parts: list[str] = []
    done = 0
    # Left to right, before the library (which works backwards): the first form seen is restored.
    for span in chosen:
        parts += (text[done : span.start], ledger.token(span.entity, text[span.start : span.end]))
        done = span.end
    result = replaced(text, chosen, ledger.token)
    if result != "".join((*parts, text[done:])):
        raise GatewayError("a replacement did not come out as asked; nothing may be sent")
    return result
