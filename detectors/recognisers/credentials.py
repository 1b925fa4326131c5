"""Credentials where machines keep them: addresses, headers, command lines, settings."""

import re

from detectors.placeholders import is_code, is_example, stands_in
from detectors.rule import PatternRule
from detectors.strength import looks_chosen, looks_random


class UrlCredential(PatternRule):
    """A name and password inside an address (scheme://name:password@host)."""

    entity = "URL_CREDENTIAL"
    score = 0.95
    checks = ("password in an address",)
    hints = ("://",)
    needs = re.compile("://")
    pattern = re.compile(
        r"(?i)\b[a-z][a-z\d+.-]{1,20}://"
        r"(?P<value>(?P<name>[^\s/:@]{0,100}):(?P<password>[^\s/@]{1,200}))@"
    )

    def judge(self, match: re.Match[str]) -> float:
        return 0.0 if stands_in(match["password"]) else self.score


class HeaderToken(PatternRule):
    """What a request carries to be let in: Authorization, API key and session headers."""

    entity = "CREDENTIAL"
    score = 0.9
    checks = ("header that lets a request in",)
    hints = ("bearer", "authorization", "-key", "-token", "basic", "sess")
    needs = re.compile(r"(?i)bearer|authorization|-key|-token|basic|sess")
    pattern = re.compile(
        r"(?i)\b(?:(?:proxy-)?authorization[\"']?[ \t]{0,2}[:=][ \t]{0,2}[\"']?"
        r"(?:(?:bearer|basic|token|apikey|key)[ \t]{1,2})?|bearer[ \t]{1,2}|"
        r"(?:x-api|x-functions|x-auth|x-access|x-vault|api|ocp-apim-subscription|x-goog-api)"
        r"-(?:key|token)[\"']?[ \t]{0,2}[:=][ \t]{0,2}[\"']?|"
        r"\b(?:set-)?cookie:[ \t]{0,2}[^\n=]{0,40}sess[\w.-]{0,20}=)"
        r"(?P<value>[\w.~+/-]{12,4000}={0,2})"
    )

    def judge(self, match: re.Match[str]) -> float:
        value = match["value"]
        plain = not any(c.isdigit() for c in value) and not looks_mixed(value)
        return 0.0 if plain or stands_in(value) or is_code(value) else self.score


def looks_mixed(value: str) -> bool:
    """Capitals in the middle, as base64 has: "YWRtaW46aHVudGVy"."""
    return len(value) >= 12 and re.search(r"[a-z][A-Z][a-z]*[A-Z]", value) is not None


_MIXED = re.compile(r"\d[^\d]{1,40}\d")


def _name_before(match: re.Match[str]) -> str:
    """The whole name that the word for a key ends: "cache_" before "key" belongs to it."""
    before = match.string[max(0, match.start() - 40) : match.start("word")]
    return re.split(r"[^\w.-]", before)[-1] + match["word"]


class AssignedSecret(PatternRule):
    """A key, token or secret in a settings file or message, with a value that looks generated.

    A hash, an identifier or a git commit looks just as random: the name before it decides.
    """

    entity = "CREDENTIAL"
    score = 0.85
    checks = ("name of a key before it", "looks generated")
    hints = ("secret", "token", "key", "credential", "sas", "auth")
    needs = re.compile(r"(?i)secret|token|key|credential|sas\b|\bauth")
    pattern = re.compile(
        r"(?i)(?<![a-z\d])(?P<word>(?:client|app|api|shared|consumer|"
        r"webhook|jwt|auth|access|refresh|id|session|bot|deploy|bearer|private|storage|account|"
        r"master|primary|secondary|encryption|signing|subscription|service|host|function|admin|"
        r"license|maps|notify|data ?hub)?"
        r"[ _-]?(?:secrets?|tokens?|keys?|credentials?|sas|auth)(?:[_-](?:value|base64|string|"
        r"key|live|"
        r"test|prod))?)[\"'\]]{0,2}"
        r"[ \t]{0,3}(?P<link>=>|:=|[:=]|\bis\b:?|\bwas\b:?|(?<=[Kk]ey)[ \t]|"
        r"(?<=oken)[ \t])[ \t]{0,3}[\"'`\u201c]?"
        r"(?P<value>[^\s\"'`\u201d,;<>()]{8,300})(?<![.:?!])"
    )
    # Names of values that look random and let nobody in.
    other = re.compile(
        r"(?i)(?:public|foreign|primary|sort|partition|cache|idempotency|page|next|continuation|"
        r"csrf|xsrf|cancel\w*|surrogate|natural|composite|storage|row|index|object|item|s3|design|"
        r"hash|sha\d*|md5|etag|key_?id|trace|correlation|instrumentation)[ _-]?(?:key|token|keys|"
        r"tokens)$"
    )
    _GENERIC = re.compile(r"(?i)keys?|tokens?|secrets?|auth|sas|credentials?")
    _UUID = re.compile(r"(?i)[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}")
    _HASH = re.compile(r"[\da-f]{32,128}|sha\d{1,3}[-:].*")

    def judge(self, match: re.Match[str]) -> float:
        word, value = _name_before(match), match["value"]
        if stands_in(value) or is_code(value) or is_example(match.string, *match.span("value")):
            return 0.0
        if self.other.search(word) and not self._is_azure_storage(word, value):
            return 0.0
        if self._GENERIC.fullmatch(word) and (self._UUID.fullmatch(value) or self._is_hash(match)):
            return 0.0
        if looks_random(value) and (match["link"].strip() or _MIXED.search(value)):
            return self.score
        secret = "secret" in word.lower() and looks_chosen(value)
        return 0.7 if secret and len(value) >= 8 and any(c.isdigit() for c in value) else 0.0

    def _is_hash(self, match: re.Match[str]) -> bool:
        return self._HASH.fullmatch(match["value"]) is not None and "secret" not in match["word"]

    @staticmethod
    def _is_azure_storage(word: str, value: str) -> bool:
        return word.lower().startswith(("storage", "primary")) and len(value) >= 32


class CommandLinePassword(PatternRule):
    """A password typed into a command: --password X, -u name:X, /user:name X, sshpass -p X."""

    entity = "CREDENTIAL"
    score = 0.85
    checks = ("option of a command",)
    hints = (
        "--pass",
        "--token",
        "--api-key",
        "--secret",
        "curl",
        "/user:",
        "sshpass",
        "-password",
        "mysql",
    )
    needs = re.compile(r"--pass|--token|--api-key|curl|/user:|sshpass|-Password|mysql")
    pattern = re.compile(
        r"(?:--(?:password|passwd|pass|token|api-key|secret)[= ]|\bsshpass -p ?|"
        r"/user:\S{1,80} |-Password |-AsPlainText |\bcurl\b[^\n]{0,200}? (?:-u|"
        r"--user) [\"']?[^\s:\"']{1,80}:|"
        r"\bmysql(?:dump)?\b[^\n]{0,80}? -p)"
        r"[\"']?(?P<value>[^\s\"'<>]{5,128})"
    )

    def judge(self, match: re.Match[str]) -> float:
        value = match["value"]
        if stands_in(value) or is_code(value) or not (looks_chosen(value) or looks_random(value)):
            return 0.0
        return self.score
