"""Is a word used, or only spoken about? "What does OFFICIAL-SENSITIVE mean" marks nothing."""

import re

_END = re.compile(r"[.?!]\s|\n")
_ABOUT = re.compile(
    r"(?i)\b(?:what(?:'s| is| are| does| do|\u2019s)|means?\b|meaning|definitions?|define|defines|"
    r"differences?|distinguish|explain\w*|explanation|example of|examples of|when (?:should|can|"
    r"do|must|"
    r"to|would)|whether|how (?:do|should|to|would|can)|guidance|guide|policy|policies|training|"
    r"leaflet|"
    r"glossary|quiz|template|wording|phrase|the (?:word|words|term|terms|marking|markings|label|"
    r"labels)\b|"
    r"tiers?|levels?|scheme|categor\w+|should (?:i|we|it|this|they|be)|could be|would be|"
    r"might be|may be|"
    r"if (?:it|this|the|a|an|they|you|we)\b|is (?:it|this|that|the|our|my)|are (?:they|these|"
    r"those|the)|"
    r"do (?:we|i|you)|can (?:we|i|you)|(?:is|are) there|do not|don['\u2019]t|never|any(?:thing)?|"
    r"no longer|"
    r"not|isn['\u2019]t|aren['\u2019]t|used to|replaces?d?|instead of|compare|list|summarise the|"
    r"clauses?|act|acts|regulations?|rules?|course|slides?|workshop|"
    r"beth (?:yw|mae|yd[yi])|ystyr|diffiniad|[cg]anllaw\w{0,3}|[pb]olis\w{1,4}|hyfforddiant|"
    r"nid yw|nid ydy|ddim yn|a y(?:w|d[yi])|os y(?:w|d[yi])|pryd (?:i|y)|enghraifft|esboniwch|"
    r"eglurwch|"
    r"gwahaniaeth)\b|\?"
)
_REACH = 160


def is_topic(text: str, start: int, end: int) -> bool:
    """True when the sentence around those characters asks, explains, supposes or denies."""
    return _ABOUT.search(_sentence(text, start, end)) is not None


def _sentence(text: str, start: int, end: int) -> str:
    before = text[max(0, start - _REACH) : start]
    begins = max((match.end() for match in _END.finditer(before)), default=0)
    after = text[end : end + _REACH]
    ends = re.search(r"[.?!](?:\s|$)|\n", after)
    return before[begins:] + " # " + after[: ends.end() if ends else len(after)]
