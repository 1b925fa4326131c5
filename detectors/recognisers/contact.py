"""E-mail addresses and telephone numbers of people."""

import re
from collections.abc import Iterator
from functools import cache

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberType
from presidio_analyzer.nlp_engine import NlpArtifacts
from tldextract import TLDExtract

from detectors.rule import Hit, PatternRule, Rule

# Mailboxes of teams: an address of these is not a person's.
_SHARED = frozenset(
    """abuse accessibility accounts admin alerts appeals applications benefits billing bookings box
    bulkywaste business careers cemeteries committee comms communications complaints
    compliance consultation contact contactus contracts corporate council councillors
    counciltax customer customercare customers customerservice customerservices data
    dataprotection democracy democratic democraticservices do-not-reply donotreply dpo duty
    education elections electoral email enforcement enquiries enquiry environment
    environmental events experience facilities feedback finance foi freedom general git hello
    help helpdesk highways hmo homelessness hostmaster housing hr ict info information
    invoices it jobs landlord legal leisure libraries library licensing mail mailbox marketing
    media members membership news newsletter no-reply noreply office officers opinions orders
    parking parks patient payments payroll pensions planning planningpolicy policy postmaster
    press privacy procurement property publichealth purchasing reception records recruitment
    recycling registrar registrars rents repairs reports revenues risk root safeguarding sales
    school schools secretary security service servicedesk services social socialcare
    streetcare subscriptions suppliers support surveys taxi team tenders test training
    transport unsubscribe waste web webmaster webteam welfare youth""".split()  # noqa: SIM905
)
_SPLIT = re.compile(r"[._+-]+|\d+")


def is_shared_mailbox(local_part: str) -> bool:
    """True for housing@, customer.services@ and foi-team2@; false for j.housing@."""
    local_part = local_part.lower()
    if local_part in _SHARED:
        return True
    parts = [part for part in _SPLIT.split(local_part) if part]
    return bool(parts) and all(part in _SHARED for part in parts)


@cache
def _suffixes() -> TLDExtract:
    """The list of public suffixes that comes with tldextract; never fetched, never written."""
    return TLDExtract(suffix_list_urls=(), cache_dir=None)


class EmailAddress(PatternRule):
    """An address of a person; on a public suffix 0.95, on an inside name (host.local) 0.6."""

    entity = "EMAIL_ADDRESS"
    needs = re.compile("@")
    pattern = re.compile(
        r"(?<![\w.+'-])(?P<local>[\w+'-]{1,64}(?:\.[\w+'-]{1,64}){0,6})"
        r"@(?P<host>(?:[^\W_][\w-]{0,62}\.){1,8}[^\W\d_]{2,24})(?![\w-])"
    )

    def judge(self, match: re.Match[str]) -> float:
        if is_shared_mailbox(match["local"]):
            return 0.0
        return 0.95 if _suffixes()(match["host"]).suffix else 0.6


class Telephone(Rule):
    """A number that can be dialled in the United Kingdom, or abroad with its +code.

    Ofcom keeps ranges for drama, which no number plan lists as valid; they count, because
    that is what examples and tests are written with. Numbers that only bodies hold (0800,
    0300, 0345, 09) and switchboards introduced as such stay under the usual threshold.
    """

    entity = "PHONE_NUMBER"
    needs = re.compile(r"\d{3}")
    pattern = re.compile(
        r"(?<![\w+/-])(?<!\d\.)(?:\+|\(|00|(?=0))(?:[ ().-]{0,2}\d){9,14}(?![\w-]|\.\d)"
    )
    public = re.compile(
        r"(?i)(?:contact centre|switchboard|helpline|help line|reception|freephone|hotline|"
        r"customer services?|(?:call|phone|ring|contact) (?:us|the council|our)|advice line)"
    )

    def find(self, text: str, artifacts: NlpArtifacts) -> Iterator[Hit]:
        for match in self.pattern.finditer(text):
            number = _parse(match[0])
            if number is None:
                continue
            before = text[max(0, match.start() - 70) : match.start()]
            public = _is_bodys(number) or self.public.search(before.rpartition("\n")[2])
            yield Hit(match.start(), match.end(), 0.35 if public else 0.75)


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
