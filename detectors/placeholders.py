"""What stands where a secret would and is none: placeholders, examples, code that reads one."""

import re

_WORD = (
    r"(?:your|my|our|the|this|that|a|an|some|any|enter|insert|add|put|paste|replace|change|update|"
    r"use|set|redacted|removed|hidden|masked|placeholder|example|sample|dummy|test|fake|foo|bar|"
    r"baz|none|null|nil|true|false|undefined|empty|default|todo|tbc|tba|n/?a|string|str|text|char|"
    r"varchar|int|integer|bool|boolean|number|object|array|any|optional|required|secret|password|"
    r"passwd|passphrase|passcode|pass|pwd|pw|pin|token|key|api|access|auth|client|db|database|"
    r"admin|user|username|name|value|code|here|me|now|it|not|is|be|must|goes|with|x{2,}|abc|"
    r"lorem|ipsum|mypassword|mysecret|changeme|changeit|supersecret)"
)
_STANDS_IN = re.compile(
    r"(?i)[\[{(<].*|\$[a-z_{(].*|[?+-][^}]{0,60}\}|%[a-z_]+%?|[*x.#_\u2022\u25cf-]{3,}|:[a-z_]+|"
    rf"(?:{_WORD}[-_ .]{{0,2}}){{1,6}}|"
    r"[a-z_]{0,30}(?:pass|secret|token|key|pwd)[a-z]{0,4}_[a-z_]{0,30}|"
    r"[a-z_]{1,30}_(?:pass|secret|token|key|pwd)[a-z]{0,6}"
)
_CODE = re.compile(
    r"(?i)(?:settings|config|conf|cfg|self|this|req(?:uest)?|args|params|env|app|os|data|var|local|"
    r"module|secrets|props|options|ctx|context|form|body|event|auth)(?:\.\w{1,40}){1,5}|"
    r"(?:[a-z_]\w{0,40}(?:\.|::|->)){1,6}[a-z_]{1,40}|"
    r".*(?:\$\{|\{\{|\$\(|environ|getenv|\.env\b|\w\(|\w\[|\.get\b).*|@\w+\(?.*|https?:.*|/.*"
)
_CALLED_EXAMPLE = re.compile(
    r"(?i)(?:\be\.?g\.?|\bfor (?:example|instance)|\bsuch as|\bexamples?|\bsamples?|\bdummy|"
    r"\bfake|\bmade[- ]up|\bplaceholder|\bfictional|\btest ?(?:users?|accounts?|cases?|"
    r"data)\w{0,4}|"
    r"\b(?:never|don['\u2019]?t|do not|avoid|instead of|rather than|should not|shouldn['\u2019]t|"
    r"must not|cannot|can['\u2019]t) (?:be |use |write |set |choose |have )?(?:things |something )?"
    r"(?:like )?|\bnot(?: like)?|\bworst|\bcommonest|\bmost common|\bweak\w{0,3})"
    r"[^\w\n]{0,4}(?:(?:is|are|be|use|user\w{0,9}|of|a|the|value|passwords?|pins?|"
    r"codes?)[^\w\n]{1,3}){0,4}"
    r"(?:[\w.@-]{3,30} / )?$"
)
_CALLED_SO_AFTER = re.compile(
    r"(?i)[\"'\u201d\u2019)]?[ ,]{0,2}(?:\((?:[\w ]{0,20}\b)?(?:training|example|dummy|fake|"
    r"not real|"
    r"made up|sample|placeholder|test)\b|(?:is|are|was) (?:an? |the )?(?:\w{1,12} )?(?:example|"
    r"placeholder|weak|too (?:weak|easy|short)|bad|(?:most )?common|not (?:strong|secure|allowed)))"
)


def stands_in(value: str) -> bool:
    """True for `<your key>`, "changeme", `${TOKEN}`, "xxxx", "required", and one repeated sign."""
    return len(set(value)) == 1 or _STANDS_IN.fullmatch(value) is not None


def is_code(value: str) -> bool:
    """True for what reads a secret from elsewhere: settings.key, os.environ[...], a path."""
    return _CODE.fullmatch(value) is not None


def is_example(text: str, start: int, end: int) -> bool:
    """True when the words right around say that nobody uses the value."""
    before = text[max(0, start - 70) : start].rpartition("\n")[2]
    return (
        _CALLED_EXAMPLE.search(before) is not None
        or _CALLED_SO_AFTER.match(text, end, end + 60) is not None
    )
