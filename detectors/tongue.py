"""Which language a text is in, as far as it matters: one that names are looked for in, or another.

By function words: spaCy carries lists for many languages; Welsh is ours. A statistical identifier
knows more languages and costs each worker seconds and tens of megabytes at the start.
"""

import re
import runpy
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import spacy

from detectors.types import FLOOR, Category, Finding

ENGLISH, WELSH = "en", "cy"
SUPPORTED = frozenset({ENGLISH, WELSH})
ENTITY = "OTHER_LANGUAGE"
SCORE = 0.4  # between `uncertain` and the usual threshold: people are told, nothing is replaced
_OTHERS = re.findall(
    r"\w\w",
    "ar bg bn cs da de el es et fa fi fr ga hi hr hu it lt lv nl pl pt ro ru sk sl so sq sr sv ta "
    "tl tr uk ur vi",
)
_LEAST_WORDS = 8
UNSURE = FLOOR  # told, not replaced, whatever the curve of the kind (detectors/reliability.py)
READERS = frozenset(
    """Person StatedFact ModelAddress ModelAge ModelBirthDate ModelCredential ModelPhone
    ModelReference ModelUsername""".split()  # noqa: SIM905
)
_MOST_NAMES, _WORDS_A_NAME = 5, 40  # more names than that, and than one in so many words, is noise
_LEAST_SHARE = 0.25
_LEAST_SEEN = 4  # different function words; names and codes share a few by chance
# Where endings do the work of small words (Turkish, Finnish, Hungarian) few words are of that kind;
# then letters that English has not must speak for the language too.
_FEW_SHARE, _FEW_SEEN, _FEW_LETTERS = 0.08, 6, 0.12
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")
_FOREIGN_LETTER = re.compile(r"[\u0370-\u1dff\u2c00-\ufdff\ufe70-\ufeff]")
_WELSH = frozenset(
    """a ac ag am amdani ar arall at atoch bod bu bydd byddai cael ddim dim dod dros dw dweud dydd
    ei eich ein eisiau eleni er eu felly fod fel fy gael gan ganddi ganddo gwneud gyda gyfer hefyd
    heb hi hon hwn hyn i iawn ichi iddi iddo ie mae maen mewn mi mynd na nad neu newydd ni nid nos
    o oedd oes ond os pa pam pan peidiwch pob prif pryd roedd rhai rhaid rhoi rhwng rwy rydw rydym
    sydd sy tan trwy un unrhyw wedi wrth y ydw ydy yn yna ynglyn yr ystod""".split()  # noqa: SIM905
)


@cache
def _lists() -> dict[str, frozenset[str]]:
    """Function words by language; a language this spaCy has no list for is left out."""
    lists = {WELSH: _WELSH}
    folder = Path(spacy.__file__).parent / "lang"
    for code in (ENGLISH, *_OTHERS):
        path = folder / code / "stop_words.py"
        if path.exists():  # by itself: importing the language's package takes seconds
            lists[code] = frozenset(runpy.run_path(str(path))["STOP_WORDS"])
    return lists


@cache
def _elsewhere() -> frozenset[str]:
    """Words that are function words of some language that names are not looked for in."""
    return frozenset().union(*(known for code, known in _lists().items() if code not in SUPPORTED))


def language_of(text: str) -> str:
    """A code of ISO 639-1; English for whatever is too short or too odd to tell, code and tables
    included; "xx" for a script that English and Welsh do not use.
    """
    words = [word for word in _WORD.findall(text.casefold()) if len(word) > 1]
    if len(words) < _LEAST_WORDS:
        return ENGLISH
    if not text.isascii() and 2 * len(_FOREIGN_LETTER.findall(text)) > sum(map(len, words)):
        return "xx"
    lists = _lists()
    english, welsh = (_count(words, lists[code]) for code in (ENGLISH, WELSH))
    ours = max(english, welsh)
    # Nearly always no other language can have more than twice as many.
    if min(len(words), _count(words, _elsewhere())) <= 2 * ours:
        return WELSH if welsh > english else ENGLISH
    counts = {code: _count(words, known) for code, known in lists.items()}
    best = max(counts, key=counts.__getitem__)
    if best in SUPPORTED or counts[best] <= 2 * ours:
        return WELSH if welsh > english else ENGLISH
    seen = len(lists[best].intersection(words))
    if seen >= _LEAST_SEEN and counts[best] >= _LEAST_SHARE * len(words):
        return best
    few = seen >= _FEW_SEEN and counts[best] >= _FEW_SHARE * len(words)
    letters = sum(not word.isascii() for word in words)
    return best if few and letters >= _FEW_LETTERS * len(words) else ENGLISH


def _count(words: list[str], known: frozenset[str]) -> int:
    return sum(map(known.__contains__, words))


def other_language(text: str) -> Finding | None:
    """A finding over a whole text in which names cannot be relied on to be found.

    Identifiers and markings are looked for in it all the same. What happens is for policy to say
    (`thresholds` in policy.yaml: OTHER_LANGUAGE).
    """
    code = language_of(text)
    if code in SUPPORTED:
        return None
    return Finding(
        entity=ENTITY,
        category=Category.PERSONAL,
        start=0,
        end=len(text),
        score=SCORE,
        recogniser="Tongue",
        evidence=(f"language: {code}",),
    )


def less_sure(text: str, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The same findings of a text in another language; where the model takes its words for people
    by the dozen, what only the model found is uncertain: patterns alone count.

    A letter of a few lines keeps its few names.
    """
    names = sum(finding.entity == "PERSON" for finding in findings)
    if names <= max(_MOST_NAMES, len(_WORD.findall(text)) // _WORDS_A_NAME):
        return tuple(findings)
    return tuple(
        replace(f, score=min(f.score, UNSURE)) if f.recogniser in READERS else f for f in findings
    )
