"""Wording that makes a text one about a subject: pieces of work, people in general, jobs."""

import re
from bisect import bisect_left

from detectors.gates import All, AnyOf
from detectors.gist import Gist

_WORK = (
    r"(?:motion|leaflets?|posters?|polic(?:y|ies)|strateg(?:y|ies)|training|courses?|workshops?|"
    r"session|update|awareness|guidance|guide|guidelines?|funding|slides?|presentation|briefing|"
    r"webinar|conference|event|quiz|budget|statistics|stats|figures|campaign|charter|project|"
    r"services?|programmes?|toolkit|lead|board|committee|panel|partnership|protocol|procedures?|"
    r"clause|scheme|framework|standards?|regulations?|law|legislation|code|faqs?|page|newsletter|"
    r"explainer|factsheet|handbook|lesson|display|exhibition|review|report(?:s|ing)?|audit|"
    r"inspection|conference|network|forum|club|group|society|charit(?:y|ies)|centres?|hub|"
    r"agreement|notice|advert|talk|drop-in|stall|history|week|month|day|evening|café|cafe)\b"
)
_JOB = (
    r"(?:nurses?|officers?|workers?|teams?|leads?|managers?|directors?|trainers?|coordinators?|"
    r"co-ordinators?|consultants?|advis[eo]rs?|therapists?|physios?|physiotherapists?|champions?|"
    r"commissioners?|practitioners?|specialists?|clinics?|units?|wards?|teachers?|chaplains?|"
    r"counsellors?|researchers?|lawyers?|solicitors?|liaison|department|inbox|helpline|hotline)\b"
)
# Between a person and a term these speak of work on a subject, not of the person.
LOOSE = re.compile(
    r"(?i)\b(?:(?:about|regarding|concerning|on the subject of|"
    r"asks? (?:how|what|which|why|for|if)|asking|"
    r"(?:needs?|wants?|like|has) (?:a|an|the|some|three|six) (?!job|new|old|baby)|"
    r"comparison|table|percentages|paper|chart|dates?|column|noticeboard|translat\w{1,4}|"
    r"find out|how|what|which|whether|why|explain|draft|write|summarise|compare|turn|put|list|"
    rf"make|can you|take the|send|copy)\b|{_WORK})"
)
# Right after a term these make it part of the name of a piece of work, a job or a body.
WORK_FOLLOWS = re.compile(
    rf"(?i)(?:['\u2019]s?)?[^\w.!?;:,\n]{{1,3}}(?:(?:and|or|&) \w{{2,20}} )?"
    rf"(?:screening |prevention |detection |liaison |support |recruitment |health |care )?"
    rf"(?:{_WORK}|{_JOB}|(?:screening|prevention|rates?|prevalence|incidence|research|"
    r"communit(?:y|ies)|population|households|groups?|people|residents|patients|staff|families|"
    r"pupils|children|adults|carers|users?|victims|offenders|tenants|workers|women|men|couples|"
    r"visitors|parents|friendly|awareness|themes?|terms|pay gap|tables?|cards|"
    r"dates?|language|targets|hire|outreach|"
    r"enquiries|questions?|columns?|codes|paper|forms?|readers?|evaluation|prosecution|lines? to|"
    r"figures|data|enforcement|act \d{4})\b)"
)
# A capital after the term makes both a name: a street, a body, a day, a law.
TITLE_FOLLOWS = re.compile(
    r"(?:['\u2019]s)? (?:and \w{2,20} )?(?:Road|Street|Lane|Avenue|Close|Court|Terrace|Drive|Way|"
    r"House|Centre|Surgery|School|Hall|Ward|UK|Society|Trust|Foundation|Association|Alliance|"
    r"Awareness|Friends|Week|Month|Day|Act|Order|Partnership|Board|Network|Forum|Team|Strategy|"
    r"Policy|Scotland|Wales|Cymru|Action|Matters|Hospice|Hospital|Clinic|Unit|Group|Club|"
    r"Commission|Service|Services|Review|Charter|Church|Cathedral|Park|Inn|Arms|Loops?|Ltd|"
    r"Code|Champion|Committee|Panel|Programme|Project|Champions|Museum|Library|College|Academy)\b"
)
_IN_GENERAL = """
residents|people|patients|adults|children|tenants|families|women|men|pupils|students|employees|
carers|staff|customers|workers|users|those|anyone|someone with|someone who|everyone|everybody|
clients|if you|you are|you can|you may|your rights|victims|offenders|members|parents|visitors|
volunteers|managers|councils|governors|households|policy|policies|leaflet|guidance|strategy|quiz|
lesson|lesson plan|statistics|explain|define|definition|meaning of|what is|what are|what does|
what do|what did|what counts|what happens|whats the|what the|what's a|difference between|how many|
how do|how does|how should|how long|how are|when does|when do|when is|when must|who can|who may|
who counts|which|training|poster|faq|faqs|factsheet|worksheet|manifesto|manifestos|census|
history month|agenda|summarise the|compare|comparing|fictional|invented|made-up|made up|
hypothetical|scenario|scenarios|novel|assembly|display|museum|exhibition|glossary|template|
handbook|toolkit|newsletter|web page|webpage|website|web notice|blurb|advert|job description|
person specification|outline|procedure|protocol|criteria|terms of reference|per cent|percent|
percentage|prevalence|average|rate|rates|per \\d|in general|national|nationally|borough|county|
evidence on|legislation|act \\d{4}|section \\d+ of|the law|regulations|court of appeal|
supreme court|crossword|murder mystery|drop-down|column headings|json schema|regex|dpia|eia|spec|
commissioning|motion|time limit|pre-read|find out|tender|ward|wards|dashboard|directory|
induction|workshop|toolbox talk|briefing|bullet points|press release|display label|
display labels|timeline|talk|evening|caf\u00e9|cafe|speaker|trainer|presenter|facilitator|
protected characteristic|protected characteristics|equality impact|tick one|select one|
prefer not to say|yes / no|do you have|have you been|have you ever|have you had
""".replace("\n", "")
GENERIC = re.compile(rf"(?i)\b(?:{_IN_GENERAL})\b")
_BEGIN = frozenset(re.split(r"\W", one)[0] for one in _IN_GENERAL.split("|"))
_SHARE = re.compile(r"\d ?%")
_TABLE = re.compile(r"(?:[A-Za-z]{2,20} \d[\d,/]{0,8}[;,.] ){2}")
_TWO_CELLS = re.compile(r" \d[\d,/]{0,8}[;,.] [A-Za-z]{2,20} \d")
# Nobody in a text that says so of itself is real.
FICTION = re.compile(
    r"(?i)\b(?:fictional|fictitious|imaginary|made[- ]up|hypothetical|no real people|"
    r"murder mystery|(?:invented|example|dummy|sample) (?:child|person|character|family|case|"
    r"resident|patient|client|pupil|data|records?|names?))\b"
)
IS_FICTION = All(
    AnyOf(
        "fictional", "fictitious", "imaginary", "made", "hypothetical", "no real people",
        "murder mystery", "invented", "example", "dummy", "sample",
    ),
    FICTION,
)  # fmt: skip
# "I'm writing the blue badge form": the writer at work, not the writer's own life.
AT_WORK = re.compile(
    r"(?i)\b(?:design|writ|draft|prepar|do|run|teach|organis|deliver|present|research|commission|"
    r"chair|manag|support|plann|build|set|look|try|work|assess|review|updat)ing\b|"
    r"\b(?:need|want|wrote|write|asked|work|chair|teach|manage|run|support|must|should|can|could|"
    r"would|ask|tell|do|know|think|reckon|don['\u2019]?t|put|say|give|use|send|get)\b"
)


def _beginnings(gist: Gist) -> list[int]:
    return gist.starts(_BEGIN)


def is_generic(gist: Gist, start: int, end: int) -> bool:
    """Whether a stretch of a text speaks of people in general, or of a piece of writing."""
    text = gist.text
    places = gist.once(_beginnings)
    first, last = bisect_left(places, start), bisect_left(places, end)
    if any(GENERIC.match(text, place, end) for place in places[first:last]):
        return True
    if gist.has(_SHARE) and _SHARE.search(text, start, end):
        return True
    return gist.has(_TWO_CELLS) and _TABLE.search(text, start, end) is not None
