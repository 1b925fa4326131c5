"""Join the parts of one name that the model found apart."""

import re
from collections.abc import Iterable
from dataclasses import replace

from detectors.model.tagged import Tagged

NAMES = frozenset({"PERSON", "FIGURE"})
_JOINT = re.compile(r"[-\u2010-\u2013'\u2019`\u00b4]?")
_INITIAL_LAST = re.compile(r"(?:^|[\s.])[^\W\d_]\.?$")


def join_pieces(text: str, spans: Iterable[Tagged]) -> list[Tagged]:
    """Joins over a hyphen or apostrophe ("O" + "Neill") and after an initial ("A." + "Bede")."""
    joined: list[Tagged] = []
    for span in spans:
        if joined and _belong(text, joined[-1], span):
            last = joined[-1]
            score, private = (last.score + span.score) / 2, (last.private + span.private) / 2
            joined[-1] = replace(last, end=span.end, score=score, private=private)
        else:
            joined.append(span)
    return joined


def _belong(text: str, left: Tagged, right: Tagged) -> bool:
    if left.label != right.label or left.label not in NAMES:
        return False
    gap = text[left.end : right.start]
    if _JOINT.fullmatch(gap):
        return True
    # The last four characters are enough to see an initial, however long the name.
    return gap in {".", ". ", " "} and bool(
        _INITIAL_LAST.search(text[max(left.start, left.end - 4) : left.end])
    )
