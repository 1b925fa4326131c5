"""Street addresses and postcodes of people: not of council premises, shops and planning sites."""

import re
from collections.abc import Iterator

from presidio_analyzer.nlp_engine import NlpArtifacts

from detectors import address_parts as parts
from detectors.columns import cells
from detectors.gist import gist_of
from detectors.rule import Hit, Rule
from detectors.somebody import is_example, speaks_of_somebody

_POSTCODE_WORDS = frozenset({"post", "postcode", "pcode", "pc", "postal"})
_SMALL_END = re.compile(r"\d(?!st|nd|rd|th)[abd-hjlnp-uw-z]{2}(?![\w-])")


class Postcode(Rule):
    """In capitals, or in any case after the word. About fifteen addresses share one, so that
    alone, in a text about nobody, it stays weak.
    """

    entity = "UK_POSTCODE"
    needs = re.compile(r"\d")
    pattern = re.compile(rf"(?<![\w-]){parts.POSTCODE}(?![\w-])")
    said = re.compile(
        rf"(?i)\b(?:post ?code|pcode|pc|postal code)\b\W{{0,4}}(?:(?:is|was|of)\W{{1,2}})?"
        rf"(?P<value>{parts.POSTCODE})(?![\w-])"
    )
    home = re.compile(r"(?i)\b(?:lives?|living|home|reside\w{0,2}|my|his|her|their)\b[^\n]{0,40}$")
    heading = re.compile(r"(?i)^(?:post ?code|pcode|pc)$")

    def find(self, text: str, artifacts: NlpArtifacts) -> Iterator[Hit]:
        somebody = speaks_of_somebody(text, artifacts)
        gist = gist_of(text, artifacts)
        said = gist.matches(self.said, gist.starts(_POSTCODE_WORDS))
        introduced = {match.span("value") for match in said}
        introduced |= {(cell.start, cell.end) for cell in cells(gist, self.heading)}
        found = {match.span() for match in gist.matches(self.pattern, gist.capitals)}
        if somebody and gist.has(_SMALL_END):
            found |= {match.span() for match in parts.SMALL_POSTCODE.finditer(text)}
        lower = {span for span in introduced if parts.IS_POSTCODE.fullmatch(text[slice(*span)])}
        for start, end in sorted(found | lower):
            if is_example(text, start) or parts.is_ordinal(text[start:end]):
                continue
            known = (start, end) in introduced
            yield Hit(start, end, *self._judge(text, start, end, known=known, somebody=somebody))

    def _judge(
        self, text: str, start: int, end: int, *, known: bool, somebody: bool
    ) -> tuple[float, tuple[str, ...]]:
        if parts.is_building(text, start, end) or (not somebody and parts.is_site(text, start)):
            return 0.35, ("pattern", "premises of a body")
        if known:
            return 0.6, ("pattern", "cue word: postcode")
        if somebody:
            return 0.55, ("pattern", "a person in the text")
        home = self.home.search(text, max(0, start - 60), start)
        return 0.6 if home else 0.4, ("pattern", "cue word: home" if home else "postcode alone")


class StreetAddress(Rule):
    """House number or name, street, and the town and postcode that follow.

    In a text about nobody an address is a site or premises, unless a word says who lives there.
    """

    entity = "ADDRESS"
    needs = re.compile(r"\d|[Hh]ouse|[Cc]ottage|[Ff]arm|[Ll]odge|The [A-Z]|, [A-Z]")

    def find(self, text: str, artifacts: NlpArtifacts) -> Iterator[Hit]:
        somebody: bool | None = None
        gist = gist_of(text, artifacts)
        last = 0
        for start, end in sorted(parts.addresses(gist), key=lambda span: (span[0], -span[1])):
            if end <= last:
                continue
            last = end
            if somebody is None:
                somebody = speaks_of_somebody(text, artifacts)
            yield Hit(start, end, *self._judge(text, start, end, somebody=somebody))

    def _judge(
        self, text: str, start: int, end: int, *, somebody: bool
    ) -> tuple[float, tuple[str, ...]]:
        site = not somebody and parts.is_site(text, start)
        if site or parts.is_building(text, start, end) or is_example(text, start):
            return 0.35, ("pattern", "premises of a body or a site")
        if somebody:
            return 0.75, ("pattern", "a person in the text")
        home = parts.RESIDENT.search(text, max(0, start - 60), min(len(text), end + 30))
        return 0.65 if home else 0.4, ("pattern", "cue word: resident" if home else "address alone")
