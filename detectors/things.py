"""Machines, animals, rooms, storms, firms and cases that are named like people, told by the words
around: "servers homer, marge and bart", "Storm Babet", "patel brothers (the shop)".
"""

import re

BEFORE, AFTER = 72, 64  # characters looked at

_MACHINE = (
    r"(?:(?:file |web |sql |mail |app |print )?servers?|printers?|mfds?|copiers?|routers?|"
    r"vms?|virtual machines?|chat ?bots?|voice ?bots?|robots?|drones?|gritters?|snow ?ploughs?|"
    r"mowers?|lawnmowers?|pool cars?|minibus(?:es)?|tractors?|locomotives?|tbms?|tunnel boring "
    r"machines?|(?:rpa )?bots|narrow ?boats?|barges?|ferry|ferries|lifeboats?|trawlers?|yachts?|"
    r"dredgers?|"
    r"tugs?|virtual assistants?|mascots?|avatars?|test env(?:ironment)?s?)"
)
_STORM = r"(?:(?:named )?storms?|hurricanes?|cyclones?|typhoons?)"
_ANIMAL = (
    r"(?:(?:guide |drug |therapy |police |sniffer |search |assistance |rescue |adoptable |school "
    r")?(?:dogs?|puppy|puppies|cats?|kittens?)|spaniels?|labradors?|alsatians?|pony|ponies|horses?|"
    r"donkeys?|hens?|chickens?|goats?|sheep|rabbits?|guinea pigs?|hamsters?|tortoises?|parrots?|"
    r"alpacas?|llamas?|pigs?|cows?)"
)
_ROOM = (
    r"(?:(?:meeting|training|committee|conference|interview|breakout|seminar|function) "
    r"(?:rooms?|suites?)|sprints?(?: names?)?|release names?|code ?names?|host ?names?|tables? for "
    r"[\w ]{3,16}:|class(?:rooms|es) named after)"
)
_THING = rf"(?:{_MACHINE}|{_STORM}|{_ANIMAL}|{_ROOM})"
_ANY = (
    rf"(?:{_THING}|rooms?|lifts?|vans?|cars?|trains?|trams?|lorr(?:y|ies)|trailers?|boats?|ships?|"
    r"buses|bus|bots?|databases?|clusters?|laptops?|puppets?|projects?|suites?|pets?)"
)
_INTRODUCED = re.compile(
    rf"(?i)(?:(?<![\w'\u2019-]){_THING}(?: (?:are |is |was )?(?:called|named|nicknamed))?"
    r"(?: [\"'\u201c\u2018]?)|"
    rf"(?<![\w'\u2019-])(?:{_ROOM}|rooms|vms|virtual machines|{_ANIMAL}(?<=s))(?:: |"
    rf" \()(?=.{{2,30}}(?:,| and | seats ))|"
    rf"(?<![\w'\u2019-]){_ANY}(?: (?:are|is|was|we|just|now|has been|been)){{0,2}} "
    r"(?:called|named|nicknamed|christened|renamed) [\"'\u201c\u2018]?)"
    r"(?P<list>(?:[\w'\u2019]{2,14}(?: \([\w ,.]{1,20}\)| [\d.,k\u00a3%]{1,8})?(?:, | and | & |"
    r" or )){0,4})$"
)
_MANY = re.compile(
    r"(?i)(?:s|called|named|puppies|ponies|ferries|buses|chatbot|storm|"
    r"tbm)[ :\"'\u201c\u2018(-]{1,3}$"
)
_BEGINS = re.compile(rf"(?i){_THING} (?=\w)")
_ORDERED = re.compile(
    r"\b(?i:docker (?:image|run|pull|exec)|container|git checkout|branch(?: (?:called|named))?|"
    r"lot \d{1,2}[a-z]?:?|call(?:s|ed)? (?:it|this one|that one|ours|the (?:old|new|big|little|"
    r"small|spare|first|second|other) one)|re-?boot(?:ed)?|restart(?:ed)?|power[- ]?cycled?|"
    r"re-?imag(?:ed?|ing)|decommission(?:ed)?|ssh(?: (?:in)?to)?|rdp (?:in)?to|"
    r"fail(?:ed)? ?over to|failover to) $"
)
_QUERIED = re.compile(r"\b(?:FROM|JOIN|INTO|UPDATE|TABLE) $")
_PING = re.compile(r"(?i)\bping $")
_PINGED = re.compile(
    r"(?i) (?:fails|failed|times out|timed out|works|answers|replies|is unreachable)"
)
_STATE = re.compile(
    r"(?i) (?:is|are|was|went|goes|keeps?|has been|being|comes? back|throws?|shows?|needs|"
    r"runs)(?: \w{2,10})? ?(?:down again|"
    r"out of toner|out of paper|jammed|crash(?:ing|ed)(?! (?:out|his|her|the|a|into))|"
    r"reboot(?:ing|ed)|freezing on|patching|at \d{1,3} ?% (?:disk|cpu|memory|full)|"
    r"on (?:dialogflow|linux|"
    r"windows|azure|aws|port|vlan)|e\d{1,3}\b|error \d)|"
    r" seats \d| has no (?:screen|projector|windows|whiteboard)"
)
_GLOSSED = re.compile(
    rf"(?i),? ?\(?(?:our|the|a|an|council's) (?:[\w-]{{2,14}} ){{0,2}}(?:{_MACHINE}|{_ANIMAL})"
    r"(?=[).,;]|$)|"
    r" is (?:our|the|a|an|my|your) (?:[\w-]{2,14} ){0,2}(?:virtual assistant|system|app|tool|"
    r"database|platform|"
    r"portal|"
    r"chat ?bot|bot|robot|mascot|dog|cat|printer|server|van|boat|suppliers?|gateway|newsletter)"
    r"(?= ?[(.,;:]| and\b| but\b| that\b| thing\b|$)|"
    r" the (?:builders|plumbers|roofers|solicitors|suppliers|caterers|butchers|florists|printers|"
    r"contractors|architects|surveyors|undertakers|bakers|movers|electricians)\b|"
    r":latest\b|\.(?:id|py|js|sql|csv|exe|local|internal|conf|yaml|json)\b|"
    r" \((?:(?:sql|iis|dc|dns|dhcp|spare)|the (?:shop|firm|company|business|suppliers?|agency|"
    r"contractors|builders|bank))[),]"
)
_BODY = r"(?:Ltd|Limited|plc|PLC|LLP|llp|ltd|limited|CIC|Inc|GmbH)"
_TRADE = (
    r"(?:construction|electrical|electrics|roofing|builders|building services|plumbing|heating|"
    r"joinery|scaffolding|groundworks|landscapes|landscaping|motors|solicitors|chambers|catering|"
    r"bakery|butchers|florists|pharmacy|chemists?|opticians|newsagents?|coaches|taxis|minicabs|"
    r"haulage|transport|skips?|skip hire|recycling|cleaning services|surveyors|architects|"
    r"consulting|"
    r"consultants|consultancy|recruitment|engineering|contractors|developments|estates|lettings|"
    r"holdings|associates|lift services|telecoms?|plant hire|tool hire|civils|demolition|timber|"
    r"windows|glazing|decorators|flooring|fencing|tree services|garden services|removals|logistics|"
    r"foods|dairy|farms|brewery|wines|funeral directors)"
)
_FIRM = re.compile(
    rf" ?[&+] ?(?:Co|CO)\b(?!-)|"
    rf"(?:['\u2019]s)?(?: [A-Z&][\w&'\u2019.-]{{0,16}}){{0,2}} {_BODY}\b|"
    rf"(?i: {_TRADE}\b(?!['\u2019]))"
)
_GOODS = re.compile(
    r" (?:Couriers|Deliveries|Supplies|Systems|Solutions|Products|Industries|Technologies|Ventures|"
    r"Printers|"
    r"Signs|Interiors|Kitchens|Bathrooms|Drainage|Paving|Aggregates|Quarries|Trucks|Analytics|"
    r"Studios|"
    r"Publishing|Publishers|Toys|Caterers|Cleaners|Fabrications|Fasteners|Pumps|Batteries|"
    r"Bearings)\b"
)
_NAMES_A_TRADE = re.compile(rf"(?i) (?:{_TRADE}|{_BODY})$")
_KIN_OF = re.compile(
    r"(?i) (?:bros|brothers)\b| ?(?:&|\+) (?:co|sons?|daughters?|bros|brothers)\b| and (?:co|"
    r"sons)\b"
)
_PARTNERS = re.compile(r" ?[&+] [A-Z][\w'\u2019-]{1,20}(?: [A-Z][\w'\u2019-]{1,16})?(?!\w)")
_WORKS = re.compile(
    r" (?:(?:also|have|has|both) )?(?:wrote (?:the|our|a)|drafted|did the|drew|designed|built|"
    r"costed|"
    r"surveyed|valued|audited|advises? (?:on|us)|cleans?|quoted|won the|re-?surfac\w{1,3}|"
    r"suppl(?:y|ies|ied)|"
    r"installed|demolish\w{1,2}|tarmacked|manufactur\w{1,2})\b"
)
_TRADING = re.compile(
    r"(?i)\b(?:bids?|quote[ds]?|tender\w{0,3}|suppliers?|invoices?|lot \d|contract\w{0,3}|firms?|"
    r"purchase|po \d|\u00a3)"
)
_PREMISES = re.compile(
    r"['\u2019]s? (?:[A-Z][\w'\u2019]{1,14} )?(?:Tearooms?|Tea ?rooms?|Caf[e\u00e9]|Kebabs?|Diner|"
    r"Garage|Bakery|Bar|Grill|Kitchen|Pizza|Pizzeria|Plaice|Chippy|Fish Bar|Takeaway|Barbers?|"
    r"Hairdressers?|Salon|Nails|Florists?|Flowers|Stores?|Shop|Bookshop|Newsagents?|Deli|"
    r"Butchers?|Arms|Inn|Motors|Autos|Tyres|Pantry|Sandwich\w{0,3}|Restaurant|Bistro|Wines|"
    r"Gym|Nursery|Yard|Farm Shop|Cabs|Cars|Tandoori|Balti|Spice)\b"
)
_ABBREVIATED = re.compile(r" (?:Rd|Ln|Pl|Ave|Cres|Tce|Gdns|Cl)\.?$")
_LAW = re.compile(
    r"(?:['\u2019]s?)? (?:(?:Law|law|Rule|test|Test|principles?|guidelines|competence|"
    r"competent|factor|coefficient|index|criteria|unreasonableness|hypothesis|theorem|syndrome|"
    r"scale|formula|diagram|distribution|alpha|kappa)\b)"
)
_JUDGE = re.compile(r"\bJustice $")
_CITED = re.compile(
    r"\[(?:19|20)\d\d\]|\((?:1[6-9]\d\d|20[0-2]\d)\)|\b(?:UKSC|EWCA|EWHC|UKHL|EAT|UKUT)\b"
)
_VERSUS_BEFORE = re.compile(r"(?:\bR ?\([^()\n]{0,40}|.\)? v\.? (?:[A-Z]\w+ ){0,3})$")
_VERSUS_AFTER = re.compile(r"\)?(?: [A-Z]\w+){0,3}\)? v\.? [A-Z]")
_CITATION = 90


def is_thing(text: str, start: int, end: int, *, many: bool = False) -> bool:
    """True for a name straight after "server", "Storm", "a dog called", or that is rebooted.

    `many`: only after words for several things, which others in the same list are then too.
    """
    before = text[max(0, start - BEFORE) : start]
    if match := _INTRODUCED.search(before):
        return not many or bool(match["list"] or _MANY.search(before))
    if _ORDERED.search(before) or _BEGINS.match(text, start, end):
        return True
    if text[start].islower() and _QUERIED.search(before):
        return True
    after = text[end : end + AFTER]
    if _PING.search(before) and _PINGED.match(after):
        return True
    return bool(_STATE.match(after) or _GLOSSED.match(after))


def is_firm(text: str, start: int, end: int) -> int:
    """Where a firm's or place's name ends that begins with this name; 0 for none."""
    if _ABBREVIATED.search(text, start, end):
        return end
    after = text[end : end + AFTER]
    if _NAMES_A_TRADE.search(text, start, end) or _GOODS.search(text, start, end):
        return end
    match = _FIRM.match(after) or _PREMISES.match(after) or _GOODS.match(after)
    if not match and (match := _PARTNERS.match(after)):
        at_work = _WORKS.match(after, match.end()) or _trades(text, start, end + match.end())
        return end + match.end() if at_work and " " not in text[start:end] else 0
    if not match and (match := _KIN_OF.match(after)) and not _trades(text, start, end):
        return 0  # "the Khan brothers moved in" are people
    return end + match.end() if match else 0


def is_law(text: str, start: int, end: int) -> bool:
    """True for what a law, a test or a scale is called after, and a party to a reported case."""
    after = text[end : end + AFTER]
    if _LAW.match(after) and text[start].isupper():
        return True
    if _JUDGE.search(text, max(0, start - 12), start) or text.startswith("Justice ", start):
        return True
    versus = _VERSUS_AFTER.match(after) or _VERSUS_BEFORE.search(text[max(0, start - 60) : start])
    near = text[max(0, start - _CITATION) : end + _CITATION]
    return versus is not None and _CITED.search(near) is not None


def _trades(text: str, start: int, end: int) -> bool:
    return _TRADING.search(text, max(0, start - 80), end + 80) is not None
