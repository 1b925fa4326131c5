"""Telephone numbers of people, with extensions; not service lines and switchboards."""

import re
from collections.abc import Iterator

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberType
from presidio_analyzer.nlp_engine import NlpArtifacts

from detectors.columns import cells
from detectors.gates import AnyOf, OneOf
from detectors.gist import Gist, gist_of
from detectors.rule import Hit, Rule
from detectors.somebody import is_example, speaks_of_somebody

_EXTENSION = r"(?:,? ?(?:\(|\bopt(?:ion)? )?(?:ext(?:ension|n)?|x)[.: ]{0,2}\d{2,6}\)?)"


class Telephone(Rule):
    """A number that can be dialled in the United Kingdom, or abroad with its +code.

    Ofcom keeps ranges for drama, which no number plan lists as valid; they count, because
    that is what examples and tests are written with. Numbers that only bodies hold (0800,
    0300, 0345, 09), switchboards introduced as such, and landlines in a text about nobody
    stay under the usual threshold.
    """

    entity = "PHONE_NUMBER"
    needs = re.compile(r"\d{3}")
    pattern = re.compile(
        r"(?<![\w+/-])(?<!\d\.)(?:\+|\(|00|"
        r"(?=0))(?:[ \u00a0().\u2010-\u2013-]{0,2}\d){9,14}(?!\w|[-.]\d)"
    )
    extension = re.compile(rf"(?i){_EXTENSION}(?!\w)")
    not_phone = re.compile(
        r"(?i)\b(?:mpan|mprn|invoice|inv|order|po|isbn|issn|serial|account|acct|a/c|ref|vat|uprn|"
        r"barcode)(?: ?(?:no|num|number|ref))?[\s:.#]{0,3}(?:\d{1,4} ){0,3}$"
    )
    public = re.compile(
        r"(?i)(?:contact cent(?:re|er)|switchboard|help ?line|(?<!direct )\bline\b|reception|"
        r"freephone|hotline|"
        r"(?:help|service|front) ?desk|out.of.hours|duty (?:officer|manager|desk|team|worker)|"
        r"customer services?(?! \w{1,14} \|)|(?:call|phone|ring|contact|text) (?:us|"
        r"the (?:council|team|office|service|desk|number)|our)|"
        r"front door|event control|press office|\bor (?:ring|call|phone|text)|opt(?:ion)? \d|"
        r"more information|enquiries|bookings?|on.call|by calling(?! (?:me|him|her)\b))"
    )
    bodys_line = re.compile(
        r"(?i)(?:council|authority|trust|service|services|team|unit|department|dept|centre|"
        r"office|"
        r"surgery|guildhall|town hall|[A-Z]{1,2}\d[\dA-Z]? \d[A-Z]{2})\W{0,4}(?:tel(?:ephone)?|"
        r"t|phone)?[\s:.]{0,3}$"
    )

    def find(self, text: str, artifacts: NlpArtifacts) -> Iterator[Hit]:
        somebody: bool | None = None
        gist = gist_of(text, artifacts)
        for match in gist.matches(self.pattern, _dialled(text)):
            end, number = _longest(text, match.start(), match.end())
            if number is None or self._is_other(text, match.start()):
                continue
            if somebody is None:
                somebody = speaks_of_somebody(text, artifacts)
            extra = self.extension.match(text, end)
            score, why = self._judge(text, match.start(), number, somebody=somebody)
            yield Hit(match.start(), extra.end() if extra else end, score, ("number plan", why))

    def _is_other(self, text: str, start: int) -> bool:
        return self.not_phone.search(text, max(0, start - 40), start) is not None or is_example(
            text, start
        )

    def _judge(
        self, text: str, start: int, number: PhoneNumber, *, somebody: bool
    ) -> tuple[float, str]:
        line = text[max(0, start - 60) : start]
        near = line.rpartition("\n")[2]
        if _is_bodys(number):
            return 0.35, "a range that only bodies hold"
        mobile = _is_mobile(number)
        if self.public.search(near) and not (mobile and somebody):
            return 0.35, "introduced as a line of a body"
        if not mobile and not somebody:
            return 0.4, "a landline in a text about nobody"
        if not mobile and not near.strip() and self.bodys_line.search(line):
            return 0.35, "below the name of a body"
        return 0.75, "a number of a person"


_DIALLED = re.compile(r"[+(0](?<![\w+/-].)")


def _dialled(text: str) -> Iterator[int]:
    """Where a number may begin: with a plus, a bracket or a zero."""
    return (match.start() for match in _DIALLED.finditer(text))


def _longest(text: str, start: int, end: int) -> tuple[int, PhoneNumber | None]:
    """The longest reading that is a number: "01632 960 733 2. Bob" ends before the 2."""
    while True:
        number = _parse(text[start:end])
        if number is not None:
            return end, number
        cut = max(text.rfind(mark, start + 9, end) for mark in " -\u00a0")
        if cut < 0:
            return end, None
        end = cut


def _parse(text: str) -> PhoneNumber | None:
    try:
        number = phonenumbers.parse(text, "GB")
    except phonenumbers.NumberParseException:
        return None
    if phonenumbers.is_valid_number(number) or is_drama_number(number):
        return number
    return None


# Ofcom, telephone numbers for use in TV and radio drama programmes: national numbers.
_DRAMA = re.compile(
    r"(?:113|114|115|116|117|118|121|131|141|151|161)4960\d{3}|1632960\d{3}|1914980\d{3}|"
    r"2079460\d{3}|2896496\d{3}|2920180\d{3}|7700900\d{3}|8081570\d{3}|9098790\d{3}|3069990\d{3}"
)


def is_drama_number(number: PhoneNumber) -> bool:
    national = str(number.national_number)
    return number.country_code == 44 and _DRAMA.fullmatch(national) is not None


_BODIES = frozenset(
    {
        PhoneNumberType.TOLL_FREE,
        PhoneNumberType.PREMIUM_RATE,
        PhoneNumberType.SHARED_COST,
        PhoneNumberType.UAN,
    }
)


def _is_bodys(number: PhoneNumber) -> bool:
    return phonenumbers.number_type(number) in _BODIES


def _is_mobile(number: PhoneNumber) -> bool:
    """Abroad, plans do not always tell: a number with a foreign code counts as a person's."""
    if number.country_code != 44:
        return True
    return str(number.national_number).startswith("7")


class Extension(Rule):
    """A few digits that a word makes a telephone: "ext 4417", "bleep 2207", "ring Mags on 3071"."""

    entity = "PHONE_NUMBER"
    needs = re.compile(r"\d{3}")
    pattern = re.compile(
        r"(?<!\w)(?:(?i:(?:phone |tel |telephone )?(?:ext(?:ension|n)?s?|bleep|pager|"
        r"estyniad))\.?"
        r"(?:\"?[:=# ]{1,3}\"?|(?: is | number | no\.? ))|"
        r"x(?=\d{4}(?!\w)))(?P<value>\d{2,6})(?![\w/-]|[.,:]\d)"
    )
    local = re.compile(
        r"(?i)(?<!\w)(?:tel(?:ephone)?|phone|landline|home (?:tel|phone)|local)(?: (?:no|number|"
        r"num))?"
        r"[\s:.]{1,3}(?:is )?(?P<value>\d{3} ?\d{3}|\d{2} \d{2} \d{2}|\d{5})(?![\w/-]|[ .,:]\d)"
    )
    bodys = re.compile(
        r"(?i)\b(?:team|desk|service|services|office|reception|health|repairs)\b(?: on)? $"
    )
    person = re.compile(
        r"(?:(?i:ring|call|phone|text|bleep|contact|get) (?:her|him|them|me|[A-Z]\w{1,20})|"
        r"(?i:\b(?:she|he|i)(?: is|'s|'m| am))) (?:back )?on (?P<value>\d{4,6})(?![\w/-]|[.,:]\d)"
    )
    heading = re.compile(r"(?i)^(?:ext|extension|tel|phone|mobile|bleep)\b")

    def find(self, text: str, artifacts: NlpArtifacts) -> Iterator[Hit]:
        somebody: bool | None = None
        for start, end, why in self._places(gist_of(text, artifacts)):
            if somebody is None:
                somebody = speaks_of_somebody(text, artifacts)
            yield Hit(start, end, 0.65 if somebody else 0.35, ("pattern", why))

    def _places(self, gist: Gist) -> Iterator[tuple[int, int, str]]:
        text = gist.text
        for gate, pattern in (
            (_CALLED, self.pattern),
            (_LOCAL, self.local),
            (_ON, self.person),
        ):
            for match in pattern.finditer(text) if gist.has(gate) else ():
                if self.bodys.search(text, max(0, match.start() - 24), match.start()):
                    continue
                yield *match.span("value"), "introduced as a number to ring"
        for cell in cells(gist, self.heading):
            if re.fullmatch(r"\d{3,6}", text[cell.start : cell.end]):
                yield cell.start, cell.end, "column heading"


_CALLED = OneOf(AnyOf("ext", "bleep", "pager", "estyniad"), re.compile(r"x\d{4}"))
_LOCAL = AnyOf("tel", "phone", "landline", "local", also=re.compile(r"\d\d ?\d ?\d"))
_ON = re.compile(r" on \d{4}")
