"""Teams, wards, blocks, services and goods that bear a name, told by the noun beside it."""

import re

BEFORE, AFTER = 72, 160  # characters looked at

_KINDS = (
    r"(?:domain controllers|servers|hosts|vms|modules|packages|libraries|(?:micro)?services|apis|"
    r"blocks|tower blocks|towers|wards|teams|squads|firms|contractors|suppliers|brands|labels|"
    r"products|bots|chatbots|gritters|minibuses|vans|rooms|sites|parks|schools|pubs|villages|"
    r"streets|branches|tables|columns|variables|fonts|typefaces|releases|sprints|queues|classes|"
    r"year groups|house names|forms|varieties|breeds|ships|boats|storms|clusters|databases)"
)
_NOUN = (
    r"(?:team|squad|wards?|wing|project|programme|scheme|depot|suite|cluster|estate|"
    r"microservices?|theme|typeface|font|pipeline|dashboard|module|server|bot|chatbot|gritter|"
    r"minibus|"
    r"class|classroom|polling (?:station|district)|by-?election|division|locality|academy|"
    r"nursery school|"
    r"primary school|library|leisure centre|community centre|car park|roundabout|"
    r"flats|maisonettes|tower block|lifts? shaft|wallpaper|candles|perfume|aftershave|trainers|"
    r"jeans|"
    r"jumpers|vouchers?|gift cards?|gateaux?|crisps|biscuits|whisky|gin|vodka|lager|sofas?|"
    r"mattress(?:es)?|vacuum cleaners?|drive-through|outlets?|franchise|locomotives?|boilers?|"
    r"tyres|tractors?|mowers?|handsets?|hydrangeas?|roses|tulips?|daffodils?|dahlias?|apples?|"
    r"potatoes|plums|pears|tomatoes)"
)
_FEWER = (
    r"(?:(?:blocks|towers|bags|watches|parks|bridges|locks)(?= (?:will|are|were|have|had|and)\b|"
    r"[:,.;?]|$)|"
    r"(?:docks|quays|streets|roads|stations)\b)"
)
_CAPITAL = r"[A-Z][\w'\u2019-]{1,20}(?: [A-Z][\w'\u2019-]{1,20})?"
_OTHERS = rf"(?:(?:, | and | & | or )(?:[Tt]eam |[Ww]ard )?{_CAPITAL}){{0,4}}"
_FOLLOWED = re.compile(rf"{_OTHERS} (?:{_NOUN}\b|{_FEWER})")
_PRECEDED = re.compile(
    r"\b(?:[Ss]quad|Team|Project|Operation|Programme|Block|Plot|Lot|[Ll]ocomotive|[Cc]lematis|"
    r"[Tt]ab|"
    r"[Ww]orksheet|named range|[Uu]nit|[Qq]ueue|[Nn]amespace|(?:^|[Oo]n|[Ii]n|[Tt]o|[Ff]rom|and) "
    r"Ward) $"
)
_SEVERAL = re.compile(
    rf"\b(?:[Bb]locks|[Ww]ards|[Tt]owers|[Ss]quads|Teams|Lots|Plots|Units|Classes|Suites) "
    rf"(?:{_CAPITAL}(?:, | and | & | or )){{0,5}}$"
)
_CLASS = re.compile(
    r"(?i)\b(?:gems?|packages?|librar(?:y|ies)|modules?|plug-?ins?|dependenc(?:y|ies)|containers?|"
    r"pods?|namespaces?|microservices?|daemons?|queues?|topics?|branch(?:es)?|schemas?|buckets?|"
    r"clusters?|repos?|pipelines?|playbooks?|variables?|functions?|methods?|components?) "
    r"(?:[a-z][\w-]{1,20}(?:, | and | or )){0,3}$"
)
_LISTED = re.compile(
    rf"(?i)\b{_KINDS}(?: are| were|:| called| named){{1,2}} "
    r"(?:[A-Z][\w'\u2019-]{1,20}(?: [A-Z][\w'\u2019-]{1,20})?(?:, | and | & | or )){0,5}$"
)
_ARE = re.compile(
    r"(?:(?:, | and | & | or )[\w'\u2019-]{1,20}){0,4},? (?:are|were) (?:(?:our|the|all|both|two|"
    r"three|"
    rf"four|five|six|\w{{2,12}}) ){{0,3}}{_KINDS}\b",
    re.I,
)
_NOTED = re.compile(
    rf"[^()\n]{{0,120}}\((?:(?:all|both|these|two|three|four|are|our|"
    rf"the) ){{0,4}}(?!of )(?:\w{{2,12}} )?"
    rf"{_KINDS}\)|"
    rf"[^()\n]{{0,120}}[.;,] ?-? ?(?:[Tt]hey|[Tt]hese|[Tt]hose|[Bb]oth|[Aa]ll three|which) are "
    rf"(?:\w{{2,12}} ){{0,2}}{_KINDS}\b",
)
_CREATURE = re.compile(
    r"(?i),? (?:the|our|a|an) (?:[\w-]{2,14} ){0,2}(?:squirrel|hedgehog|bear|fox|owl|badger|otter|"
    r"lion|"
    r"tiger|elephant|giraffe|mouse|rabbit|duck|frog|dragon|dinosaur|caterpillar|"
    r"butterfly|snail|ladybird|wolf|monkey|donkey|horse|pony|dog|cat|pig|cow|sheep|goat|hen|robot|"
    r"penguin|panda|bee|puffin|"
    r"(?:police|guide|therapy|assistance|sniffer|office|school) (?:dog|cat)|bot|chatbot|mascot|"
    r"gritter|minibus|tractor|snow ?plough|steam engine|lifeboat|narrowboat)\b"
    r"(?! (?:walk|groom|warden|own|train|handl|sit|lover|man|lady|breed|keep|catch|behav))"
)
_PRODUCT = re.compile(
    r"[*_\"\u201d\u2019)`]{0,2},? (?:is )?(?:an?|our|the) (?:[\w-]{2,16} ){0,4}(?:application|app|"
    r"chatbot|software|"
    r"platform|tool|game|plug-?in|framework|library|website|web site|brand|product|start-?up|"
    r"magazine|"
    r"newspaper|podcast|programming language|database|camera|camcorder)"
    r"(?=[.,;:)]|$| (?:for|that|which|with|to|in|powered|by|from)\b)"
)
_WORK = re.compile(
    r"(?i)\b(?:poem|song|book|novel|film|movie|play|album|painting|sculpture|game|series|podcast|"
    r"episode|"
    r"track|sonnet|musical|opera|comic)s?(?: (?:named|called|titled|"
    r"entitled))?:? [\"\u201c\u2018'*_]{1,2}$"
)
_ENTITLED = re.compile(
    r"(?i)\b(?:poem|song|novel|film|movie|album|painting|sonnet|musical|opera)s? (?:named|called|"
    r"titled|entitled) $"
)
_CLOSED = re.compile(r"[\"\u201d\u2019'*_]")
_SIZE = re.compile(
    r" (?:is )?(?:big|large|small) enough for \d|"
    r" (?:is )?free at \d{1,2}(?!\w)(?=.{0,20}\bprojector)"
)
_TO = re.compile(r" to (?:v ?)?\d+(?:\.\d+)+")
_ROLLED = re.compile(
    r"(?i)\b(?:roll(?:ed)?[- ]?back|rollback|upgrad\w{1,3}|downgrad\w{1,3}|bump|patch|"
    r"deploy)(?: of)? $"
)
_HOST = re.compile(
    r" (?:is|=|was) (?=[a-z-]{2,24}\d)[a-z]{2,12}(?:-[a-z\d]{1,10}){1,3}\b|"
    r" v\d{1,3}\.\d|"
    r" v?\d{1,3}\.\d{1,3}\.\d{1,3} (?:->|\u2192|to) v?\d"  # a date may be written with full stops
)
_COUNT = r"(?: \([\w ]{1,16}\))? x ?\d{1,3}\b"
_COUNTS = re.compile(_COUNT)
_COUNTED = re.compile(rf"{_COUNT}[^.\n]{{0,60}} x ?\d")
_ALSO_COUNTED = re.compile(r" x ?\d{1,3}\b[^.\n]{0,60}$")
_VIRTUAL = re.compile(
    r"(?i)[\"\u201d]?,? (?:is )?(?:our|the|your|an?) (?:[\w'\u2019-]{2,14} ){0,3}(?:virtual|"
    r"digital|animated|"
    r"automated|ai|voice|talking) (?:assistant|helper|agent|trainer|guide|receptionist|adviser|"
    r"advisor|avatar|character|host)\b"
)
_THROWS = re.compile(
    r" (?:throws?|returns?|answers? with|responds? with) (?:an? )?(?:[345]\d\d\b|HTTP|exception|"
    r"time-?outs?|null\b|None\b)"
)


def is_called(text: str, start: int, end: int) -> bool:
    """True for the name of a team, ward, block, service, beast or brand beside its noun."""
    before, after = text[max(0, start - BEFORE) : start], text[end : end + AFTER]
    if any(what.match(after) for what in _TOLD_AFTER):
        return True
    if any(what.search(before) for what in (_LISTED, _ENTITLED)):
        return True
    if text[start].isupper() and (
        _FOLLOWED.match(after) or _PRECEDED.search(before) or _SEVERAL.search(before)
    ):
        return True
    if text[start].islower() and _CLASS.search(before):
        return True
    return any(first.search(before) and then.match(after) for first, then in _TOLD_BY_BOTH)


_TOLD_AFTER = (
    _ARE, _NOTED, _CREATURE, _PRODUCT, _HOST, _VIRTUAL, _SIZE, _THROWS, _COUNTED,
)  # fmt: skip
_TOLD_BY_BOTH = ((_WORK, _CLOSED), (_ROLLED, _TO), (_ALSO_COUNTED, _COUNTS))
