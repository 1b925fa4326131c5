"""Whether there is any Welsh in a text: a label, a clause or all of it.

The words are asked first: of an English text hardly one is on a list, and little is left to ask.
"""

from detectors.gist import Gist

_FIRST = (
    *(
        " yn ",
        " y ",
        " yr ",
        "'r ",
        "\u2019r ",
        "'n ",
        "\u2019n ",
        "mae ",
        "mae'",
        " wedi ",
        " yw ",
    ),
    *(
        " ei ",
        " yng ",
        " ym ",
        " oed",
        " oes ",
        " gan ",
        " ac ",
        " gyfer ",
        " neu ",
        "rhif",
        "enw ",
        "enw:",
        "dydd",
    ),
    *("wch ", "saesneg", "cymraeg"),
)
_ORDERS = "wch"  # "ysgrifennwch", "rhowch": no English word ends so
ENOUGH = 3  # one word alone may be a name or a slip: a telling one counts 2, a doubtful one 1
# Words of everyday Welsh that are hardly words, or names, in English.
_TELLING = frozenset(
    """achos adran aelod allwch allwn amdani amdano anfonwch angen annwyl arni arno ateb atebwch
    blwyddyn bobl bydd byddai byw cael cafodd cafwyd cais camau chwaer chwefror chwilio
    crynhowch cwyn cwynion cyfarfod cyfeiriad cyfer cyfieithwch cyfrif cyhoeddus cymraeg
    cymryd cyngor cynnwys dangos ddim ddydd defnyddiwch diolch drafftiwch dros drwy dweud
    dydd dyddiad dydy dylai dylid dylwn dyma dywedodd ebrill eich eisiau enw enwau erbyn
    esboniwch felly ferch ff\u00f4n ffoniwch flwyddyn fod fy fydd gallwch gallwn ganddi
    ganddo ganddyn ganed ganwyd geni gofal gofyn gorffennaf gwaith gwasanaeth gweler gwener
    gwneud gwrthod gwyliau gyda gyfer gynnwys heddiw hefyd helo hithau hoffwn honno hwn
    hwnnw hyd hydref hyn hynny iawn iddi iddo iddynt ionawr lleoliadau lluniwch llythyr mab
    mae maen mawrth meddai mehefin merch mercher mewn mlwydd mynd mynnu nad nawr neges newid
    newydd nhw nid nodwch oddi oed oedd oes paratowch pawb plentyn plis pobl pryd prynhawn
    ragfarn rhagfyr rhai rhaid rhestrwch rhieni rhif rhoi rhowch rhwng roedd rwy rwyf rydw
    rydym sadwrn saesneg swydd swyddfa sydd symud tachwedd taid teulu teuluoedd trefnwch
    trwy unrhyw wedi wnaeth wrth wyf wyt wythnos ydi ydw ydy ydych ydym yfed yfory yma
    ymlaen yn yna yng ynghylch yngl\u0177n yno yntau ysgol ysgrifennwch ystyr yw""".split()  # noqa: SIM905
)
# Each is also a word, a name or an abbreviation elsewhere.
_DOUBTFUL = frozenset(
    """ar ble cyn dau dim dwy ein eu ei eto gan gyntaf heb lle llawn llun mewn mis neu ni
    ond os pa pan pob pum pump pwy sy sut tan tri un y yr""".split()  # noqa: SIM905
)


def in_welsh(gist: Gist) -> bool:
    """True when at least some words of the text are Welsh; all rules ask once."""
    return gist.once(_reads_welsh)


def _reads_welsh(gist: Gist) -> bool:
    words = gist.known
    ordered = _ORDERS in gist.lower and any(word.endswith(_ORDERS) for word in words)
    said = 2 * (len(_TELLING & words) + ordered) + len(_DOUBTFUL & words)
    return said >= ENOUGH and gist.has_any(_FIRST)
