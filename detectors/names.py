"""Names that the form of a text gives away: after a title, under a greeting, or found elsewhere."""

import re
from collections.abc import Iterable, Iterator, Sequence

from presidio_analyzer.nlp_engine import NlpArtifacts

from detectors.known import is_jargon
from detectors.model.component import found_by_model
from detectors.rule import Hit

SURE = 0.4  # only names of at least this score are looked for elsewhere
REPEAT_SCORE = 0.75
TITLE_SCORE = 0.6
SIGNED_SCORE = 0.55

_NAME = r"[^\W\d_][\w'\u2019-]{1,24}"
_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Misses|Messrs|Mx|Cllr|Dr|PCSO|Rev|Revd|Prof|Professor)\b\.? {1,2}"
    r"(?P<value>(?!(?:Speaker|Mayor|Chair|Chairman|President|Deputy|Justice|Minister|Leader|"
    r"Minutes|"
    r"Example|Placeholder|Sample|Test|World|Universe|Whippy|Men|Muscle|Claus|Right|Fixit|"
    r"Nobody)\b)(?-i:[A-Z])[\w'\u2019-]{1,24}(?: (?-i:[A-Z])[\w'\u2019-]{1,24})?)"
)
_SIGNED = re.compile(
    r"(?im)^[ \t>]{0,4}(?:(?:kind|best|warm|many)? ?regards|(?:many )?thanks|thank you|ta|cheers|"
    r"yours (?:sincerely|faithfully)|best wishes|best|cofion(?: gorau)?|diolch)[ \t]?[,.!]?"
    r"[ \t]{0,2}(?:\n[ \t>]{0,4}|[,] )"
    r"(?P<value>(?-i:[A-Z]{1,3}|[A-Z][a-z'\u2019-]{1,15}(?: [A-Z][\w'\u2019-]{0,20})?))"
    r"[ \t.]{0,3}(?=\n|$|,|\|)"
)
_ROLE = re.compile(
    r"(?i)\b(?:team|officer|department|dept|services?|office|unit|director|council|committee|board|"
    r"desk|helpdesk|support|reception|communications|manager|administrator|secretary|clerk|all|"
    r"both|everyone|sent|from)\b"
)
_NUMBER = re.compile(r"[,:;(]? ?(?:[\w' ]{2,24}, )?(?:0\d{3,4}[ \d]{6,9}\d\b|[\w.+-]{2,40}@\w)")
FIGURE_SCORE = 0.6
_WORD = re.compile(r"[^\W\d_](?:[\w'\u2019-]{0,24}[^\W_])?")
# Words that are names and ordinary words alike: one found name must not mask every "will".
_ORDINARY = frozenset(
    """an art bill day dawn do faith grace hope joy june king know long love mark may my page pat
    price rose sky so song sue summer sunny too van will win with worth young the and for not with
    are was has had his her mum dad baby junior senior""".split()  # noqa: SIM905
)


def taken(artifacts: NlpArtifacts) -> list[tuple[int, int]]:
    """Where the model saw a figure, a place or a body: no private name repeats there."""
    places = []
    for span in artifacts.entities:
        found = found_by_model(span)
        if found is not None and found.label not in {"PERSON"} and found.score >= SURE:
            places.append((found.start, found.end))
    return places


def named_by_title(text: str, found: Sequence[Hit]) -> Iterator[Hit]:
    """A capitalised word after Mr, Mrs, Cllr and their like that nobody has claimed yet."""
    for match in _TITLED.finditer(text):
        if _free(match.span("value"), found):
            yield Hit(*match.span("value"), TITLE_SCORE, ("a name after a title",))


def signed(text: str, found: Sequence[Hit]) -> Iterator[Hit]:
    """A name or initials by themselves after "Regards," and its like."""
    for match in _SIGNED.finditer(text):
        value = match["value"]
        if _ROLE.search(value) or (value.isupper() and is_jargon(value)):
            continue
        if _free(match.span("value"), found):
            yield Hit(*match.span("value"), SIGNED_SCORE, ("a name under a greeting",))


def beside_number(text: str, artifacts: NlpArtifacts) -> Iterator[Hit]:
    """A name of two words that the model takes for a public figure's, and a number to ring."""
    for span in artifacts.entities:
        if span.label_ == "FIGURE" and " " in span.text and _NUMBER.match(text, span.end_char):
            yield Hit(span.start_char, span.end_char, FIGURE_SCORE, ("a name beside a number",))


def repeated(
    text: str, found: Iterable[Hit], elsewhere: Sequence[tuple[int, int]]
) -> Iterator[Hit]:
    """Other places in the text of a name, or of one word of it, in the same letter case."""
    sure = [hit for hit in found if hit.score >= SURE]
    words: dict[str, float] = {}
    for hit in sure:
        for word in _WORD.findall(text[hit.start : hit.end]):
            if len(word) >= 3 and word.casefold() not in _ORDINARY:
                words[word] = max(words.get(word, 0.0), hit.score)
    if not words:
        return
    covered = [(hit.start, hit.end) for hit in sure] + list(elsewhere)
    for match in _WORD.finditer(text):
        score = words.get(match[0]) or words.get(match[0].removesuffix("'s"), 0.0)
        if score and not _overlaps(match.span(), covered):
            size = len(match[0].removesuffix("'s"))
            where = match.start(), match.start() + size
            yield Hit(*where, min(score, REPEAT_SCORE), ("repeats a name found in this text",))


def _free(span: tuple[int, int], found: Sequence[Hit]) -> bool:
    """False where the model has named a person, private or public, already."""
    return not _overlaps(span, [(hit.start, hit.end) for hit in found])


def _overlaps(span: tuple[int, int], places: Iterable[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in places)
