"""Between Welsh words a name the model is unsure of is nearly always none: it learned English."""

from detectors.known import PUBLIC
from detectors.rule import Hit
from detectors.welsh.gate import in_welsh

BELOW = 0.6  # measured on our Welsh records: of weaker names none was one
_AROUND = 80  # characters


def doubted(text: str, hit: Hit) -> Hit:
    """The same; an unsure one between Welsh words is not more than people are told of."""
    if hit.score >= BELOW or not in_welsh(text[max(0, hit.start - _AROUND) : hit.end + _AROUND]):
        return hit
    return Hit(hit.start, hit.end, min(hit.score, PUBLIC), (*hit.evidence, "between Welsh words"))
