"""People by their initials: of a name in the text, under a sign-off, or who does something."""

import re
from collections.abc import Iterator, Sequence

from detectors.known import is_jargon
from detectors.rule import Hit

SURE = 0.4  # only names of at least this score lend their initials
OF_A_NAME, SIGNS, ACTS = 0.65, 0.55, 0.5

# What is seldom anybody's initials in an office, whatever the list of jargon has.
_NO_INITIALS = frozenset(
    """AM PM OK UK EU US IT HR PR TV PC MP AD BC ID NO TO DO GO IN ON AT BY OR SO WE ME MY HE IF IS
    IS AS AN BE UP FM CE CX PA CS FS DB SQL API TBC TBA ASAP FYI NB PS PP CC RE FW FWD RAG Q A
    AOB NHS CEO CFO GP SW OT EHO DOB DD VAT PO SLT CMT SMT DMT HMO FAQ DPO CAB ASB""".split()  # noqa: SIM905
)
_TOKEN = re.compile(
    r"(?<![\w.&'\u2019@-])(?P<value>[A-Z]{2,3}|[A-Z]\.[A-Z]\.?)(?![\w&@'\u2019-]|\.\w)"
)
_PARTS = re.compile(r"[^\W\d_][\w'\u2019]*")
_SIGNED_OFF = re.compile(
    r"(?i:\b(?:signed(?: off)? by|sign[- ]?off (?:by|from)|initialled(?: by)?|countersigned by|"
    r"authori[sz]ed by|approved by|checked by|agreed with|witnessed by|minuted by|typed by) )"
    r"(?P<value>[A-Z]{2})(?![\w&'\u2019-])"
)
_ACTS = re.compile(
    r"(?m)(?:^[ \t]{0,4}(?:[-\u2022*>] ?|\d{1,2}[.)] ?)?|[.;:] |/)(?:(?i:action|actions|ap):? )?"
    r"(?P<value>[A-Z]{2})(?=(?:/[A-Z]{2})? (?:to (?!be\b)[a-z]{3,}|reported|asked|said|agreed|"
    r"confirmed|noted|raised|queried|thanked|explained|advised|updated|chased|rang|spoke|"
    r"apologi[sz]ed|"
    r"proposed|seconded)\b)|"
    r"\b(?i:escort|received by|seen by|per|owner|lead|"
    r"action)[: ] ?(?P<other>[A-Z]{2})(?=[\s.,;)]|$)"
)
_LAST = re.compile(
    r"(?:[.!?)]|"
    r"\bx{1,3})[ \t]{0,2}\n{1,2}[ \t]{0,3}[-\u2013\u2014]{0,2} ?(?P<value>[A-Z]{1,3})\.?[ \t]{0,3}"
    r"(?=\n[ \t]{0,3}(?:\n|>|-{2,}|=|From:|On \d)|\n?\Z)"
)
_THREAD = re.compile(
    r"\n[ \t]{0,3}(?P<value>[A-Z]\.?|[A-Z]{2,3})[ \t]{0,3}"
    r"(?=\n{1,2}[ \t]{0,3}(?:-{2,}|>|(?:From|Sent|Subject): |On \w{3}))"
)
_SAID = re.compile(
    r"(?P<value>[A-Z](?<![\w.&'\u2019/-].)\.) (?=(?:said|says|told|asked|disclosed|replied|cried|"
    r"(?:was|has been|became|seemed) (?:upset|tearful|quiet|withdrawn|crying|distressed))\b)"
)
_PANEL = re.compile(
    r"\b(?:[Pp]anel|[Pp]resent|[Aa]ttend(?:ing|ees)|[Aa]pologies|[Ii]nterviewers?|"
    r"[Nn]otes? by|[Mm]inutes by|[Cc]c|[Cc]hair):? (?P<value>[A-Z]{2})(?=,|;| and | & |/)"
)
_LETTER = re.compile(
    r"\b(?:dear|hi|hello|hiya|morning|afternoon|thanks|thank you|regards|cheers|from:)\b", re.I
)


def initials(text: str, found: Sequence[Hit]) -> Iterator[Hit]:
    """What stands for a person in two or three capitals; `found` are the people found by name."""
    yield from _matches(_SIGNED_OFF, text, SIGNS, "initials that sign")
    yield from _matches(_SAID, text, SIGNS, "an initial that speaks", letters=True)
    yield from _matches(_THREAD, text, SIGNS, "initials under a message", letters=True)
    if _LETTER.search(text):
        yield from _matches(_LAST, text, SIGNS, "initials under a letter")
    people = [hit for hit in found if hit.score >= SURE]
    if people:
        yield from _of_names(text, people)
        yield from _matches(_PANEL, text, ACTS, "initials in a row of people")
        yield from _matches(_ACTS, text, ACTS, "initials of whoever acts")


def _matches(
    pattern: re.Pattern[str], text: str, score: float, why: str, *, letters: bool = False
) -> Iterator[Hit]:
    """`letters`: one letter is enough, whichever it is."""
    for match in pattern.finditer(text):
        group = match.lastgroup or 0
        if (letters and len(match[group].strip(".")) == 1) or _may_be(match[group]):
            yield Hit(*match.span(group), score, (why,))


def _of_names(text: str, people: Sequence[Hit]) -> Iterator[Hit]:
    known = {short for hit in people for short in _short(text[hit.start : hit.end])}
    for match in _TOKEN.finditer(text) if known else ():
        if match["value"].replace(".", "") in known and _may_be(match["value"]):
            yield Hit(*match.span("value"), OF_A_NAME, ("initials of a name in this text",))


def _short(name: str) -> set[str]:
    """ "Rukhsana Bibi Begum" signs as RBB and as RB."""
    letters = "".join(part[0] for part in _PARTS.findall(name) if part[0].isupper())
    return {letters[:3], letters[0] + letters[-1]} if len(letters) >= 2 else set()


def _may_be(value: str) -> bool:
    plain = value.replace(".", "")
    return plain not in _NO_INITIALS and not is_jargon(plain)
