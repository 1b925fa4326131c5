"""Credentials: keys of known services, private keys, passwords beside the word for them."""

import re

from detectors.rule import PatternRule


class ApiKey(PatternRule):
    """Keys whose issuer gives them a form of their own, and signed tokens (JWT)."""

    entity = "API_KEY"
    score = 0.95
    pattern = re.compile(
        r"(?<![A-Za-z\d])(?:"
        r"sk-(?=[\w-]{0,80}\d)[\w-]{20,200}|"  # OpenAI, Anthropic, OpenRouter
        r"(?:AKIA|ASIA)[A-Z2-7]{16}|"  # Amazon Web Services
        r"gh[pousr]_[A-Za-z\d]{36,255}|github_pat_\w{22,255}|glpat-[\w-]{20,64}|"  # GitHub, GitLab
        r"AIza[\w-]{35}|ya29\.[\w-]{20,300}|"  # Google
        r"xox[abeoprs]-[\w-]{10,200}|"  # Slack
        r"(?:[srp]k_(?:live|test)|whsec)_[A-Za-z\d]{16,128}|"  # Stripe
        r"hf_[A-Za-z]{30,40}|SG\.[\w-]{16,32}\.[\w-]{16,64}|"  # Hugging Face, SendGrid
        r"npm_[A-Za-z\d]{36}|pypi-[\w-]{40,300}|"
        r"eyJ[\w-]{8,4000}\.eyJ[\w-]{4,4000}\.[\w-]{0,2000}|"  # JSON web token
        r"AccountKey=[A-Za-z\d+/]{86}==|"  # Azure storage
        r"\w{1,30}-[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}-[\da-f]{8}(?:-[\da-f]{4,12}){0,4}"
        r")(?![A-Za-z\d])"
    )
    needs = re.compile(
        r"sk-|A[KS]IA|gh[pousr]_|_pat_|glpat|AIza|ya29|xox|[srp]k_|whsec|hf_|SG\.|npm_|pypi-|eyJ|"
        r"AccountKey|[\da-f]{12}-"
    )


class PrivateKey(PatternRule):
    """PEM and PuTTY private keys, the whole block; a block cut short counts as far as it goes."""

    entity = "PRIVATE_KEY"
    score = 1.0
    needs = re.compile("-----|PuTTY-User-Key-File")
    pattern = re.compile(
        r"-----BEGIN (?:[A-Z\d]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----"
        r"(?:[^-]{0,20000}(?:-----END [A-Z\d ]{0,40}PRIVATE KEY(?: BLOCK)?-----)?)?|"
        r"(?:[A-Za-z\d+/=]{16,100}\s{1,4}){1,400}-----END [A-Z\d ]{0,40}PRIVATE KEY-----|"
        r"PuTTY-User-Key-File-\d: [^\n]{1,80}"
    )


class UrlCredential(PatternRule):
    """A name and password inside an address (scheme://name:password@host)."""

    entity = "URL_CREDENTIAL"
    score = 0.95
    needs = re.compile("://")
    pattern = re.compile(
        r"(?i)\b[a-z][a-z\d+.-]{1,20}://(?P<value>[^\s/:@]{1,100}:[^\s/@]{1,200})@"
    )


class Password(PatternRule):
    """What stands beside "password", "PIN" and their kin. A rule about passwords is no password."""

    entity = "CREDENTIAL"
    needs = re.compile(r"(?i)pass|pwd|secret|token|api|key|pin\b|code|cvv|cvc|memorable")
    pattern = re.compile(
        r"(?i)(?P<word>\b[\w-]{0,30}?(?:password|passwd|passphrase|passcode|pwd|pass|secret|"
        r"api[ _-]?key|access[ _-]?key|auth[ _-]?token|token|pin|cvv2?|cvc|key ?safe(?: code)?|"
        r"share code|door code|security code|memorable word)\b(?:\"|')?)"
        r"(?P<link>[ \t]{0,3}(?:[:=]>?|\bis\b|\bwas\b|->|=>)[ \t]{0,3}|[ \t]{1,2})"
        r"(?P<quote>[\"'\u201c\u2018`]?)(?P<value>[^\s\"'\u201d\u2019`,;<>]{3,128})"
    )

    def judge(self, match: re.Match[str]) -> float:
        value = match["value"].rstrip(".)")
        linked = match["link"].strip() in {":", "=", "->", "=>", ":>"}
        if _is_placeholder(value) or (_is_ordinary(match["word"]) and not linked):
            return 0.0
        if _is_short_code(match["word"]):
            return 0.7 if re.fullmatch(r"[A-Za-z]?\d{3,8}[A-Za-z]?", value) else 0.0
        mixed = len(value) >= 6 and _kinds(value) >= 2 and any(c.isdigit() for c in value)
        if mixed:
            return 0.85
        return 0.6 if linked and match["quote"] and len(value) >= 6 else 0.0


def _is_ordinary(word: str) -> bool:
    """A bus pass, a parking token, a secret Santa: these need a colon or the like."""
    return word.lower().strip("\"'") in {"pass", "token", "secret"}


def _is_short_code(word: str) -> bool:
    return re.search(r"(?i)pin|cvv|cvc|safe|code", word) is not None


def _kinds(value: str) -> int:
    tests = (str.islower, str.isupper, str.isdigit)
    return sum(any(test(c) for c in value) for test in tests) + any(not c.isalnum() for c in value)


_PLACEHOLDER = re.compile(
    r"(?i)[\[{(<$%*x.-].*|.*(?:\.get|getenv|environ|\(|\$\{).*|your[-_ ]?.*|example.*|changeme|"
    r"none|null|true|false"
)


def _is_placeholder(value: str) -> bool:
    return _PLACEHOLDER.fullmatch(value) is not None or len(set(value)) <= 2
