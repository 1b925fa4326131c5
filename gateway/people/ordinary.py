"""Words that are names and something else as well, and words that make a place of a name."""

_ORDINARY = """
abbey able acre act action ade ads all alley also amber and angel answer any apple arch archer are
area art ash aspen assembly asset assist august autumn avenue away bacon bailey baker ball band bank
banks bar barb bard barker barn baron base basil bass bath bay beach beacon bean bear because beck
bee been before being bell benefit best bet better biddy big bill bird bishop bit black blade blake
bland blessing bliss bloom blow blue blunt board bob bolt bond bone book boot border boss bough bow
bowl bowler box boy bran brand brave bread bridge bridges bright broad brook brooks brother brown
buck bud budget bull burn bush but butcher butler butter button buy bye cage cain call cam can
cannon cannot canon car care caren carer carol carpenter carr carter case cash castle cat cause
chain chair chamber chambers chance change chapel chapman char charity charm chase cherry chess
chest chi chief child chuck church city clark clay clean clear clem client cliff close cloud coach
coal coast coats coffee coin cold cole college colt comfort common con cook cooper copper corn cot
cotton could council country county court cove cox crab craft crane credit crisp crook cross crow
crown cruise cup curl curry dad daisy dale dance dark dates dawn day days deal dean dear deer del
den department dew di dick did digger director do dock doe does dolly dom dot down drake draper draw
drew drive driver drum duck duke dust dyer each eager earl early east easter ed edge elder elm else
em emerald english estate eve even ever every fair faith falcon fall fare farm farmer farrow fast
father fell fern ferry few field fields finch fine fire firm first fish fisher flag fleet flick
flint flood floor flora flower folk for force ford forest forge fort foster fountain fowler fox
frank free freeman french fresh friday friend from frost fry fuller gale game garden gardener gates
gay gem gene general gentle get gift gill ginger glad glass glen glory glover gold golden good
goodman goose gore got grace grain grand grant grants grave gray great green grey grove guard guest
guide gull gun guy had hail hall ham hand hands handy harbour hardy hare harp harper hart has hassle
have haven hawk hawthorn hay haze hazel head health heard heart hearth heath heather hedge help hem
her herb herd here heritage hero high hill hills hind his hitch hoe hog hold holder hollow holly
holt home homes honour hook hope hopper horn horse hospital hotel house housing how hull hunt hunter
hurley hurst ice inn ins into iris island its ivory ivy jack jade jam jay jewel jobs joe joiner
jolly joy judge july june just keen keep kerb key keys kid kind king kings kit kite knight knowles
ladd lady lake lamb lance land lane lark last laurel law lawn lay leaf leave lee left leg legal
lemon letter level liberty light like lily lime line linen list little lock lodge long look lord lot
lots love low lowe loyal luck mace made major make mall man manager manor many maple marble march
marge marine mark market marks marsh marshall mary mason mass mast master mat maths may mayor mead
meadow meadows medium meg mercy merit merry mick mike mill miller mills mine minnie mint miss missy
mist mo moat mole monday money monk moon moor moore more morning moss most moth mother mount mouse
much mum nail nan nat need neve new newman news next nick night nil nile noble none nook norm north
not note now nun nurse nut oak oaks object off office officer old olive once one only open orange
orchard other otter our out over owl owner ox pace pack page pages palmer pan paradise park parker
parks parson parsons part partridge pass past pat patience patty pay payment peace peacock peak pear
pearl peel peg pen penny pepper per perry pet pick pier pike pine pink pip pitt place plan planning
plant play player please plum point pole police polly pond pool poole poor pope poppy port porter
post potter pound power pratt precious price pride prime prince princess prior prissy privet prosper
public pup queen quick quiet race rae rail rain ram ramp ray read record reed reeve reeves rein rest
rice rich rick ridge right ring rings rise river rivers rob robin rock rod roe roman ron rook room
root rope rose round row royal ruby rule rush russet rust rye sable saddler sadler sage said sailor
sal sale salt sam same sand sands sandy sat saturday savage savory school scot seal sealy season
secretary see self senior serene service services shade shaft shan sharp she shell shepherd
shepherds shield shire shoe shop short should show si sick side silk silver since singer single
sister sky skye slack slater slip sloe slow sly small smart smith smoke snow social sole some son
soon south sparrow spear speed spence spencer spicer spring squire staff stage stair stamp stan star
starling state steel stern stew steward stick still stock stone stones storey storm strange street
strong such sue sum summer sun sunday support swallow swan sweet swift sword table tailor take talk
tan tanner tax taylor teal team tel tell temple tenancy tenant term tess than that thatcher the
their them then there these they this thorn those though through thursday tide tiger till time tod
told toll too tool top tower town towns trace trader tree trust trusty tuesday turner turtle twig
two tyler umber under underwood unit universal until upon val vale valley van verity very vi vic
vicar vine viola violet virtue wade wages wain walker wall waller walls want ward warden warner was
wat water waters wave way wealth weaver webb website webster wednesday weir well wells wend were
west wharf what wheat wheel wheeler when where which while white whitehead who whose why wild wilder
will williams willow win wind winter wise wish with within without wolf wood woods work worker worth
would wren wright yard year yes yew york you young your
"""
ORDINARY = frozenset(_ORDINARY.split())
"""Folded words that a text may hold without meaning anybody."""

_CALENDAR = """
april august autumn december easter february friday january july june march may monday november
october saturday september spring summer sunday thursday tuesday wednesday winter
"""
CALENDAR = frozenset(_CALENDAR.split())

_BEFORE_DATES = """
after before between by during each early end every for from in last late mid next of on since
start the this through till to until
"""
BEFORE_DATES = frozenset(_BEFORE_DATES.split())
"""Behind these a calendar word is a date."""

_DETERMINERS = """
a an any each every her his its my no our some that the their these this those which your
"""
DETERMINERS = frozenset(_DETERMINERS.split())

_GREETINGS = "and ask cc dear from hello hey hi tell thank thanks to with"
GREETINGS = frozenset(_GREETINGS.split())
"""Capitals before a name that make no compound of the two."""

_VERBS = """
agreed and asked asks brought called calls came can could did does felt found gave goes got had
has is knew knows left likes lives made may might moved needs never now paid rang refused replied
reported rings said saw says sent should signed spoke stated thinks told took tried wants was went
who will works would wrote
"""
VERBS = frozenset(_VERBS.split())
"""What follows somebody's name at the start of a sentence."""

_PLACE_WORDS = """
academy act arms associates avenue bakery bank bridge bros brothers builders building buildings
butchers cafe cars castle centre chapel charity church cleaners clinic close club co college
common community companies company construction consulting cottage cottages council court crescent
dairy dental drive engineering estate estates farm fields foods foundation gallery garage gardens
gate green group grove hall heath hill holdings homecare homes hospice hospital hotel house inc
infirmary inn institute lane law library limited line llp lodge ltd manor mansions marina market
mead meadow meadows medical memorial mews mill motors museum nurseries nursery opticians parade
park partners partnership pharmacy place playground plc plumbing pond practice primary properties
property pub quay removals report reservoir review rise river road roofing room row sands
scaffolding school secondary services shop society solicitors solutions square station stores
street studio supplies surgery taxis terrace theatre tower towers transport trust university
valley view villa villas walk ward way wharf wing wood woods works yard
"""
PLACE_WORDS = frozenset(_PLACE_WORDS.split())
"""Folded words behind a name that make a place, a firm or a thing of it: Fletcher Road."""

_BEFORE_PLACES = """
fort lake loch lower mount north port river saint south st upper
"""
BEFORE_PLACES = frozenset(_BEFORE_PLACES.split())

_ABBREVIATIONS = """
ac ae ai aka am ap as asap at ba bc bd bp ca cc cd ceo cfo cv dc de dla do dob dr dwp ed eg em en
esa et eta etc eu ex fao faq fc foi gb gcse gdpr gp hb hmo hmp hq hr ict id ie ip it la led lgbt
ltd ma mbe md me mp ms nb nhs ni no np obe ok on op os ot pa pc pcso pin pip plc pm po pp ps pt qa
qc re rn rtw sa sen si so sql ta tb tbc tv uc uk un up uprn url us usa vat vip vs wc we wfh xl
"""
ABBREVIATIONS = frozenset(_ABBREVIATIONS.split())
"""Folded capitals that are no initials even where initials stand."""


def is_ordinary(word: str) -> bool:
    """Whether a folded word is in everyday use besides being a name."""
    return word in ORDINARY or word in CALENDAR
