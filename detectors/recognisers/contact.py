"""E-mail addresses of people: not those of teams, not placeholders."""

import re
from collections.abc import Iterator
from functools import cache

from presidio_analyzer.nlp_engine import NlpArtifacts
from tldextract import TLDExtract

from detectors.rule import Hit, Rule
from detectors.somebody import speaks_of_somebody

# Mailboxes of teams: an address of these, or of several run together, is not a person's.
_SHARED = frozenset(
    """abandoned abuse accessibility accounts admin adoption adult adults advice alerts allotment
    allotments animal animals answer app appeals archive archives arts bereavement births
    applications apply ask asset assets benefit benefits billing bin bins blue badge bookings
    box building bulky bulkywaste burials business business-support businessrates buying call
    care careers cemeteries census centre chair chief children childrens city civic clerk cm
    carers cctv cemetery ceremonies commercial conservation coroner coroners countryside
    commissioning committee committees comms communications community complaint complaints
    compliance conference consultation consultations contact contactus contract contracts
    control corporate corporatecomplaints council councillor councillors counciltax courses
    crematorium customer customercare customers customerservice customerservices data database
    dba devops dataprotection deaths delivery democracy democratic democraticservices desk
    development digital do-not-reply donotreply dpa dpo duty early economy education ehealth
    election elections electoral email emergency enforcement engagement enquiries enquiry
    environment environmental equalities estates events executive experience facilities family
    feedback finance flood foi food foodsafety freedom garden gdpr general git governance
    grants green group hb health hello help helpdesk helpline highways hmo homelessness homes
    hostmaster housing hr hub ict ig info information innovation insurance intranet inquiries
    invoice invoices it jobs labour land landlord leader learning legal leisure libraries
    library licence licensing lettings listings local mail mailbox management market markets
    marketing mash mayor media meetings members membership monitoring museum museums network
    news newsletter no-reply noise noreply notices notifications office officer officers
    online opinions orders parking parks partnership partnerships patient payments payroll
    pensions people permits pest phishing planning planningpolicy policy portal post
    postmaster press prevent privacy procurement programme project projects property
    protection public publichealth purchasing rates reception records recruitment recycling
    reg registrar registrars registration regeneration rent rents repairs reply report reports
    request research reservations resilience returns revenues risk road roads root
    safeguarding safety sales scheme school schools scrutiny secretary security send service
    servicedesk services skills social socialcare sport sports staff standards statistics
    street streetcare strategy street-care studio subscriptions suppliers support surveys
    sustainability switchboard tax taxi team tech tenancy tender tenders test theatre tourism
    town trading traffic training transport travel treasury tree trees unsubscribe updates
    vehicles venue visitor voids volunteering vote votes warden waste water web webmaster
    website webteam welcome welfare wellbeing works workforce youth
    fostering fraud heritage lieutenancy marriages mayoralty outreach rangers refuse reuse
    addysg ailgylchu cofrestru cwsmer cwsmeriaid cyngor cynllunio democrataidd etholiadau gofal
    gwasanaethau gwastraff gwybodaeth llyfrgell llyfrgelloedd parcio post priffyrdd swyddfa tai
    treth trethcyngor trwyddedu ymholiadau""".split()  # noqa: SIM905
)
# What forms and code say where an address belongs.
_PLACEHOLDERS = frozenset(
    """a abc address test anyone doe example first firstname foo bar forename git jane.doe janedoe
    jane joe joe.bloggs john.doe johndoe jbloggs j.bloggs last lastname me my name nobody
    person resident sample somebody someone surname tester testuser test.user test.person user
    user1 username x xxx you your your.name yourname""".split()  # noqa: SIM905
)
_DUMMY = frozenset({"test", "dummy", "sample", "fake", "donotuse"})
_EXAMPLE_HOST = re.compile(
    r"(?i)(?:^|\.)(?:example(?:\.\w{2,4}){0,2}|test|invalid|localhost|domain\.com)$"
)
_PUBLIC_BODY = re.compile(
    r"(?i)(?:^|\.)(?:gov\.uk|nhs\.uk|nhs\.net|police\.uk|parliament\.uk|gov\.wales|llyw\.cymru|gov\.scot)$"
)
_SPLIT = re.compile(r"[._+-]+|\d+")
_LONGEST_COMPOUND = 40


def is_shared_mailbox(local_part: str) -> bool:
    """True for housing@, customer.services@, gardenwaste@ and foi-team2@; not for j.housing@."""
    local_part = local_part.lower()
    if local_part in _SHARED:
        return True
    parts = [part for part in _SPLIT.split(local_part) if part]
    return bool(parts) and all(part in _SHARED or _is_compound(part) for part in parts)


def _is_compound(word: str) -> bool:
    """True for team words run together: each of at least three letters."""
    if not 6 <= len(word) <= _LONGEST_COMPOUND:
        return False
    reached = {0}
    for start in range(len(word)):
        if start in reached:
            reached |= {
                end for end in range(start + 3, len(word) + 1) if word[start:end] in _SHARED
            }
    return len(word) in reached


def is_placeholder(local_part: str, host: str) -> bool:
    """True for name@example.com and test3@example.org; false for d.murgatroyd58@example.com."""
    local_part = local_part.lower()
    if local_part in _PLACEHOLDERS:
        return True
    if not _EXAMPLE_HOST.search(host):
        return False
    parts = _SPLIT.split(local_part)
    return local_part.rstrip("0123456789") in _PLACEHOLDERS or not _DUMMY.isdisjoint(parts)


@cache
def _suffixes() -> TLDExtract:
    """The list of public suffixes that comes with tldextract; never fetched, never written."""
    return TLDExtract(suffix_list_urls=(), cache_dir=None)


class EmailAddress(Rule):
    """An address of a person; on a public suffix 0.95, on an inside name (host.local) 0.6.

    The office@ of a small firm is its owner's where the text speaks of somebody (0.5).
    """

    entity = "EMAIL_ADDRESS"
    hints = ("@",)
    needs = re.compile("@")
    pattern = re.compile(
        r"(?<![\w.+'-])(?P<local>[\w+'-]{1,64}(?:\.[\w+'-]{1,64}){0,6})"
        r"@(?P<host>(?:[^\W_][\w-]{0,62}\.){1,8}[^\W\d_]{2,24})(?![\w-])"
    )

    def find(self, text: str, artifacts: NlpArtifacts) -> Iterator[Hit]:
        for match in self.pattern.finditer(text):
            local, host = match["local"], match["host"]
            if is_placeholder(local, host):
                continue
            if is_shared_mailbox(local):
                if self._firms(host) and speaks_of_somebody(text, artifacts):
                    yield Hit(*match.span(), 0.5, ("pattern", "a firm's mailbox beside a person"))
                continue
            public = bool(_suffixes()(host).suffix)
            why = "known public suffix" if public else "inside host name"
            yield Hit(*match.span(), 0.95 if public else 0.6, ("pattern", why))

    def _firms(self, host: str) -> bool:
        return not _PUBLIC_BODY.search(host) and host.lower() != "github.com"
