"""Log-ins that are made of a name in the text: "rabdi4" of Ridwaan Abdi, "ciaran_b" of Ciaran B."""

import re
from collections.abc import Iterator

from presidio_analyzer.nlp_engine import NlpArtifacts

from detectors.recognisers.people import people
from detectors.rule import Hit, Rule

SURE = 0.4  # only names of at least this score
SCORE = 0.65
FEWEST = 3  # letters of a surname, as far as a log-in has them
_PARTS = re.compile(r"[^\W\d_]+")


class MadeLogin(Rule):
    """An initial and a surname or the beginning of one, or both names with a mark between.

    What could be a word of prose ("smith") is none: it needs figures, the mark or quotation marks.
    """

    entity = "USERNAME"
    pattern = re.compile(
        r"(?<![\w.@/\\-])(?P<value>(?P<run>[a-z]{4,20})\d{1,4}|"
        r"(?<=[\"'])(?P<quoted>[a-z]{4,20})(?=[\"'])|"
        r"(?P<one>[a-z]{1,15})[._](?P<other>[a-z]{1,15})\d{0,4})(?![\w@/\\-]|\.\w)"
    )

    def find(self, text: str, artifacts: NlpArtifacts) -> Iterator[Hit]:
        run, marked = _forms(text, artifacts)
        for match in self.pattern.finditer(text) if run else ():
            word = match["run"] or match["quoted"]
            if word in run or (match["one"], match["other"]) in marked:
                yield Hit(*match.span("value"), SCORE, ("pattern", "made of a name in this text"))


def _forms(text: str, artifacts: NlpArtifacts) -> tuple[set[str], set[tuple[str, str]]]:
    """What the names in a text give, in one word and in two."""
    run: set[str] = set()
    marked: set[tuple[str, str]] = set()
    for hit in people(text, artifacts):
        parts = _PARTS.findall(text[hit.start : hit.end].casefold())
        if hit.score >= SURE and len(parts) > 1:
            first, last = parts[0], parts[-1]
            run |= {first[0] + last[:size] for size in range(FEWEST, len(last) + 1)}
            run |= {first + last[0], first + last}
            marked |= {(first, last), (first, last[0]), (first[0], last)}
    return run, marked
