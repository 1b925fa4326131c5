"""Names that a program has: files, variables, functions, hosts, told by the signs around them.

What a quotation mark holds in a program is a value, and may well be somebody's name; so is a
document that is called after two words of a name.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

BEFORE, AFTER = 80, 48  # characters looked at
PLACES = 6  # of one word that are looked at

_CODE_FILE = re.compile(
    r"\.(?:py|pyc|ipynb|js|jsx|mjs|ts|tsx|vue|java|jar|class|war|cs|cpp|cc|hpp|h|c|go|rs|rb|php|"
    r"pl|sh|bash|zsh|ps1|psm1|bat|cmd|vbs|bas|sql|json|jsonl|ya?ml|toml|ini|cfg|conf|lock|log|"
    r"xml|xsd|xslt|html?|s?css|less|svg|ico|woff2?|ttf|dll|exe|msi|so|o|bin|iso|deb|rpm|whl|tf|"
    r"tfvars|service|timer|socket|internal|local|localhost|md|rst|tex|r|rmd|ico|env)\b(?!@)"
)
_OTHER_FILE = re.compile(
    r"\.(?:wav|mp3|mp4|m4a|mov|avi|flac|ogg|docx?|xlsx?|xlsm|pptx?|pdf|csv|tsv|txt|rtf|odt|ods|"
    r"zip|gz|7z|tar|rar|png|jpe?g|gif|bmp|tiff?|webp|heic|psd|eml|msg|ics|bak|tmp|dat|db|parquet)"
    r"\b(?!@)"
)
_DECLARED = re.compile(
    r"(?<![\w'\u2019-])(?:const|let|var|val|dim|set|local|export|alias|env|final|auto|static|int|"
    r"str|string|float|double|bool|boolean|char)[ \t]{1,2}(?:[{\[(][ \w,]{0,40})?$",
    re.I,
)
_ASSIGNED = re.compile(r"[ \t,\w]{0,40}[}\])]?[ \t]?(?::=|=(?!=)|;)| As [A-Z]")
_NAMED = re.compile(
    r"(?:(?<![\w'\u2019-])(?:def|function|func|fn|sub|void|macro|proc|Sub|Function|class|struct|"
    r"enum|interface|trait|new|await)[ \t]|[\w)\]]\.)$"
)
_CALLED = re.compile(
    r"\((?!(?:at|dot)\b)[^()\n]{0,40}\)|\(self\b|[ \t]?\{|[ \t](?:extends|implements)\b"
)
_DEFINED = re.compile(r"#define[ \t]$|(?<![\w.])import[ \t]$|#include ?[<\"]$")
_VALUE = re.compile(
    r"[ \t]?=[ \t]?(?:lambda\b|\[|\{|\(|[\"']|-?\d+(?:\.\d+)?[ \t]*(?:;|$|\n)|None\b|True\b|"
    r"False\b|new |"
    r"[\w.]{1,40}\()"
)
_FIRST = re.compile(r"(?:^|[\n;{(])[ \t]{0,12}$")
_OPERATED = re.compile(
    r"[ \t]?(?:==|!=|\+=|-=|:=|<-|\*\*? ?\d)|\+\+(?!\w)|\[[\w\"']{1,12}\]|\.\w{1,24}(?:\((?!at\)|"
    r"dot\))| ?\+?=)|"
    r":\d{4,5}(?!\d)"
)
_OPENED = re.compile(
    r"(?:(?<![\w.])(?:print|log|len|str|int|sum|max|min|type|list|dict|set|range|sorted|lm|glm|"
    r"isinstance|console\.log|\w{1,24}[._]\w{1,24}|[a-z]{1,16}[A-Z]\w{0,20})\(|"
    r"(?:==|!=|\+=|-=|:=|<-)[ \t]?|"
    r"(?<![\w.])[\w.-]{2,30}\.[a-z]\w{1,20}:|\$\{?|\{\{ ?|"
    r"(?<![\w-])(?:worker|host|service|container|namespace|theme|plugin|job|queue|topic|module|"
    r"image|bucket|component|logger|thread|target|branch|env)=[\"']?|"
    r"\(\?P?<|(?<!\w)--(?!user|owner|author|assignee|login|email|name-of)[a-z][a-z-]{1,20}[= ]|"
    r"(?<![\w-])(?:id|class|for|ref|key|classname)=[\"'])$",
    re.I,
)
_EXACT = re.compile(r"\(\)|!\$?[A-Z]{1,3}(?:\$?\d|:\$?[A-Z])|::\w|->\w")
_TAG = re.compile(r"</?$")
_TAGGED = re.compile(r" [\w:-]{1,20}=[{\"']|\s?/>")
_LEVEL = re.compile(r"\b(?:ERROR|WARN|WARNING|INFO|DEBUG|FATAL|TRACE)\b[: ]{0,3}\[$")
_SELECTED = re.compile(r"(?:^|[\s,{}>])[.#]$")
_STYLED = re.compile(r"[ \t]?[{,:>.\[]")
_ROOTED = re.compile(
    r"(?<![\w/\\])(?:\.{1,2}|~|\$\w{1,20}|[\w-]{1,30}:)?/{1,2}(?:[\w.*-]{1,40}/){0,8}$"
)
_OWNERS = re.compile(r"(?i)(?:home|users?|profiles?|personal|staff|hr)/$")
_REPOSITORY = re.compile(r"/[a-z]+(?:-[a-z]+){1,5}\b")
_STOPS = (
    r"(?:and|or|but|is|are|was|to|the|a|an|says?|said|for|with|ask|asked|fails?|failed|gives?|"
    r"works?|does|"
    r"did|so|if|when|because|he|she|his|her|my|our|me|i|it)"
)
_COMMAND = re.compile(
    r"(?<![\w.-])(?:git (?:checkout|branch|push|pull|merge|rebase|switch|tag|clone|remote|reset|"
    r"fetch|add|diff|log|cherry-pick|stash|worktree)|(?:docker|podman)(?: compose)? [a-z]{2,8}|"
    r"kubectl|helm|"
    r"pip3? (?:un)?install|(?:npm|pnpm|yarn) (?:i|install|add|run|remove|update|link)|"
    r"apt(?:-get)? install|choco|winget|brew|systemctl|journalctl|nslookup|dig|terraform|cargo|"
    r"gem install|conda install|dotnet|ansible(?:-playbook)?|chmod|chown|rsync|cp -\w|rm -\w|"
    r"mount|ssh|scp|nc -\w)"
    rf"(?: (?!{_STOPS}\b)[\w./:@=*-]{{1,40}}){{1,7}}"
)
_QUERY = re.compile(
    r"\bSELECT\b[^;]{1,200}?\bFROM\b[^;'\"?!]{0,160}|"
    r"\b(?:ALTER TABLE|CREATE (?:TABLE|VIEW)|INSERT INTO|DELETE FROM|DROP TABLE|JOIN)\b"
    r"[^;'\"?!\n]{0,80}|\bUPDATE \w{1,40} SET\b[^;'\"?!\n]{0,80}"
)


def program_names(
    text: str, names: Sequence[tuple[int, int]]
) -> Iterator[tuple[tuple[int, int], bool]]:
    """Those of the names that a program has, and whether the same word is its elsewhere too."""
    runs: list[tuple[int, int]] | None = None
    for start, end in names:
        if _is_signed(text, start, end) or _is_signed_elsewhere(text, start, end):
            yield (start, end), True
        elif _is_file(text, start, end):
            yield (start, end), False
        elif text[start:end].islower():
            runs = _runs(text) if runs is None else runs
            if any(first < end and start < last for first, last in runs):
                yield (start, end), True


def _is_signed_elsewhere(text: str, start: int, end: int) -> bool:
    """The same word, in the same letters, stands where a program has it."""
    word = text[start:end]
    if not word.islower() or " " in word:
        return False
    places = islice(re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", text), PLACES)
    return any(_is_signed(text, *place.span()) for place in places if place.start() != start)


def _runs(text: str) -> list[tuple[int, int]]:
    """Where commands and queries stand."""
    return [match.span() for what in (_COMMAND, _QUERY) for match in what.finditer(text)]


def _is_signed(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - BEFORE) : start], text[end : end + AFTER]
    if _EXACT.match(after) or _DEFINED.search(before) or _CODE_FILE.search(text, start, end):
        return True
    if _CODE_FILE.match(after) or (_TAG.search(before) and _TAGGED.match(after)):
        return True
    if _LEVEL.search(before) and after.startswith("]"):
        return True
    if _DECLARED.search(before) and _ASSIGNED.match(after):
        return True
    if _NAMED.search(before) and _CALLED.match(after):
        return True
    return text[start:end].islower() and _is_lower_signed(text, before, after)


def _is_lower_signed(text: str, before: str, after: str) -> bool:
    """Signs that would be a slip of the keys beside a name in capitals."""
    if _FIRST.search(before) and _VALUE.match(after):
        return True
    if _OPERATED.match(after) or _OPENED.search(before) or _REPOSITORY.match(after):
        return True
    if "{" in text and _SELECTED.search(before) and _STYLED.match(after):
        return True
    rooted = _ROOTED.search(before)
    if rooted is None or _OWNERS.search(before):
        return False
    return rooted[0].count("/") > 1 or after.startswith("/")


def _is_file(text: str, start: int, end: int) -> bool:
    """A recording or document of one word, that nothing else in the text is called."""
    name = text[start:end]
    whole = start == 0 or not (text[start - 1].isalnum() or text[start - 1] in "_-.@\\/")
    if not (whole and name.islower() and name.isalnum()):
        return False
    return _OTHER_FILE.match(text, end) is not None and text.casefold().count(name) == 1
