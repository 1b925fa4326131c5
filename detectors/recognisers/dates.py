"""Dates of birth: a date, in figures or in words, with words that say so."""

import re
from collections.abc import Iterator, Sequence

from presidio_analyzer.nlp_engine import NlpArtifacts

from detectors.columns import cells
from detectors.gates import AnyOf, OneOf
from detectors.gist import Gist, gist_of
from detectors.rule import Hit, Rule
from detectors.somebody import is_example, people_end

_MONTH = (
    r"(?:(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}|"
    r"ionawr|chwefror|mawrth|ebrill|mai|mehefin|gorffennaf|awst|medi|hydref|tachwedd|rhagfyr|"
    r"fawrth|fai|fehefin|orffennaf|fedi|dachwedd|ragfyr|"
    r"janvier|f\u00e9vrier|mars|avril|juin|juillet|ao\u00fbt|septembre|octobre|novembre|"
    r"d\u00e9cembre)"
)
_ORDINAL = (
    r"(?:(?:twenty|thirty)[ -])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|"
    r"tenth|"
    r"eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|"
    r"nineteenth|"
    r"twentieth|thirtieth)"
)
_ONE = r"(?:one|two|three|four|five|six|seven|eight|nine)"
_TEEN = r"(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
_TENS = r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
_BELOW_100 = rf"(?:{_TENS}(?:[ -]{_ONE})?|{_TEEN}|(?:oh|o|nought)[ -]{_ONE}|{_ONE})"
_YEAR = (
    rf"(?:\d{{4}}|['\u2019]?\d{{2}}(?!\d)|nineteen(?:[ -]hundred)?(?: and)?[ -]{_BELOW_100}|"
    rf"two thousand(?:(?: and)? {_BELOW_100})?|twenty[ -]{_BELOW_100}|{_BELOW_100})"
)
_FEAST = r"(?:christmas (?:day|eve)|boxing day|new year'?s (?:day|eve)|valentine'?s day|halloween)"
_DATE = re.compile(
    r"(?i)(?<![\w/.-])(?:"
    r"\d{1,2}( ?[ /.\u2010-\u2013-] ?)\d{1,2}\1(?:\d{4}|['\u2019]?\d{2})|"
    r"\d{4}([-/.])\d{1,2}\2\d{1,2}|\d{8}|\d{6}|"
    rf"\d{{1,2}}(?:st|nd|rd|th|af|il|[ye]dd|f?ed|ain)?[ -]?(?:of? )?{_MONTH}"
    rf"[ ,.'\u2019-]{{0,3}}(?:\d{{4}}|\d{{2}})|"
    rf"{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|"
    rf"(?:the )?{_ORDINAL}(?: of)?(?: the)? (?:{_MONTH}|{_ORDINAL})[ ,]{{1,2}}{_YEAR}|"
    rf"{_FEAST},? \d{{4}}|\d{{1,2}}-(?:i{{1,3}}|iv|vi{{0,3}}|ix|x|xi{{1,2}})-\d{{2,4}}|"
    rf"\d{{4}},? \d{{1,2}}(?:st|nd|rd|th)? {_MONTH}"
    r")(?![\w/-]|\.\d)"
)
_YEAR_ONLY = re.compile(rf"(?i)(?<!\w)(?:(?:{_MONTH} |\d{{1,2}}[-/])?(?:19|20)\d\d)(?![\w/-]|\.\d)")
# What may stand between the cue and the date is short: "date of birth is: ", "birth_date": ".
_CUE = re.compile(
    r"(?i)(?:\bd\.?\s?[o0]\.?\s?b\b|birth(?:[ _-]?da(?:te|y))?|birthdate|"
    r"dyddiad (?:(?:ei|eich|fy) )?(?:h|g|ng)?eni|"
    r"\bg?an(?:wyd|ed)\b(?: (?:hi|ef|fe|fo|e|o|[A-Z]\w{1,20}(?: \w{1,20}){0,3}))?|"
    r"\bd\. ?g\.|\bDG(?=:)|"
    r"\bborn(?: on)?|\bn\u00e9e? le|"
    r"(?<![\w'\u2019])b\.?(?=[ :]{1,2}$))"
    r"[^\w\n]{0,12}(?:(?:is|was|on|in|the|it's|given|as|of|pack|letter|this|dd|mm|yy|"
    r"yyyy|yw|ydy|ydi|oedd|ar|yn)\b[^\w\n]{0,3}){0,3}\n?$"
)
# No cue can be without one of these.
_SAID = OneOf(
    AnyOf("birth", "born", "n\u00e9"),
    AnyOf("eni", also=re.compile(r"[eE](?i:ni)\b")),
    AnyOf("anwyd", "aned", also=re.compile(r"[gGaA](?<!\w.)(?i:(?<=g)a|(?<=a))(?i:n(?:wyd|ed))\b")),
    re.compile(r"[dD](?<!\w.)(?:\.?\s?[oO0]\.?\s?[bB]\b|\. ?[gG]\.|[gG]:)"),
    re.compile(r"[bB](?<![\w'\u2019].)[. :]"),
)
# With what a date may begin that does not begin with a digit.
_BEGIN = frozenset(
    """jan feb mar apr may jun jul aug sep oct nov dec ion chw maw ebr mai meh gor aws med hyd tac
    rha faw fai feh orf fed dac rag f\u00e9v avr jui ao\u00fb d\u00e9c the twe thi fir sec fou fif
    six sev eig nin ten ele chr box new val hal""".split()  # noqa: SIM905
)
_REACH = 40
_SHORT_CUE = re.compile(r"[A-Z][\w'\u2019-]{0,20}\)?,? b\.? $")
_HEADING = re.compile(
    r"(?i)^(?:d\.?o\.?b\.?|.{0,12}\bbirth.{0,12}|born|dyddiad (?:\w{2,4} )?\w{0,2}eni|d\.?g\.?)$"
)


class DateOfBirth(Rule):
    """Other dates are nobody's data; a column of dates under "DOB" is (same table)."""

    entity = "DATE_OF_BIRTH"
    needs = re.compile(r"\d|(?i:birth|born)")
    beside = re.compile(r",? ?\(|, |;|[ \t]{0,3}[|][ \t]{0,3}")

    def find(self, text: str, artifacts: NlpArtifacts) -> Iterator[Hit]:
        """A date by itself is nobody's."""
        people = people_end(text, artifacts)
        gist = gist_of(text, artifacts)
        if people or gist.has(_SAID):
            yield from self._dates(gist, people)

    def _dates(self, gist: Gist, people: Sequence[int]) -> Iterator[Hit]:
        text = gist.text
        headed = {(cell.start, cell.end) for cell in cells(gist, _HEADING)}
        second = _second_table(text) if gist.has_any(("dob", "birth", "dyddiad geni")) else None
        for match in gist.matches(_DATE, sorted(gist.beginning(_BEGIN).union(gist.numbers))):
            if _CUE.search(text, max(0, match.start() - _REACH), match.start()):
                if not is_example(text, match.start()) and match[0] not in _NULL_DATES:
                    yield Hit(*match.span(), 0.95, ("pattern", "introduced as a date of birth"))
            elif any(
                0 <= match.start() - end <= 14 and self.beside.fullmatch(text, end, match.start())
                for end in people
            ) and _has_year(match[0]):
                yield Hit(*match.span(), 0.6, ("pattern", "straight after a person"))
            elif match.span() in headed or (second is not None and match.start() > second):
                yield Hit(*match.span(), 0.6, ("pattern", "column heading"))
        for match in _YEAR_ONLY.finditer(text) if gist.has_any((" b ", " b. ")) else ():
            if _SHORT_CUE.search(text, max(0, match.start() - 30), match.start()):
                yield Hit(*match.span(), 0.6, ("pattern", "introduced as a year of birth"))


# What programs write where they know no date.
_NULL_DATES = frozenset({"1900-01-01", "1970-01-01", "01/01/1900", "0001-01-01", "9999-12-31"})
_BIRTH = re.compile(r"(?i)\bdob\b|birth|dyddiad geni")
_COLUMN = re.compile(r"(?im)^[^\n]{0,200}[,;|\t][^\n]{0,60}$")


def _has_year(date: str) -> bool:
    """Any day of a year could be a visit; a name with a whole date is how people are told apart."""
    return len(re.sub(r"\D", "", date)) >= 5


def _second_table(text: str) -> int | None:
    """Where a line that reads like the header of a birth-date table ends; None without one.

    For rows whose cells do not line up with the headings.
    """
    if not _BIRTH.search(text):
        return None
    for match in _COLUMN.finditer(text):
        line = match[0]
        if _BIRTH.search(line) and not re.search(r"\d{2}", line):
            return match.end()
    return None
