"""Passwords in everyday prose: beside the word for them."""

import re

from detectors.gates import AnyOf
from detectors.placeholders import is_code, is_example, stands_in
from detectors.rule import PatternRule
from detectors.strength import looks_chosen, looks_strong

MARK = r"[ \t]{0,3}(?:=>|->|:=|:(?!:)|=(?!=)|\.{2,6}|[\u2013-](?=[ \t]))[ \t]{0,3}"
VERB = (
    r"[ \t]{1,3}(?:(?:is|was|are|has been|have been|been|will be|now|still|currently|just|"
    r"temporarily|(?:re-?)?set|changed|updated|back|to|as|yw)[ \t:]{1,3}){1,5}"
)
QUOTE = r"[\"'\u201c\u2018`]"
# Words after "password:" or "password is" that speak of passwords in general.
_TALK = frozenset(
    """a all an and any are as ask at be been being blank both by can case change changed
    changes clear compulsory contact correct different disabled do does due easy email empty
    enabled encrypted enter every expire expired expires expiry field for forgot forgotten
    free from generated given guidance hard has hashed have help hidden how if in incorrect
    invalid is it its key kept known later link locked long lost make may mandatory manager
    maximum min minimum missing must need needed needs never new no none not now of off ok
    okay old on one only optional or other our page please policy private protected protection
    provided random recovery required requirements reset rules same secure see sent shared
    should shown so something stored strength strong sure temporary that the their them there
    they this three to too tool under unique unknown unset until update updated used user
    using valid via weak what when where which who why will with wrong yes you your""".split()  # noqa: SIM905
)


_ACRONYM = re.compile(r"[A-Z]{2,6}-?\d{1,2}")


class Password(PatternRule):
    """What stands beside "password" and its kin. A rule about passwords is no password."""

    entity = "CREDENTIAL"
    checks = ("word for a password before it",)
    needs = AnyOf(
        "pass",
        "pw",
        "p/w",
        "psw",
        "wifi",
        "wi-fi",
        "wi fi",
        "wpa",
        "network key",
        "router key",
        "network-key",
        "router-key",
        "networkkey",
        "routerkey",
        "cyfrin",
        "temp",
        "new one",
        "new log",
    )
    pattern = re.compile(
        r"(?i)(?P<word>(?<![a-z])(?:(?:[a-z\d]{1,20}[_.-]){0,3}(?:[a-z]{1,8}(?=pass|pwd))?"
        r"(?:pass[ -]?words?|passwd|pass[ -]?phrases?|pass|pwd|pw|p/w|pswd?|psw)|cyfrinair|"
        r"(?:temp(?:orary)?|new) (?:one|login|log-in)|wi-?fi(?:[ -]?(?:key|pass|code))?|"
        r"(?:network|wpa2?|router)[ -]?key)(?:[_-]?\d)?(?![a-z\d])[\"'\]]{0,2})"
        r"(?P<about> ?\([^)\n]{1,30}\)|(?: (?:for|on|at|to|of|in|again|dros|"
        r"newydd)\b[^\n;:=]{0,50}?)??)"
        r"(?P<link>(?: again)?\?{0,3}\r?\n[^\n:]{1,30}:[ \t]{1,3}|"
        r"[ \t]{0,2}:[ \t]{0,2}\r?\n[ \t]{0,4}|"
        rf"{MARK}|{VERB}|[ \t]{{1,2}}\(?(?=\S{{0,60}}\d))"
        rf"(?P<quote>{QUOTE}?)(?P<value>[^\s\"'\u201d\u2019`,;<>]{{3,128}}(?<![.)\]:?]))"
    )

    def judge(self, match: re.Match[str]) -> float:
        value = match["value"]
        if _is_nothing(match) or is_example(match.string, *match.span("value")):
            return 0.0
        if "\n" in match["link"]:
            own_line = match["link"].strip() == ":"
            return 0.75 if looks_strong(value) or (own_line and looks_chosen(value)) else 0.0
        marked = re.fullmatch(MARK, match["link"]) is not None
        if looks_chosen(value):
            return self._chosen(match, value, marked=marked)
        if match["about"] or ">" in match["link"] or not _is_firm(match["word"]):
            return 0.0
        return self._plain(match, value, marked=marked)

    def _chosen(self, match: re.Match[str], value: str, *, marked: bool) -> float:
        if marked:
            return 0.85 if _is_firm(match["word"]) or looks_strong(value) else 0.6
        if match["link"].strip(" \t("):
            return 0.8
        if len(value) < 6 or match["word"].lower() == "pass":
            return 0.0
        return 0.75 if any(c.isdigit() for c in value) and not _ACRONYM.fullmatch(value) else 0.0

    def _plain(self, match: re.Match[str], value: str, *, marked: bool) -> float:
        """Letters only, or digits only: quotes or the end of the clause must set it off."""
        if value.casefold() in _TALK or len(value) < 4:
            return 0.0
        if match["quote"] and match["link"].strip():
            return 0.7
        if value.isdigit():
            return 0.65 if marked else 0.0
        ends = re.compile(r"[ \t]*(?:$|[\n,;.)]|-|and\b)").match(match.string, match.end("value"))
        named = value[0].isupper() or marked
        return 0.6 if ends and named and match["link"].strip() and value.isalpha() else 0.0


def _is_firm(word: str) -> bool:
    """A bus pass, a wifi, a temporary one: these need a value that can be nothing else."""
    bare = word.lower().strip("\"'[] ")
    return bare not in {"pass", "wifi", "wi-fi"} and not bare.startswith(("temp", "new "))


def _is_nothing(match: re.Match[str]) -> bool:
    value = match["value"]
    follows = match.string[match.end("value") : match.end("value") + 1]
    code = is_code(value) or (follows in {"(", "["} and not match["quote"])
    return code or stands_in(value)
