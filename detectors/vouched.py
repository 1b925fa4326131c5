"""Names that something of their owner's vouches for: a mailbox made of the name, a department in
brackets, the same name in other letters, a nickname in quotation marks inside the whole name.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from detectors.introduced import DEPARTMENT
from detectors.known import is_jargon
from detectors.rule import Hit

MAILBOX, BRACKETED, LETTERS, NICKNAME = 0.75, 0.5, 0.7, 0.65
NICKNAMES = 8  # that are looked at in one text

_MAILBOX = re.compile(
    r"(?<![\w@.'\u2019-])"
    r"(?P<value>(?P<name>[A-Z][a-z\u00c0-\u024f]{2,14})(?: [A-Z][\w'\u2019-]{1,20})?)"
    r"(?:,? ?[(<\[]|[,:] | [-\u2013] | (?:at|on) | )(?:e-?mail:? )?(?P<local>[\w.+-]{2,40})@\w"
)
_IN = re.compile(rf",? \((?:in |from |at )?(?:the )?{DEPARTMENT}(?: team| office| dept)?\)")
_OTHER_LETTERS = re.compile(
    r"(?P<value>[\u0370-\u1dff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
    r"[\u0370-\u1dff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af \u00b7-]{0,40}(?<! )) ?[(\uff08/]? ?$"
)
_QUOTED = re.compile(r"[\"\u201c\u2018'](?P<value>[A-Z][A-Z\d])[\"\u201d\u2019']")


def vouched(text: str, found: Sequence[Hit], seen: Sequence[tuple[int, int]]) -> Iterator[Hit]:
    """`found` are people found by name; `seen` is where the model, however unsure, saw a name."""
    if "@" in text:
        yield from _beside_mailboxes(text)
    for start, end in seen:
        if _IN.match(text, end) and not is_jargon(text[start:end]):
            yield Hit(start, end, BRACKETED, ("a name before a department",))
    for hit in found:
        before = _OTHER_LETTERS.search(text, max(0, hit.start - 44), hit.start)
        if before:
            yield Hit(*before.span("value"), LETTERS, ("the same name in other letters",))
    yield from _nicknames(text, found)


def _beside_mailboxes(text: str) -> Iterator[Hit]:
    for match in _MAILBOX.finditer(text):
        if match["local"].casefold().startswith(match["name"].casefold()):
            yield Hit(*match.span("value"), MAILBOX, ("a name beside a mailbox of that name",))


def _nicknames(text: str, found: Sequence[Hit]) -> Iterator[Hit]:
    """All places of two capitals quoted right behind a first name: Kwabena "KB" Asante."""
    for quoted in islice(_QUOTED.finditer(text), NICKNAMES) if found else ():
        at = quoted.start()
        if not any(hit.end in {at, at - 1} or hit.start < at < hit.end for hit in found):
            continue
        for place in re.finditer(rf"(?<!\w){quoted['value']}(?!\w)", text):
            yield Hit(*place.span(), NICKNAME, ("a nickname of a name in this text",))
