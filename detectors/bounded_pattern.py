"""Whether a pattern somebody wrote can only ever cost a little: what the file of references allows.

Allowed are characters, classes, escapes, groups, alternatives and `?`, `{n}`, `{n,m}`. Refused is
what can match without end or in too many ways: `*`, `+`, `{n,}`, a repeat of a group that holds a
repeat, a back reference, a look-around.
"""

import re
from dataclasses import dataclass

LONGEST = 64  # characters a pattern may match
CHOICES = 2_000  # ways in which one place can be tried
_COUNT = re.compile(r"\{(\d{1,3})(?:,(\d{0,3}))?\}")
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]")


class PatternError(ValueError):
    """A pattern that is not allowed; says why."""


@dataclass(slots=True)
class _Group:
    """What is known of a group while it is read: widths of its branches, and its choices."""

    branches: list[int]
    choices: int = 1
    repeats: bool = False

    @property
    def width(self) -> int:
        return max(self.branches)


def bounded(pattern: str) -> re.Pattern[str]:
    """The pattern, compiled. Raises PatternError with the reason it is not allowed."""
    try:
        compiled = re.compile(pattern)
    except re.error as error:
        raise PatternError(f"is no regular expression: {error.msg}") from None
    whole = _read(pattern)
    if whole.width > LONGEST:
        raise PatternError(f"can match {whole.width} characters; {LONGEST} is the most")
    if whole.choices > CHOICES:
        raise PatternError("can match in too many ways; use fewer '?', '{n,m}' and '|'")
    if compiled.search("") is not None:
        raise PatternError("matches nothing at all, so it would match everywhere")
    return compiled


def _read(pattern: str) -> _Group:
    groups = [_Group([0])]
    at = 0
    while at < len(pattern):
        atom, at = _atom(pattern, at, groups)
        if atom is not None:
            at = _repeat(pattern, at, groups[-1], atom)
    return groups[0]


def _atom(pattern: str, at: int, groups: list[_Group]) -> tuple[_Group | None, int]:
    """The next thing that can be repeated, or None, and where the pattern goes on."""
    sign = pattern[at]
    if sign == "(":
        return None, _open(pattern, at, groups)
    if sign == ")":
        return groups.pop(), at + 1
    if sign == "|":
        groups[-1].branches.append(0)
        groups[-1].choices += 1
        return None, at + 1
    if sign in "^$":
        return None, at + 1
    if sign == "\\":
        return _escape(pattern[at + 1]), at + 2
    match = _CLASS.match(pattern, at) if sign == "[" else None
    return _Group([1]), match.end() if match else at + 1


def _open(pattern: str, at: int, groups: list[_Group]) -> int:
    groups.append(_Group([0]))
    if not pattern.startswith("(?", at):
        return at + 1
    if not pattern.startswith("(?:", at):
        raise PatternError("uses '(?...'; only '(?:...)' is allowed")
    return at + 3


def _escape(sign: str) -> _Group | None:
    if sign.isdigit():
        raise PatternError("refers back to a group")
    return None if sign in "bBAZ" else _Group([1])


def _repeat(pattern: str, at: int, around: _Group, atom: _Group) -> int:
    """Add the atom, as often as what stands behind it says, to the group around it."""
    low, high, end = _times(pattern, at)
    if end > at and atom.repeats:
        raise PatternError("repeats a group that holds a repeat")
    if pattern[end : end + 1] and pattern[end] in "?+*" and end > at:
        raise PatternError("has a repeat behind a repeat")
    ways = atom.choices ** max(high, 1) if atom.choices > 1 else 1
    around.choices *= min(ways, CHOICES + 1) * (high - low + 1)
    around.repeats = around.repeats or end > at or atom.repeats
    around.branches[-1] += atom.width * high
    return end


def _times(pattern: str, at: int) -> tuple[int, int, int]:
    """The least and the most times, and where the pattern goes on."""
    sign = pattern[at : at + 1]
    if sign and sign in "*+":
        raise PatternError(f"uses '{sign}', which has no end; write how often, as in {{2,8}}")
    if sign == "?":
        return 0, 1, at + 1
    count = _COUNT.match(pattern, at)
    if count is None:
        return 1, 1, at
    if count[2] == "":
        raise PatternError("uses '{n,}', which has no end; write the most, as in {2,8}")
    return int(count[1]), int(count[2] or count[1]), count.end()
