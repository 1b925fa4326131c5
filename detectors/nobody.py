"""Which of the names that the model found are nobody's here: a firm's, a machine's, an exercise's.

A name that is nobody's takes those along that stand in a list with it, and its other places.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from weakref import WeakKeyDictionary

from presidio_analyzer.nlp_engine import NlpArtifacts

from detectors.bygone import is_bygone
from detectors.called import is_called
from detectors.keyed import is_headed, is_keyed
from detectors.known import is_jargon, plain
from detectors.namesakes import is_always_nobody, namesake
from detectors.programs import program_names
from detectors.things import is_firm, is_law, is_thing

Place = tuple[int, int]
LABELS = frozenset({"PERSON", "PER", "FIGURE"})
FROM, TO = 2, 60  # characters of a name
_BETWEEN = re.compile(
    r"(?:[ \t,;/&+:\"'\u201c\u201d\u2018\u2019-]|\band\b|\bor\b|\bhis pal\b|\([^()\n]{1,24}\)|"
    r"[\d.%]|\bseats\b){1,30}"
)
_GAP = 40
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Cllr)\b\.? {0,2}$")
_DOES = re.compile(
    r"(?i)(?:['\u2019]s (?:son|daughter|mum|dad|wife|husband|partner|phone|dob|address)\b|"
    r" (?:uses|used|reported|says|said|wants|bought|owns|owned|booked|asked|ordered|sent|gave|"
    r"left|brought|lost|drives|drove|rang|phoned|emailed|told|lives)\b)"
)
_EXERCISE = re.compile(
    r"(?i)\bhow (?:many|much) (?:\w+ ){0,3}(?:left|altogether|in total|does|do|did|will|has)\b|"
    r"\bwho (?:spends|has|sits|gets|finishes|is|walks|pays) (?:the )?(?:more|most|less|least|"
    r"where|oldest|youngest|tallest|first|last|furthest)\b|\bp\([a-z]|"
    r"\b(?:maths?|word|logic|arithmetic|probability|ratio|algebra) (?:question|problem|puzzle)s?\b|"
    r"\briddle:|(?:^|\n)(?:puzzle|riddle|probability|comprehension|logic puzzle|story|fairy tale|"
    r"role[- ]?"
    r"play|user story|dialogue|scenario for the e-?learning)\b|\brole[- ]?play (?:for|script|at)\b|"
    r"\b(?:private|public) key\b.{0,60}\b(?:sends|signs|intercepts|encrypt)|\bintercepts it\b|"
    r"\btranslate (?:this )?into \w+ for (?:an?|the|my) \w+ class|\bpersonas?\b|\buser story\b|"
    r"\bas an? .{3,30}, i want\b|\bstory ?time\b|\bbedtime story\b|\bmade[- ]up (?:names?|"
    r"people)\b|"
    r"\bfictional\b|\b(?:training|e-?learning) (?:film|video|scenario|game)\b|\blogic: |"
    r"\bsample minutes\b|"
    r"\b(?:twice|half|three times) as old as\b|\bno real people\b|\bkm/h from the same\b|"
    r"\bhas (?:twice|three times|half) as many\b|\bjoke names?\b|"
    r"\bsuppose (?-i:[A-Z])\w+ (?:has|had|decides|buys|sells|owns|earns|walks|drives)\b|"
    r"\b(?:what|which|the) direction (?:is|was|did|towards)\b|\bcost of (?:his|her|"
    r"their) purchases\b|"
    r"\balice and bob\b.{0,120}\b(?:keys?|tokens?|ciphers?|encrypt\w{0,3}|protocol|handshake|"
    r"hash\w{0,3})\b|"
    r"\b(?:chance|probability|odds) (?:of|that)\b.{0,80}\b(?:dice|coins?|socks|balls?|"
    r"counters|marbles|spinner)\b|\b(?:draws?|picks?|takes?|rolls?|throws?|tosses) .{3,60}"
    r"\b(?:chance|probability|odds) (?:of|that)\b|"
    r"\b(?:gcse|a[- ]level|ks[1-4]|key stage [1-4]|sats?|year \d{1,2}|esol) (?:\w+ ){0,2}"
    r"(?:reading|comprehension|listening|dictation|grammar|translation|vocabulary)\b|"
    r"\b(?:training|e-?learning|workshop) (?:scenario|vignette|role[- ]?play)\b.{0,200}"
    r"\binvented\b|"
    r"\bexam question\b|\bwrite (?:a|an|\w+) (?:\w+ ){0,2}"
    r"(?:maths?|exam|quiz|comprehension) questions?\b"
)
_REAL = re.compile(
    r"@|\d{5}|\d{3} \d{3}|(?i:\bdob\b|\bnhs\b|\bnino\b|\breal\b|\btenancy\b|\bour \w+'s\b)"
)
LIST = 100  # characters of a list looked at, on either side of a name
_ONE = r"[A-Z][\w&'\u2019.-]{0,20}[\w](?: [A-Z][\w&'\u2019.-]{1,20}){0,2}"
_AND = r"(?:,? and |,? or |, | & | / |/|; )"
_ITEM = re.compile(_ONE)
_ITEMS_BEFORE = re.compile(rf"(?:(?<![\w.]){_ONE}{_AND}){{1,5}}$")
_ITEMS_AFTER = re.compile(rf"(?:{_AND}{_ONE}){{1,5}}")
_BODY = re.compile(
    r" (?:Primary|Secondary|Academy|Schools?|College|Infants?|Juniors?|Nursery|House|Court|Lodge|"
    r"Library|Museum|Theatre|Hall|Hospital|Surgery|Ward|Street|Road|Avenue|Lane|Close|Park|Gardens|"
    r"Tower|Bridge|Church|Cathedral|Station|Stadium|Arms)$|^(?:St|Saint|Our Lady)\b"
)
_HONOURED = re.compile(r"\b(?:Sir|Dame|Lord|Lady|Saint|St) $")
_CAPITALS = re.compile(r"[A-Z]{3,5}")
# "TEST DONOTUSE", "Maureen Sample": what people call records that are nobody's.
_DUMMY = re.compile(
    r"\b(?:(?i:do ?not ?use|donotuse|dummy|testing|tester|placeholder)|T[Ee][Ss][Tt]|"
    r"[A-Z][a-z]+ S(?:ample|AMPLE))\b"
)
_CROWNED = re.compile(r"\b(?:Prince|Princess|King|Queen|Emperor|Empress|Tsar|Pope|Sultan) $")
_OF_A_REALM = re.compile(r"(?: [IVX]{1,5}\b| of (?:the )?[A-Z])")
_RANGE = re.compile(r"[A-Z] ?[-\u2013] ?[A-Z]")
_RANGES = re.compile(r"(?<![\w-])[A-Z] ?[-\u2013] ?[A-Z](?![\w-])")  # of shelves, of surnames
_TRADE = re.compile(
    r"\b(?:[Bb]ids?|[Tt]ender\w{0,3}|[Ss]uppliers?|[Ll]ot \d|[Ff]ramework|[Cc]ontractors?|"
    r"[Pp]rocurement|"
    r"[Ss]ubcontract\w{0,3}|[Tt]rade accounts?|[Pp]urchase orders?|[Dd]ay rates?)\b"
)
_KNOWN: WeakKeyDictionary[NlpArtifacts, tuple[Place, ...]] = WeakKeyDictionary()


def nobody(text: str, artifacts: NlpArtifacts) -> tuple[Place, ...]:
    """Where names stand that are no person's.

    Several rules ask it of the same text, which is told by its artifacts.
    """
    known = _KNOWN.get(artifacts)
    if known is None:
        names = [(e.start_char, e.end_char) for e in artifacts.entities if e.label_ in LABELS]
        known = _KNOWN[artifacts] = tuple(_nobodies(text, names)) if names else ()
    return known


def is_in(start: int, end: int, places: Iterable[Place]) -> bool:
    return any(first < end and start < last for first, last in places)


def _nobodies(text: str, names: Sequence[Place]) -> Iterator[Place]:
    if _is_exercise(text) and all(" " not in text[a:b] for a, b in names):
        yield 0, len(text)
        return
    yield from _programs(text, names)
    places = [place for name in names if (place := _judged(text, *name))]
    if not places:
        return
    yield from places
    things = _chained(text, names, [p for p in places if is_thing(text, *p, many=True)])
    words = {plain(text[slice(*place)]).removesuffix("'s") for place in (*places, *things)}
    for name in names:
        if name in things or plain(text[slice(*name)]).removesuffix("'s") in words:
            yield name


def _programs(text: str, names: Sequence[Place]) -> Iterator[Place]:
    """What a program calls so; a file's name says nothing about the same name elsewhere."""
    signed = dict(program_names(text, names))
    yield from signed
    words = {text[slice(*place)] for place, everywhere in signed.items() if everywhere}
    for name in names if words else ():
        if text[slice(*name)] in words:
            yield name


def _is_exercise(text: str) -> bool:
    return _EXERCISE.search(text) is not None and not _REAL.search(text)


def _judged(text: str, start: int, end: int) -> Place | None:
    """The place of a name that is no person's, with what belongs to it; None for a person's."""
    if not FROM <= end - start <= TO:
        return None
    if (place := namesake(text, start, end)) or is_law(text, start, end):
        return place or (start, end)
    if _DUMMY.search(text, start, end) or _is_royal(text, start, end):
        return start, end
    if _RANGE.fullmatch(text, start, end) and len(set(_RANGES.findall(text))) > 1:
        return start, end
    titled = _TITLED.search(text, max(0, start - 7), start)
    if titled or _DOES.match(text, end):
        return None
    thing = is_thing(text, start, end) or is_called(text, start, end)
    thing = thing or is_keyed(text, start, end) or is_headed(text, start, end)
    thing = thing or is_bygone(text, start, end) or _is_among_products(text, start, end)
    last = end if thing else is_firm(text, start, end)
    return (start, last) if last else None


def _is_royal(text: str, start: int, end: int) -> bool:
    """ "Prince Louis of Battenberg"; a Prince Adeyemi has no realm."""
    crowned = _CROWNED.search(text, max(0, start - 9), start)
    return crowned is not None and _OF_A_REALM.match(text, end) is not None


def _is_among_products(text: str, start: int, end: int) -> bool:
    """In one list with more words that are listed as products or firms than words that are not;
    one is enough beside a word of trade, and two schools, streets or abbreviations.
    """
    honoured = _HONOURED.search(text, max(0, start - 6), start)
    first = honoured.start() if honoured else start
    before = _ITEMS_BEFORE.search(text, max(0, first - LIST), first)
    after = _ITEMS_AFTER.match(text, end, end + LIST)
    items = _ITEM.findall(f"{before[0] if before else ''}|{after[0] if after else ''}")
    if _CAPITALS.fullmatch(text, start, end):
        return sum(1 for item in items if item.isupper() and is_jargon(item)) > 1
    if sum(1 for item in items if _BODY.search(item)) > 1 and " " in text[first:end]:
        return True
    listed = sum(map(_is_product, items))
    return listed > len(items) - listed + 1 or (
        listed > 0 and _TRADE.search(text, max(0, start - LIST), end + LIST) is not None
    )


def _is_product(item: str) -> bool:
    return not item.isupper() and (is_jargon(item) or is_always_nobody(item))


def _chained(text: str, names: Sequence[Place], places: Iterable[Place]) -> set[Place]:
    """Names in one list with a thing's are things' too."""
    found = set(places)
    for run in (names, names[::-1]):
        for one, other in pairwise(run):
            if one in found and other not in found and _in_one_list(text, one, other):
                found.add(other)
    return found


def _in_one_list(text: str, one: Place, other: Place) -> bool:
    first, last = min(one, other), max(one, other)
    gap = text[first[1] : last[0]]
    titled = _TITLED.search(text, max(0, other[0] - 7), other[0])
    return not titled and len(gap) <= _GAP and _BETWEEN.fullmatch(gap) is not None
