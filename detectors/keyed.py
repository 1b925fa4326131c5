"""Names that the key, column or heading before them says are things': "queues": ["Amber", "Ruby"],
ward_name IN ('Nelson'), a list of storms with their dates.

What such a key holds is a thing's name, whatever it looks like. A key that may as well hold people
(owner, team, name) says nothing.
"""

import re

BEFORE, LIST = 160, 1200  # characters looked at

_KINDS = (
    r"(?:queues?|wards?|streets?|roads?|rooms?|sites?|depots?|buildings?|blocks?|schools?|parks?|"
    r"hosts?|hostnames?|servers?|vans?|vessels?|ships?|boats?|storms?|gritters?|themes?|"
    r"environments?|envs?|clusters?|namespaces?|projects?|products?|brands?|models?|colou?rs?|"
    r"fonts?|topics?|branch|branches|stations?|library|libraries|locality|localities|parish|"
    r"parishes|towns?|districts?|areas?|regions?|printers?|services?|pipelines?|buckets?|"
    r"modules?|packages?|databases?|schemas?|tables?|tenants?_?(?:id|slug)|squads|teams|bots?|"
    r"chatbots?|voices?|releases?|codenames?|sprints?|venues?|halls?|pitches|courts?|routes?|"
    r"variet(?:y|ies)|species|breeds?|estates?|constituenc(?:y|ies)|divisions?|localit(?:y|ies))"
)
_KEYED = re.compile(
    rf"(?i)(?:(?<![a-z])|(?<=[a-z])(?-i:(?=[A-Z]))){_KINDS}"
    r"(?:[_ ]?(?:names?|labels?|titles?|list|called))?"
    r"[\"'`\]]{0,2}[ \t]{0,2}(?:=>|:=|[:=]{1,3}|<>|!=|\bnot in\b|\bin\b|\blike\b)[ \t]{0,2}"
    r"(?:[\[({]\s{0,8})?(?:[\"'][^\"'\n]{1,40}[\"'],\s{0,8}){0,10}"
    r"[\"']%?(?-i:(?:[A-Z][\w.-]{0,20} ){0,2})[\w.-]{0,20}$"
)
_CLOSED = re.compile(r"[\w%-]{0,20}(?: [A-Z\d][\w.-]{0,20}){0,2}[\"']")
_HEADED = re.compile(
    r"(?i)\b(?:(?:named )?storms?|storm responses?|storm names?|hurricanes|servers|hosts|"
    r"meeting rooms|training rooms|virtual machines|chatbots|gritters)(?! (?:damage|claims?|"
    r"victims?|call|complain|volunteer|drivers?|crew))\b"
    r"[^\n:]{0,60}:[ \t]?\n(?P<list>(?:[^\n]{1,120}\n?){1,20})"
)
_ITEM = re.compile(r"(?:^|\n)[ \t]{0,4}(?:[-*\u2022] ?|\d{1,2}[.)] ?)?$")
_GOES_ON = re.compile(r" ?(?:[,:(\u2013=-]|\n|$)")
_CALLABLE = re.compile(r"\d{5}|\d{3} \d{3}|@")


def is_headed(text: str, start: int, end: int) -> bool:
    """True for one word at the start of a line below a heading for things."""
    if " " in text[start:end] or not _GOES_ON.match(text, end):
        return False
    if not _ITEM.search(text[max(0, start - 8) : start]):
        return False
    line = text[end:].partition("\n")[0]
    near = text[max(0, start - LIST) : end]
    return not _CALLABLE.search(line) and any(
        match.end() == len(near) for match in _HEADED.finditer(near)
    )


def is_keyed(text: str, start: int, end: int) -> bool:
    """True for what stands in quotation marks, alone or in a list, after such a key."""
    if not _CLOSED.match(text, end, end + 64):
        return False
    return _KEYED.search(text[max(0, start - BEFORE) : start]) is not None
