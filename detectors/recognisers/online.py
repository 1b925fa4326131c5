"""Names people sign in and post under."""

import re
from collections.abc import Iterator

from presidio_analyzer.nlp_engine import NlpArtifacts

from detectors.columns import cells
from detectors.gates import AnyOf, OneOf
from detectors.gist import Gist, gist_of
from detectors.rule import Hit, Rule
from detectors.somebody import after_people, speaks_of_somebody

# Accounts of machines, roles and manuals.
_NOBODY = frozenset(
    """a curl wget ping traceroute host allow deny permit from admin administrator adm again all
    and anonymous anyone apache api app as backup by can cannot cant centos changes daemon
    data database default demo department does ec2-user each email error example experience
    for friendly generated git handle guest guide group has have id in input interface is it
    jenkins journey jdoe kubernetes list local localhost login manager manual message must
    my mysql name needs nginx no nobody none not null of on operator or oracle owner page
    password postgres postgresql proxy public read readonly requests research role root sa
    screen select service setup shared should someone ssh staff supplier story stories story-mapping
    sudo support sysadmin system team test tester testing testuser that the them then this to
    ubuntu undefined unknown user username users value vagrant was web who will with www
    www-data you your yourhandle yourname""".split()  # noqa: SIM905
)
_FOUR_NUMBERS = re.compile(r"\d\d{0,2}\.(?:\d{1,3}\.){2}\d")
_ASSIGNED = AnyOf(
    "user", "uid", "login", "logon", "sam", "nick", "handle", "owner", "agent", "uname",
    also=re.compile("[=:]"),
)  # fmt: skip
_SAID = AnyOf(
    "user", "defnyddiwr", "login", "log-in", "logon", "handle", "profile", "account name", "owner"
)  # fmt: skip
_LOGGED = OneOf(
    AnyOf(
        "password for", "session", "accepted ", "net use ", "get-aduser ", "\\users\\", "/home/",
        "/users/",
    ),
    re.compile(r" - (?i:[a-z])[\w.\\-]{1,29}(?i:[a-z\d]) \["),
    _FOUR_NUMBERS,
)  # fmt: skip
_NAME = r"[A-Za-z][\w.\\-]{1,29}[A-Za-z\d]"


class Username(Rule):
    """A sign-in name after the word for one, a handle, or the owner of a home folder."""

    entity = "USERNAME"
    needs = OneOf(
        AnyOf(
            "user", "defnyddiwr", "login", "log-in", "logon", "handle", "@", "/home/", "owner",
            '] "', "password for", "profile", "agent",
        ),
        AnyOf("nick", also=re.compile(r"(?i)nick\b")),
        AnyOf("sam", also=re.compile(r"(?i)\bsam")),
        re.compile(r"\((?i:[a-z])"),
        re.compile(r"[a-z][._][a-z\d]{1,12} {1,4}\d"),
        _FOUR_NUMBERS,
    )  # fmt: skip
    assigned = re.compile(
        rf"(?i)(?<![a-z])(?:(?:\w{{0,12}}_)?user(?:[ _]?name)?|user[ _]?id|uid|login|logon|sam|"
        rf"samaccountname|"
        rf"nick|handle|owner|agent|"
        rf"uname)[\"']?[ \t]{{0,3}}[=:][ \t]{{0,3}}[\"']?(?P<value>@?{_NAME})(?![\w@(])"
    )
    said = re.compile(
        rf"(?i)\b(?P<word>user ?name|user ?id|login|log-in|logon|handle|profile|account name|"
        rf"enw defnyddiwr|user|owner)(?: name| id)?"
        rf"(?: was| is| yw|:| on|,)?[ \t]{{1,3}}(?:is )?[\"'\u2018\u201c]?"
        rf"(?P<value>@?{_NAME})(?![\w@(])"
    )
    speech = re.compile(r"(?i)(?:user|agent|owner): ")
    service = re.compile(r"(?i)^(?:svc|srv|app|batch)[_-]|_(?:ro|rw|app|svc)$")
    teams = re.compile(r"(?i)^(?:team|squad|group|dept)[_-][a-z]+$")
    chat = re.compile(
        r"(?m)^[ \t]{0,3}(?:\[\d\d:\d\d\] ?)?(?P<value>[a-z]{2,15}[._][a-z\d]{1,12})"
        r"(?= {1,4}(?:\d\d?[:.]\d\d|today at|yesterday at))"
    )
    unlocked = re.compile(r"(?i)[\"']?[;,\s]{1,3}[\"']?(?:password|passwd|pwd)\b")
    log = re.compile(
        rf"(?i)(?:password for(?! invalid)|session (?:opened for )?user|accepted \w{{1,12}} for|"
        rf"net use .{{0,60}}/user:|"
        rf"get-aduser) (?P<value>{_NAME})(?![\w@(])"
        rf"|(?:\d|[\da-f]) - (?P<clf>{_NAME}) \["
        rf"|(?:[A-Z]:\\Users\\|/home/|/Users/)(?P<home>[A-Za-z][\w.-]{{2,30}})(?=[\\/\s\"'])"
        rf"|(?m:^)(?P<first>{_NAME}) (?=(?:\d{{1,3}}\.){{3}}\d)"
        rf"|(?:\d{{1,3}}\.){{3}}\d{{1,3}} (?P<caller>{_NAME}) (?=(?:GET|POST|PUT|VIEW|PRINT|"
        rf"EXPORT|CONNECT)\b)"
    )
    at = re.compile(r"(?<![\w.@/`\"'=+:-])(?P<value>@[A-Za-z][\w.-]{2,29})(?<![.-])(?![\w/(@-])")
    social = re.compile(
        r"(?i)\b(?:on x|twitter|insta(?:gram)?|snap(?:chat)?|tik ?tok|facebook|fb|dms?|posts?|"
        r"posted|tweets?|"
        r"messag\w{1,4}|follow\w{0,4}|handle|threads|telegram|discord|aka|whos|who's|reviewed|"
        r"chat)\b"
    )
    bodys = re.compile(
        r"(?i)council|gov|nhs|police|city|borough|county|media|news|support|team|official|help"
    )
    heading = re.compile(
        r"(?i)^(?:user(?:name| ?id| name)?|login|logon|samaccountname|sam|handle|nick|"
        r"account name)$"
    )

    staff = re.compile(r" \((?P<value>[a-z]{1,10}\.?[a-z]{1,10}\d{1,5}|[a-z]{2,4}\d{2,6})\)")

    def find(self, text: str, artifacts: NlpArtifacts) -> Iterator[Hit]:
        somebody = speaks_of_somebody(text, artifacts)
        for match in after_people(text, artifacts, self.staff):
            yield Hit(*match.span("value"), 0.65, ("pattern", "in brackets after a person"))
        seen: set[tuple[int, int]] = set()
        for start, end, score, why in self._places(gist_of(text, artifacts)):
            name = text[start:end].lower().strip("@")
            if (start, end) in seen or {name, name.rstrip("0123456789")} & _NOBODY:
                continue
            seen.add((start, end))
            machine = self.service.search(name) is not None and not somebody
            if self.teams.search(name):
                continue
            machine = machine and self.unlocked.match(text, end) is None
            yield Hit(start, end, 0.4 if machine else score, ("pattern", why))

    def _places(self, gist: Gist) -> Iterator[tuple[int, int, float, str]]:
        text = gist.text
        yield from self._introduced(gist)
        for match in self.log.finditer(text) if gist.has(_LOGGED) else ():
            yield *match.span(match.lastgroup or 0), 0.7, "form of a log line or home folder"
        for match in self.chat.finditer(text) if "\n" in text else ():
            yield *match.span("value"), 0.6, "who writes in a chat"
        for match in self.at.finditer(text) if "@" in text else ():
            if self._is_persons(text, match):
                yield *match.span("value"), 0.65, "form of a handle"
        for cell in cells(gist, self.heading):
            if re.fullmatch(_NAME, text[cell.start : cell.end]):
                yield cell.start, cell.end, 0.7, "column heading"

    def _introduced(self, gist: Gist) -> Iterator[tuple[int, int, float, str]]:
        text = gist.text
        for match in self.assigned.finditer(text) if gist.has(_ASSIGNED) else ():
            if not self._is_speech(match):
                yield *match.span("value"), 0.7, "introduced as a sign-in name"
        for match in self.said.finditer(text) if gist.has(_SAID) else ():
            if not _is_heading(match) and _is_made_up(match["value"], match["word"]):
                yield *match.span("value"), 0.65, "introduced as a sign-in name"

    def _is_speech(self, match: re.Match[str]) -> bool:
        """Who speaks in a transcript ("Agent: Lovely") is no key of a configuration."""
        said = self.speech.match(match[0]) is not None
        return said and not _is_made_up(match["value"], "user")

    def _is_persons(self, text: str, match: re.Match[str]) -> bool:
        name = match["value"]
        if self.bodys.search(name):
            return any(c.isdigit() for c in name) or (
                "_" in name and not name.lower().endswith("council")
            )
        if any(c.isdigit() for c in name) or "_" in name[1:]:
            return True
        return self.social.search(text, max(0, match.start() - 40), match.end() + 40) is not None


def _is_heading(match: re.Match[str]) -> bool:
    """ "USER ACTIONS", and a word that is only stressed: "the user, BUT"."""
    name = match["value"]
    stressed = name.isupper() and name.isalpha()
    return stressed and (match["word"].isupper() or "," in match[0])


def _is_made_up(name: str, word: str) -> bool:
    """After "username" most words are one; after "user" only what no sentence goes on with."""
    unlike_a_word = (
        any(c.isdigit() or c in "._\\" for c in name)
        or name[1:].lower() != name[1:] != name[1:].title()
    )
    return unlike_a_word or (
        word.lower() not in {"user", "owner", "profile", "login", "log-in", "handle"}
        and name.islower()
        and len(name) > 4
    )
