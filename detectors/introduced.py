"""Names that the words beside them introduce: "my niece Chanel", "Seb in legal"."""

import re
from collections.abc import Iterator, Sequence

from detectors.known import plain
from detectors.rule import Hit

KIN_SCORE, STAFF_SCORE = 0.6, 0.5

_NAME = r"(?!Mrs?\b|Ms\b|Miss\b|Dr\b|Mx\b)[A-Z][a-z\u00c0-\u024f'\u2019-]{1,14}"
_KIN = re.compile(
    r"\b(?:(?:step|grand|half-?)?(?:son|daughter|sister|brother|mother|father|mum|dad)|mam|niece|"
    r"nephew|cousin|wife|husband|girlfriend|boyfriend|nan|nanna|gran|granny|grandma|grandad|auntie|"
    r"aunty|aunt|uncle|(?:[Mm]y|[Hh]is|[Hh]er|[Tt]heir) (?:partner|neighbour|colleague|baby|lodger|"
    rf"friend|mate|ex|boss|manager|carer)),? (?P<value>{_NAME}(?: [A-Z][a-z]{{2,15}})?)"
)
DEPARTMENT = (
    r"(?:HR|hr|[Ff]inance|[Ll]egal|IT|[Pp]ayroll|[Pp]arking|[Hh]ousing|[Pp]lanning|[Ee]vents|"
    r"[Cc]omms|[Cc]ommunications|[Pp]rocurement|[Hh]ighways|[Rr]evenues|[Bb]enefits|[Ll]icensing|"
    r"[Ss]tores|[Aa]udit|[Ff]acilities|[Pp]ayments|[Rr]eception|[Cc]ustomer [Ss]ervices?|"
    r"[Ss]ocial [Cc]are|[Ee]nvironmental [Hh]ealth|[Ee]lections|[Rr]egeneration|[Ee]states|"
    r"[Ll]eisure|[Pp]arks|[Ww]aste|[Tt]ransport|[Rr]egistrars|[Pp]ost ?room|[Dd]epot|[Cc]atering|"
    r"[Aa]ccounts|[Cc]ouncil [Tt]ax|[Bb]uilding [Cc]ontrol|[Tt]rading [Ss]tandards|[Ll]ibraries|"
    r"[Ee]arly [Hh]elp|[Cc]ontact [Cc]entre|[Ff]leet|[Rr]epairs|[Ii]ncome|[Ll]ettings|"
    r"[Ss]witchboard)"
)
_STAFF = re.compile(
    rf"(?P<before>[a-z,] |^|[.!?\n] ?)(?P<value>{_NAME}) (?:in|from|over in|down in|at) (?:the )?"
    rf"{DEPARTMENT}(?: team| office)?(?P<does>,? (?:is|was|has|had|says?|said|needs|wants|asked|"
    r"asks|told|tells|thinks|reckons|rang|sent|will|can|did|got|keeps|goes|resign\w{0,3}|left|"
    r"leaves|knows|overheard|confirmed|agreed|about|for|by|on|over)\b)?",
    re.MULTILINE,
)
_WORDS = frozenset(
    """advice all also anyone anybody application applications apprentice apprentices assistant
    audit bid budget call changes clerk colleague colleagues comment comments complaint
    complaints contact cost costs cuts data debt demand director documents email emails
    enquiries errors everyone everybody experience feedback figures form forms good head
    help him her home information input investment invoice invoices issues it job jobs leads
    lead letter letters lives look manager managers meeting member members memo message news
    nobody note notes notice officer officers one only people person policy posts post
    pressures progress queries query question questions reply report reports response role
    roles savings service services sign someone somebody spend staff staffing standards
    support team teams temp that them there this training trends update updates us vacancies
    vacancy what who work working council department inspector invest monday tuesday
    wednesday thursday friday saturday sunday january february july august september october
    november december""".split()  # noqa: SIM905
)


_CAST = re.compile(
    r"(?i:\b(?:cast(?:ing)?(?: list)?|costumes?|team ?sheet|line[- ]?up|seating plan))"
    r"[^:\n]{0,24}:\s(?P<items>[^\n]{0,300}(?:\n[^\n]{1,120}){0,20})"
)
_PART = re.compile(
    r"(?:(?<=:\s)|[,;\n] ?(?:[-*\u2022] )?)"
    r"(?P<value>[A-Z][a-z\u00c0-\u024f'\u2019-]{1,14}(?: [A-Z]\b\.?)?)"
    r" ?(?:[\u2013=-]|is|as|plays) ?(?:the |an? )?(?=[A-Za-z])"
)
PARTS = 3  # and more make a cast


def _cast(text: str) -> Iterator[Hit]:
    """Who plays what: "Cast list: Faith - sheep 1, Joy - sheep 2, Mark - Joseph"."""
    for match in _CAST.finditer(text):
        parts = list(_PART.finditer(text, *match.span("items")))
        for part in parts if len(parts) >= PARTS else ():
            if plain(part["value"]) not in _WORDS:
                yield Hit(*part.span("value"), KIN_SCORE, ("a name in a cast",))


def introduced(text: str, seen: Sequence[tuple[int, int]]) -> Iterator[Hit]:
    """Names after a relative, before a department and in a cast; `seen` is where the model, however
    unsure, saw a name.
    """
    for match in _KIN.finditer(text):
        if plain(match["value"]) not in _WORDS:
            yield Hit(*match.span("value"), KIN_SCORE, ("a name after a relative",))
    yield from _cast(text)
    for match in _STAFF.finditer(text):
        start, end = match.span("value")
        if plain(match["value"]) in _WORDS:
            continue
        by_model = any(first < end and start < last for first, last in seen)
        within = match["before"][:1].islower() or match["before"][:1] == ","
        if (by_model or within) and (match["does"] or within):
            yield Hit(start, end, STAFF_SCORE, ("a name before a department",))
