"""What a British address is made of, and how far one reaches. Every pattern is bounded."""

import re
from collections.abc import Iterable, Iterator

from detectors.gates import OneOf
from detectors.gist import Gist

POSTCODE = (
    r"(?:(?!QX|ZZ)[A-Z]{1,2}\d[A-Z\d]?[ \u00a0]{0,2}\d(?!(?:ST|ND|TH|"
    r"RD)\b(?<=[a-z]))[ABD-HJLNP-UW-Z]{2}|"
    r"BFPO ?\d{1,4}|"
    r"GIR ?0AA|(?:ASCN|STHL|TDCU|BBND|[BFS]IQQ|PCRN|TKCA) ?1ZZ)"
)
# In small letters only the areas there are count, and no ordinal: "e10 2nd" is a prize.
_AREAS = (
    "ab al b ba bb bd bh bl bn br bs bt ca cb cf ch cm co cr ct cv cw da dd de dg dh dl dn dt dy e "
    "ec eh en ex fk fy g gl gu gy ha hd hg hp hr hs hu hx ig im ip iv je ka kt kw ky l la ld le ll "
    "ln ls lu m me mk ml n ne ng nn np nr nw ol ox pa pe ph pl po pr rg rh rm s sa se sg sk sl sm "
    "sn so sp sr ss st sw sy ta td tf tn tq tr ts tw ub w wa wc wd wf wn wr ws wv yo ze"
)
SMALL_POSTCODE = re.compile(
    rf"(?<![\w-])(?:{'|'.join(sorted(_AREAS.split(), key=len, reverse=True))})"
    r"\d[a-z\d]? ?\d(?!st|nd|rd|th)[abd-hjlnp-uw-z]{2}(?![\w-])"
)
IS_POSTCODE = re.compile(POSTCODE, re.IGNORECASE)
_ORDINAL = re.compile(r"(?i)[A-Z]{1,2}\d[A-Z\d]? \d(?:st|nd|th)")


def is_ordinal(text: str) -> bool:
    """True for "B1 2nd", which a postcode in small letters could be taken for."""
    return _ORDINAL.fullmatch(text) is not None and not text.isupper()


_KINDS = (
    "Street St Road Rd Avenue Ave Av Close Cl Crescent Cresc Cres Grove Gr Drive Dr Lane Ln "
    "Terrace Terr Ter Court Ct Place Pl Gardens Gdns Square Sq Mews Row Rise Hill Walk Way Park "
    "View Vw Green Parade Wharf Quay Yard Bank Croft Garth Fold Fields Field Meadows Meadow Vale "
    "Mount Brow Bridge Buildings House Cottages Cottage Maltings Gate Gait Path Circus Villas "
    "Rents Approach Passage Arcade Brae Wynd Loan Vennel Lodge Tower Towers Point Heights Flats "
    "End Edge Crest Dene Side Parkside Hythe Market Moorings Lonning Ginnel Chare Spinney Paddock "
    "Paddocks Ridgeway Lindens Site Estate Est"
)
_KIND = rf"(?:{'|'.join(sorted(_KINDS.split(), key=len, reverse=True))})"
_SURE_KIND = (
    r"(?:street|st|road|rd|avenue|ave|close|cl|crescent|cres|grove|terrace|terr|gardens|gdns|"
    r"lane|ln|drive|"
    r"court|mews|square|parade|wynd|brae|crescent|passage|house)"
)
_CAP = r"(?:[A-Z\u00c0-\u00d6\u00d8-\u00dd][\w'\u2019.-]{0,24})"
_LITTLE = r"(?:of|the|upon|on|y|yr|na|le|in|by|cum|under|and)"
_NAME = rf"{_CAP}(?: (?:{_LITTLE} ){{0,2}}{_CAP}){{0,3}}"
_WORD_NUMBER = (
    r"(?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve|Thirteen|Fourteen|"
    r"Fifteen|Sixteen|"
    r"Seventeen|Eighteen|Nineteen|Twenty)"
)
_HOUSE_NUMBER = (
    rf"(?:(?:[Nn]o\.? ?|NO\.? )?\d{{1,4}}[A-Za-z]?(?:[-\u2013]\d{{1,4}}[A-Za-z]?)?|"
    rf"{_WORD_NUMBER})"
)
_WELSH_KIND = (
    r"(?:Heol|Ffordd|L\u00f4n|Lon|Stryd|Maes|Rhes|Clos|Rhodfa|Bryn|Teras|Cilgant|"
    r"Llys)(?:['\u2019]r)?"
)
# Behind a number these name a street as well; without one they are hills, brooks and fields.
_WELSH_NUMBERED = (
    r"(?:Tai|Glan|Parc|Cae|Gerddi|Trem|Golwg|Cwrt|Rhiw|Allt|Plas|Stad|Ystad|Cylch|Cefn|Llwybr|Nant|"
    r"Pen|Erw|Bro|Dol|D\u00f4l|Gelli|Coed|Pant|Porth|Rhyd|Y Stryd|Yr Heol|Y Maes|Sgw\u00e2r)"
    r"(?:['\u2019]r)?"
)
_WELSH_REST = rf"(?: (?:{_CAP}|y|yr|na|Tr\u00e1|isaf|uchaf)){{1,3}}"
_STREET = (
    rf"(?:{_CAP} (?:(?:{_CAP}|{_LITTLE}) ){{0,3}}{_KIND}\.?|The {_CAP}(?! of\b)|"
    r"[A-Z][a-z]{2,12}(?:gate|market|side|croft|garth|mount)\b|"
    rf"(?:{_WELSH_KIND}|B\u00f3thar|Sr\u00e1id){_WELSH_REST})"
)
_NOT_HEAD = (
    r"(?!(?:km|miles|metres|people|residents|years|Year|January|Jan|February|Feb|March|Mar|"
    r"April|Apr|May|June|Jun|July|Jul|August|Aug|September|Sept|Sep|October|Oct|November|Nov|"
    r"December|Dec|GP|Act|In|On|The Act)\b)"
)
_UNIT = (
    r"(?:(?:Flat|FLAT|flat|Fflat|fflat|Apartment|Apt\.?|apt|Caraf\u00e1n|Ystafell|Unit|Room|Rm|"
    r"Caravan|caravan|Plot|Chalet|Hut|"
    r"Croft|Studio|Bed|Pitch|Block|Hostel)"
    r" (?:\d{1,3}[A-Za-z]?(?:/\d)?|[A-Z])|(?:Top|Garden|Basement|Ground Floor|First Floor|"
    r"First floor|basement|garden|top) [Ff]lat|"
    r"Ground Floor (?:Left|Right)|(?:First|Second|Third|Top|Ground) [Ff]loor|Penthouse|Annexe|"
    r"The Annexe|\d/\d|(?:rear|front) of|"
    r"[Ll]and adj\.?(?:acent to)?|c/o)"
)
# The minutes of a time are no house: "06:05 Beatrice Street, then Francis Close".
_NUMBERED = re.compile(
    rf"(?<![\w.,/\u00a3-])(?<!\d:)(?:{_UNIT},?[ \n]){{0,2}}{_HOUSE_NUMBER},? "
    rf"(?:{_NOT_HEAD}{_STREET}|{_WELSH_NUMBERED}{_WELSH_REST})"
    r"(?![\w'\u2019])"
)
# "The Willows, Bell Lane" and "Bryn Eithin, Heol y Capel": a house with a name, then its street.
_HOUSE_WORD = (
    r"(?:House|Cottage|Farm|Lodge|Barn|Hall|Villa|Mill|Rectory|Vicarage|Bungalow|Gables|Willows|"
    r"Hollies|Manor|"
    r"Grange|Orchard|Croft|Tower|Towers|Lofts|Heights|Court|Point|Buildings|Flats|Forge|Fold|"
    r"Chase|Schoolhouse|Stables)"
)
_NAMED = re.compile(
    rf"(?<![\w\u00a3-])(?:{_UNIT},?[ \n]){{0,2}}"
    rf"(?:(?:The|the) {_CAP}(?: {_CAP}){{0,2}}|(?:{_CAP} ){{1,3}}{_HOUSE_WORD}|"
    rf"(?:Ty|T\u0177|Bryn|Pant|Tan|Ael|Blaen|Plas|Tigh|Pen|Llys|Bwthyn|Tyddyn|Hafod|Hendre|"
    rf"Gl[ay]n|Erw|"
    rf"Cae|Min|Nant|Cefn|Rhos|Bod|Fferm|"
    rf"Maes)(?:['\u2019][nr] |[- ])[\w-]{{1,20}}(?: [\w-]{{1,16}}){{0,2}}|"
    rf"[A-Z][a-z]{{3,14}}(?=, \d)),[ \n]"
    rf"(?:\d{{1,4}}[A-Za-z]? )?{_STREET}(?![\w'\u2019])"
)
# "Fferm Tan-y-graig, Cwm Hesgin": of a farm or a cottage the place is the address.
_WELSH_HOUSE = re.compile(
    rf"(?<![\w\u00a3-])(?:Fferm|Bwthyn|Tyddyn|Hafod|Hendre|T\u0177|Ty)(?:['\u2019][nr]| y| yr)? "
    rf"{_CAP}(?: {_CAP}){{0,2}}, {_CAP}(?: {_CAP}){{0,2}}(?![\w'\u2019])"
)
_UNIT_AND_NAME = re.compile(
    rf"(?<![\w\u00a3-])(?:Flat|FLAT|Fflat|Apartment|Apt\.?|Caravan|Chalet|"
    rf"Plot) \d{{1,3}}[A-Za-z]?(?:/\d)?,?[ \n]"
    rf"(?:{_CAP}(?: {_CAP}){{0,3}})(?:, {_STREET}(?![\w'\u2019]))?"
)
# Any letter case: only kinds that mean nothing else, and no word of measure before them.
_NOT_PLAIN = (
    r"(?!(?:of|km|m|new|the|on|in|at|per|more|x|and|or|to|is|was|for|bed|way)\b|miles?|mins?\b|"
    r"minutes?|weeks?|days?|years?|hours?)"
)
_PLAIN = re.compile(
    rf"(?i)(?<![\w.,/\u00a3-])(?<!\d:)(?:flat \w{{1,4}},? |"
    rf"the \w{{2,14}},? )?(?:no\.? )?\d{{1,4}}[a-z]? {_NOT_PLAIN}"
    rf"(?:[a-z'\u2019]{{2,20}} ){{1,2}}?(?<!to ){_SURE_KIND}(?![\w'\u2019])"
    r"(?:,? (?!(?:mrs|miss|tel|dob|she|they|was|has|and|but|for|who|the|from|with|that|said)\b)"
    rf"[a-z]{{3,16}}(?![\w'\u2019]))?(?:,? {POSTCODE}(?![\w-]))?"
)
_CAPITALS = re.compile(
    rf"(?<![\w.,/\u00a3-])(?:FLAT \w{{1,4}},? )?(?:NO\.? )?\d{{1,4}}[A-Z]? (?:THE [A-Z]{{3,20}}|"
    rf"[A-Z'\u2019]{{2,20}} (?:[A-Z'\u2019]{{2,20}} ){{0,1}}"
    rf"(?:{_KIND.upper()}))(?![\w'\u2019])"
)
# Up to three chunks in capitals before a postcode are one address, whatever their words.
_BEFORE_POSTCODE = re.compile(
    rf"(?<![\w\u00a3-])(?:\d{{1,4}}[A-Za-z]?,? )?{_NAME}(?:,[ ]?|\n[ ]{{0,40}}){_NAME}"
    rf"(?:(?:,[ ]?|\n[ ]{{0,40}}){_NAME})?(?:,? ?|\n[ ]{{0,40}}){POSTCODE}(?![\w-])"
)
_NUMBER_TO_POSTCODE = re.compile(
    rf"(?<![\w.,/\u00a3-]){_HOUSE_NUMBER},? {_NAME}(?:,? {_NAME})?,? {POSTCODE}(?![\w-])"
)
_NOT_TOWN = (
    r"(?!(?:Mr|Mrs|Ms|Miss|Dr|Tel|Phone|Mob|DOB|NHS|NI|She|He|They|The|His|Her|Please|Ref|Dear|"
    r"Re|I|We|My|If|"
    r"Can|Write|Date|Email|E-mail|Mobile|Account|Council|UPN|NINO|DDI|Thanks|Regards|In|On|No|"
    r"Has|Is|To|Our|Your|PC|VRM|Reg)\b)"
)
_TOWN = re.compile(
    rf"(?:,[ ]{{0,2}}|,?\n[ \t]{{0,50}}|[ ]){_NOT_TOWN}{_NAME}(?:[ ](?=[A-Z]{{1,2}}\d)|"
    rf"(?=[,.;:)\n\"'|\]]|$| ?[\u2013\u2014(-]))"
)
_SAME_LINE_TOWN = re.compile(rf",[ ]?{_NOT_TOWN}{_NAME}(?=[,.;:)\n\"'|\]\t]|$| )")
_CODE = re.compile(rf"(?:,?[ ]{{0,2}}|,?\n[ \t]{{0,50}}){POSTCODE}(?![\w-])")
_BEFORE = re.compile(
    rf"(?:(?:{_UNIT}|(?:The |{_CAP} ){{0,3}}{_HOUSE_WORD}|"
    rf"The {_CAP}(?: {_CAP})?),[ ]?\n?[ ]{{0,3}}){{1,2}}$"
)

RESIDENT = re.compile(
    r"(?i)\b(?:lives?|lived|living|resid(?:es|ent|ing)|tenant|tenancy|occup(?:ier|ant)|household|"
    r"home address|neighbour|landlord|void|flat|moved|visit(?:ed|s)?|complain\w{1,3}|"
    r"evict\w{0,4}|arrears|cyfeiriad|byw|"
    r"cartref|tenantiaeth|preswyl\w{2,4}|cymdog\w{0,4})\b"
)
_BUILDING = re.compile(
    r"(?i)\b(?:town hall|civic cent(?:re|er)|guildhall|council offices?|county hall|any street|"
    r"test road|"
    r"library|leisure cent(?:re|er)|community cent(?:re|er)|exchequer|registered office|"
    r"(?:association|company|council)'s (?:office|address))\b"
)
_PREMISES = re.compile(
    r"(?i)\b(?:town hall|civic cent(?:re|er)|guildhall|council offices?|county hall|library|"
    r"libraries|"
    r"leisure cent(?:re|er)|hub\b|community cent(?:re|er)|depot|museum|sports? cent(?:re|er)|"
    r"premises at|"
    r"po box|exchequer|licensing|planning|application|\d\d/\d{4,5}/[A-Z]{3}|site\b|former|"
    r"erection|change of use|"
    r"proposed|shopfront|conversion|location \d|deliver to|head office|registered office|"
    r"polling|venue|"
    r"hospital|surgery|clinic|school|college|church|hotel|inn\b|pub\b|any street|test road|"
    r"market hall|"
    r"council\b[^\n.]{0,20}$|hall\b)"
)


def is_building(text: str, start: int, end: int) -> bool:
    """True for an address at, or straight after, a building that is a body's whoever is named."""
    line = text.rfind("\n", 0, start) + 1
    return _BUILDING.search(text, max(line, start - 40), end) is not None


def is_site(text: str, start: int) -> bool:
    """True for an address after the words for a shop, a planning site or an event."""
    line = text.rfind("\n", 0, start) + 1
    return _PREMISES.search(text, max(line, start - 60), start) is not None


# The first words of units and of numbers in words.
_UNITS = frozenset(
    """flat fflat apartment apt caraf\u00e1n ystafell unit room rm caravan plot chalet hut croft
    studio bed pitch block hostel top garden basement ground first second third penthouse annexe the
    rear front land c""".split()  # noqa: SIM905
)
_COUNTED = frozenset(
    """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty""".split()  # noqa: SIM905
)
_UNITS_AND_COUNTED = _UNITS | _COUNTED
_NO = frozenset({"no"})  # "No.14", "no14"
_KINDS_AT_LEAST = frozenset(_SURE_KIND.strip("(?:)").split("|"))
_PLAIN_BEGIN = frozenset({"flat", "the", "no"})
_FLATS = frozenset({"flat", "fflat", "apartment", "apt", "caravan", "chalet", "plot"})
_WELSH_HOUSES = frozenset({"fferm", "bwthyn", "tyddyn", "hafod", "hendre", "t\u0177", "ty"})
_STREET_AFTER_COMMA = re.compile(r",[ \n](?:\d{1,4}[A-Za-z]? )?[A-Z\u00c0-\u00dd]")
_NUMBER_IN_CAPITALS = re.compile(r"\d[A-Z]? [A-Z'\u2019]{2}")
_POSTCODE_END = OneOf(re.compile(r"\d[A-Z]{2}(?![\w-])"), re.compile("BFPO"))


def _numbered(gist: Gist, words: frozenset[str]) -> Iterable[int]:
    """Where a house number may begin, and these words."""
    return gist.starts(words, gist.beginning(_NO), gist.numbers)


def _found(gist: Gist) -> Iterator[re.Match[str]]:
    """Each pattern only where it can begin, and only in a text with what it cannot do without."""
    yield from gist.matches(_NUMBERED, _numbered(gist, _UNITS_AND_COUNTED))
    if gist.has(_STREET_AFTER_COMMA):
        yield from gist.matches(_NAMED, gist.starts(_UNITS, gist.capitals, gist.numbers))
    yield from gist.matches(_UNIT_AND_NAME, gist.starts(_FLATS))
    yield from gist.matches(_WELSH_HOUSE, gist.starts(_WELSH_HOUSES))
    if gist.holds(_KINDS_AT_LEAST):
        yield from gist.matches(_PLAIN, _numbered(gist, _PLAIN_BEGIN))
    if gist.has(_NUMBER_IN_CAPITALS):
        yield from gist.matches(_CAPITALS, _numbered(gist, _FLATS))
    if gist.has(_POSTCODE_END):
        yield from gist.matches(_BEFORE_POSTCODE, sorted({*gist.capitals, *gist.numbers}))
        yield from gist.matches(_NUMBER_TO_POSTCODE, _numbered(gist, _COUNTED))


def addresses(gist: Gist) -> Iterator[tuple[int, int]]:
    """Spans of everything that reads like an address, overlapping or not."""
    text = gist.text
    for match in _found(gist):
        yield _start(text, match.start()), _end(text, match.end())


def _start(text: str, start: int) -> int:
    """Where a flat or a house's name before the number begins."""
    match = _BEFORE.search(text, max(0, start - 70), start)
    return match.start() if match else start


def _end(text: str, end: int) -> int:
    """Past the towns that lead to a postcode; without one, past one town on the same line."""
    if text[end - 1] == "." and text[end - 4 : end - 1].islower():
        end -= 1  # the end of a sentence: only short kinds ("St.") are written with a point
    reach = end
    for _ in range(4):
        code = _CODE.match(text, reach)
        if code:
            return code.end()
        town = _TOWN.match(text, reach)
        if not town:
            break
        reach = town.end() - (text[town.end() - 1] == " ")
    town = _SAME_LINE_TOWN.match(text, end)
    return town.end() if town else end
