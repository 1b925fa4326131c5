"""Whether a text speaks of an individual, and whether a value is only an example of its form.

A landline, a street address or a reference in a text about nobody is a body's or a premises';
the same beside a person is theirs.
"""

import re
from collections.abc import Iterator
from weakref import WeakKeyDictionary

from presidio_analyzer.nlp_engine import NlpArtifacts
from spacy.tokens import Span

from detectors.gist import Gist, gist_of
from detectors.known import is_jargon
from detectors.nobody import is_in, nobody
from detectors.welsh.people import speaks_of_somebody_in_welsh

_PEOPLE = frozenset({"PERSON", "PER"})
_WORDS = re.compile(
    r"\b(?:(?i:he|she|him|her|hers|his|herself|himself|he's|she's)\b|"
    r"(?i:i'm|i\u2019m|i am|my|me|mine)\b|"
    r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Cllr|PC|DC|DS|Sgt|MR|MRS|MISS)\b\.? ?[A-Z]|"
    r"(?i:mum|mam|nan|husband|wife|partner|daughter|son|sister|brother|niece|nephew|aunt|uncle|"
    r"mother|father|grandson|granddaughter|neighbour|widow|widower)\b|"
    r"(?i:d\.?o\.?b|date of birth|nhs n(?:o|umber)|ni number|nino|next of kin|nok)\b)"
)
_PRONOUNS = frozenset(
    "he she him her hers his herself himself my me mine".split()  # noqa: SIM905
)
_EXAMPLE = re.compile(
    r"(?i)(?:\be\.?g\.?|\bfor example|\bfor instance|\bsuch as|\bformat(?:ted as)?|\blike|"
    r"\bplaceholder|\bhint(?: text)?|\bexample|\bspecimen|\bdummy(?: \w{1,12})?|"
    r"\bwrite numbers as|"
    r"\btest (?:number|card|pack has|data|value|account)|\bmust accept|\baccepts?|"
    r"\bexample(?: \w{1,12}){0,4} is|\bsample)"
    r"[\s:=,(\[\"'\u2018\u201c\u2013-]{0,5}$"
)
_TEST_BED = re.compile(
    r"(?i)\bstripe\b|\bsandbox\b|\btest (?:card|number|data|pack|environment|iban|nhs)|\bdummy\b|"
    r"\bchecksums?\b|\bdocumentation\b|\bdev env"
)
_AUDIENCE = re.compile(
    r"(?i)(?:\blike (?:i['\u2019]?m|i am|you['\u2019]?re|we['\u2019]?re|to) (?:an? )?|"
    r"\b(?:explain\w{0,3}|descri\w{2,4}|pretend|imagine|act|understandable|simple enough|"
    r"suitable)\b"
    r"[^.\n]{0,60}\b(?:to|for|like|be|as|of|are) an? )$"
)
_UNDERSTANDS = re.compile(
    r"(?i) (?:would|could|can|will|might|should) (?:understand|follow|grasp|get|read)\b"
)
_NEAR = 80
_ASKED: WeakKeyDictionary[NlpArtifacts, bool] = WeakKeyDictionary()


def speaks_of_somebody(text: str, artifacts: NlpArtifacts) -> bool:
    """True when the model found a person, or a word stands there that only goes with one.

    Many rules ask it of the same text, which is told by its artifacts.
    """
    known = _ASKED.get(artifacts)
    if known is None:
        person = any(True for _ in _people(text, artifacts))
        known = _ASKED[artifacts] = person or _names_somebody(gist_of(text, artifacts))
    return known


def _names_somebody(gist: Gist) -> bool:
    return gist.holds(_PRONOUNS) or gist.has(_WORDS) or speaks_of_somebody_in_welsh(gist)


def people_end(text: str, artifacts: NlpArtifacts) -> tuple[int, ...]:
    """Where the people end that the model found."""
    return tuple(span.end_char for span in _people(text, artifacts))


def after_people(
    text: str, artifacts: NlpArtifacts, what: re.Pattern[str]
) -> Iterator[re.Match[str]]:
    """What stands straight after each person the model found, where `what` matches there."""
    for span in _people(text, artifacts):
        if match := what.match(text, span.end_char):
            yield match


def _people(text: str, artifacts: NlpArtifacts) -> Iterator[Span]:
    """The people the model found, less what is jargon or nobody's name."""
    none = nobody(text, artifacts)
    for span in artifacts.entities:
        person = span.label_ in _PEOPLE and not is_jargon(span.text)
        if person and not is_in(span.start_char, span.end_char, none):
            yield span


def is_example(text: str, start: int) -> bool:
    """True for a value straight after "e.g.", "format", "placeholder" and their like."""
    return _EXAMPLE.search(text, max(0, start - 30), start) is not None


def is_audience(text: str, start: int, end: int) -> bool:
    """True for the age of a reader to be thought of ("explain it to a 10-year-old"), or a role."""
    before = _AUDIENCE.search(text, max(0, start - _NEAR), start)
    return before is not None or _UNDERSTANDS.match(text, end) is not None


def in_test_bed(text: str, start: int, end: int) -> bool:
    """True for a value beside the words of somebody who tests a program."""
    return _TEST_BED.search(text, max(0, start - _NEAR), end + _NEAR) is not None
