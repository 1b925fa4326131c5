"""Names of people in Welsh text, by forename, patronymic, label, title or the form of a clause.

The model was taught on English sentences: between Welsh words it takes many a name for a word, and
places and words of the heading of a sentence for names.
"""

import re
from collections.abc import Iterator
from functools import cache

from detectors.known import is_jargon, lines_of, plain

_CAP = r"[A-Z\u00c0-\u00de\u0174\u0176][\w'\u2019]{1,24}(?:-[A-Z][\w'\u2019]{1,24})?"
_INITIAL = r"[A-Z][a-z]?\."
_SON = r"(?:ap|ab|ferch|verch)"
_NAME = rf"(?:{_INITIAL} ){{0,2}}{_CAP}(?: (?:{_SON} )?{_CAP}){{0,3}}"
_RUN = re.compile(rf"(?<![\w@./\u2019'-])(?:{_CAP})(?: (?:{_SON} )?{_CAP}){{0,5}}(?![\w@])")
_PATRONYMIC = re.compile(rf"(?<!\w){_CAP}(?: {_CAP})? {_SON} {_CAP}(?: {_CAP})?")
_LABEL = (
    r"(?:enw(?: llawn| cyntaf| a chyfenw)?|cyfenw|claf|galwr|gyrrwr|ymgeisydd|tenant|disgybl|tyst|"
    r"cyflogai|oddi wrth|at|copi i|rhiant|rhieni|cadeirydd|ymddiheuriadau|achwynydd|gofalwr|"
    r"perthynas agosaf|mam|tad|nain|taid|mam-gu|tad-cu|chwaer|brawd|partner|g\u0175r|gwraig|"
    r"gweithiwr cymdeithasol|athro|athrawes|pennaeth|plentyn|cleient|preswylydd|yn bresennol)"
)
_TITLE = r"(?:(?:Mrs?|Ms|Miss|Dr|PC)\.? )?(?!Mrs? |Ms |Miss |Dr |PC )"
_CLAUSE = r"(?= (?:yn|wedi|newydd|am|i|ar|a|ac|o|gan|yng|ym|heb|bellach)\b| ?[(,.]|['\u2019]n\b)"
# (what it goes by, score, pattern): each name is the group `value`.
_SAID = tuple(
    (why, score, re.compile(pattern))
    for why, score, pattern in (
        ("label", 0.6, rf"(?im:(?:^|[.;|] ?)[ \t>*-]{{0,4}}{_LABEL}) ?: ?(?-i:(?P<value>{_NAME}))"),
        (
            "title",
            0.65,
            rf"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Cllr|[CG]yng|Y?(?:Cynghorydd|Gynghorydd)|Parch|"
            rf"Barch)\b\.? "
            rf"(?:a Mrs |a Mr )?(?P<value>{_NAME})",
        ),
        (
            "under a greeting",
            0.55,
            r"(?m:^)[ \t>]{0,4}(?i:yr eiddoch yn (?:gywir|ffyddlon)|yn gywir|cofion(?: \w{4,9})?|"
            rf"diolch(?: yn fawr)?|pob hwyl|"
            rf"hwyl)[ \t]?[,.!]?[ \t]*\n+[ \t>]{{0,4}}(?P<value>{_NAME})"
            r"[ \t.]{0,3}(?=\n|$|,)",
        ),
        (
            "subject of a clause",
            0.45,
            rf"\b(?:[Mm]ae|[Rr]oedd|[Bb]ydd|[Oo]edd|[Gg]anwyd|[Cc]afwyd|[Dd]ywedodd|[Cc]afodd|bod|"
            rf"fod)"
            rf" {_TITLE}(?P<value>{_CAP} (?:{_SON} )?{_CAP}(?: {_CAP})?){_CLAUSE}",
        ),
        (
            "by or for whom",
            0.45,
            rf"\b(?:[Gg]an|gyda|[Gg]wrth|wrth|ar ran|ar gyfer|at|cartref|gartref|yw|ydy|"
            rf"[pb]asbort|cyflog|"
            rf"cerdyn llyfrgell) {_TITLE}(?P<value>{_CAP} (?:{_SON} )?{_CAP}(?: {_CAP})?){_CLAUSE}",
        ),
        (
            "whose relative",
            0.45,
            rf"\b(?:[mf]ab|[mf]erch|[mf]am|[td]ad|[bf]rawd|chwaer|g?\u0175r|g?wraig|rh?ieni|"
            rf"[pb]artner) "
            rf"(?P<value>{_CAP} (?:{_SON} )?{_CAP}(?: {_CAP})?)(?!\w)",
        ),
    )
)
# A body, a place, a law, a day: no person starts so.
_NOBODY = frozenset(
    """adnoddau adran aber afon allt awdurdod banc bro bwrdd bws cabinet cae caer canol
    canolfan capel castell clwb coleg comisiwn comisiynydd corff cwm cwrs cylch
    cymdeithas cymraeg cymru cyngor deddf dyffryn dydd eglwys eisteddfod fferm
    ffordd gorsaf gr\u0175p gwasanaeth gwasanaethau gweinidog heddlu heol llan llyn
    llyfrgell llys llywodraeth l\u00f4n lon maes marchnad meithrinfa mis moel mudiad
    mynydd nant neuadd parc pen plaid plas pont prif prifysgol pwyllgor san sant
    santes g\u0175yl \u0175yl rhaglen rhyd senedd sir stryd swyddfa swyddog tafarn
    teras theatr t\u00eem tre tref tudalen t\u0177 undeb ynys ysbyty ysgol y yr
    llangollen cynllun cronfa cytundeb siarter strategaeth polisi adroddiad
    rheoliadau cod c\u00f4r merched urdd opera ras sioe cwpan tlws erthygl tabl
    ffigur pennod blwyddyn gradd grant prosiect ward uned ystad""".split()  # noqa: SIM905
)
_OF_BODIES = frozenset({"cymru", "gymru", "wales", "cyf", "ltd", "plc", "cymraeg", "gymraeg"})
_OF_PLACES = frozenset(
    """mawr bach glas gwyn hir teg hyfryd uchaf isaf newydd awel golau coch""".split()  # noqa: SIM905
)
_BEFORE_PLACE = frozenset(
    """san santes sant gwyl maes capel moel nant cwm llyn afon mynydd bro ynys heol stryd
    ffordd l\u00f4n plas pont castell parc coed allt rhiw porth llys ysgol coleg
    neuadd eglwys dyffryn gorsaf""".split()  # noqa: SIM905
)
_OPENERS = frozenset(
    """mae roedd bydd bu mi fe yn ar os pan sut pa pwy ble dyma dyna a ac ond felly rhowch
    ysgrifennwch drafftiwch crynhowch lluniwch annwyl helo haia bore prynhawn
    noswaith ganwyd cafwyd cafodd dywedodd gofynnodd mrs mr ms miss dr cyng gyng
    cynghorydd parch syr pc madam tenant claf galwr gyrrwr ymgeisydd disgybl tyst
    nid na neu gan i o am dim""".split()  # noqa: SIM905
)
_LLAN = re.compile(r"(?i)(?:llan|pont-?y|pen-?y|tan-?y|rhyd-?y|aber(?!n?eth|crom))\w{3,}")
_WHAT = re.compile(r" (?:yw|yd[yi]|mae|sydd|sy|oedd|[fb]ydd|all|am|i|ddyl\w+|ddywed)\b")
_MONTHS = frozenset({"mai", "medi", "haf"})
_IN_MONTH = re.compile(r"(?i)(?:\d{1,2}(?:af|il|ydd|ed|fed|ain)?|mis|yr|tan|tymor) (?:o )?$")


@cache
def _forenames() -> dict[str, bool]:
    """Casefolded forenames -> whether the name by itself says enough."""
    names = (line.partition(" ?") for line in lines_of("welsh-forenames"))
    return {plain(name): not doubt for name, doubt, _ in names}


def welsh_names(text: str) -> Iterator[tuple[int, int, float, str]]:
    """Start, end, score and what it went by; they may overlap."""
    for match in _PATRONYMIC.finditer(text):
        start = _start(match)
        if not is_nobody(text, start, match.end()):
            yield start, match.end(), 0.75, "patronymic"
    for match in _RUN.finditer(text):
        yield from _by_forename(match)
    for why, score, pattern in _SAID:
        for match in pattern.finditer(text):
            if not is_nobody(text, *match.span("value")):
                yield *match.span("value"), score, why


def _start(match: re.Match[str]) -> int:
    """Past a word that only opens the sentence: "Mae Rhodri ap Gwilym"."""
    first = match[0].split(" ", 1)[0]
    return match.start() + (len(first) + 1 if plain(first) in _OPENERS else 0)


def _by_forename(run: re.Match[str]) -> Iterator[tuple[int, int, float, str]]:
    known = _forenames()
    words = list(re.finditer(r"\S+", run[0]))
    for at, word in enumerate(words):
        name = plain(word[0])
        if name in _NOBODY or _LLAN.fullmatch(name):
            return
        alone = at == len(words) - 1
        following = "" if alone else plain(words[at + 1][0])
        place = following in _NOBODY or (not known.get(name) and following in _OF_PLACES)
        if name in known and not place and (known[name] or not alone):
            start, end = run.start() + word.start(), run.end()
            yield start, end, 0.5 if alone else 0.7, "forename of Wales"
            return


def is_nobody(text: str, start: int, end: int) -> bool:
    """True for a body, a place, a day or jargon, told by the words or by the one before."""
    words = [plain(word) for word in text[start:end].split()]
    if not _NOBODY.isdisjoint(words[:2]) or _LLAN.fullmatch(words[0]):
        return True
    if not _OF_BODIES.isdisjoint(words):
        return True
    if all(word in _OPENERS or is_jargon(word) for word in words):
        return True
    if words[0] == "beth" and _WHAT.match(text, end):
        return True
    if len(words) == 1 and words[0] in _MONTHS and _IN_MONTH.search(text, max(0, start - 8), start):
        return True
    before = text[max(0, start - 20) : start].split(" ")
    last = before[-2] if len(before) > 1 and not before[-1] else ""
    return last[:1].isupper() and plain(last) in _BEFORE_PLACE
