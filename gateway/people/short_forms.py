"""British short forms of forenames, both ways: written by us, not taken from a list."""

from collections import defaultdict
from collections.abc import Mapping
from types import MappingProxyType

_TABLE = """
abigail: abi abby abbie gail; adam: ads; adrian: ade adie; agnes: aggie nessie; alan: al; albert:
al albie bert bertie; alexander: alex alec xander sandy sasha lex al ally; alexandra: alex alexa
lexi lexie lex sandra sandy sasha alix; alexandria: alex lex lexi lexie sandy; alfred: alf alfie
fred; alice: ali allie; alison: ali ally allie; amanda: mandy manda; amelia: amy millie mia milly;
andrea: andie; andrew: andy drew dru; angela: angie ange; ann: annie nan nancy; anna: annie;
annabel: bella anna; anne: annie nan nancy; annette: annie nettie; anthony: tony ant; antonia:
toni; antony: tony ant; archibald: archie baldie; arthur: art artie; augustus: gus; barbara: barb
barbie babs; barnabas: barney; barry: baz bazza; bartholomew: bart; beatrice: bea bee trixie
beattie; beatrix: bea trixie; belinda: bel linda lindy; benedict: ben benny; benjamin: ben benny
benji; bernadette: bernie; bernard: bernie bern; beverley: bev; bradley: brad; brenda: bren;
bridget: bridie biddy; cameron: cam; carol: caz; caroline: caro carrie carol caz lina; catherine:
cath cathy cat katy katie kate kitty cathie; cecilia: celia cissy; charles: charlie chas chuck
chaz; charlotte: lottie charlie lotte char lotty; christina: tina chris chrissie christie;
christine: chris chrissie tina; christopher: chris kit topher; clement: clem; clifford: cliff;
constance: connie; cordelia: delia; cynthia: cindy; daniel: dan danny; danielle: dani danni;
david: dave davey davy dai; deborah: deb debbie debs; debra: deb debbie debs; denise: den; dennis:
den denny; derek: del; desmond: des; diana: di; diane: di; dominic: dom; donald: don donnie;
donna: don; dorothy: dot dottie dolly dorrie; douglas: doug dougie; duncan: dunc; edith: edie;
edmund: ed eddie ted; edward: ed eddie ted teddy ned eddy; edwin: ed eddie; eileen: eily; eleanor:
ellie nell nellie nora ella; elizabeth: liz lizzie beth betty bess bessie betsy eliza libby lisa
lizzy elsie liza; ellen: nell nellie ellie; emily: em emmy millie; emma: em ems; eric: ric rick;
ernest: ernie; esther: essie; eugene: gene; euphemia: effie; evelyn: evie eve; ezekiel: zeke;
felicity: flick fliss; florence: flo florrie flossie; frances: fran frankie fanny francie;
francesca: fran frankie chess; francis: frank frankie fran; frederick: fred freddie freddy rick;
gabriel: gabe; gabrielle: gabby gaby; gareth: gaz gary; gary: gaz gazza; geoffrey: geoff jeff;
george: georgie geordie; georgina: georgie gina; gerald: gerry ged jerry; geraldine: gerry geri;
gerard: gerry ged; gertrude: gert gertie trudy; gillian: gill gilly jill; gladys: glad; gloria:
glo; gordon: gord gordy; graham: gray; gregory: greg; gwendoline: gwen; gwendolyn: gwen; hannah:
han; harold: harry hal; harriet: hattie harri; harrison: harry; heather: hev; helen: nell nellie;
helena: lena nell; henrietta: hettie hattie etta; henry: harry hal hank; herbert: bert herb
bertie; hilda: hildy; horace: horrie; hubert: bert hugh; hugh: hughie; humphrey: humph; ian: iain;
ignatius: iggy; irene: rene; isaac: zac ike; isabel: izzy bel bella; isabella: izzy bella bel;
isabelle: izzy bel bella; isobel: izzy bel; jack: jackie; jacob: jake jay; jacqueline: jackie
jacqui jacky; james: jim jimmy jamie jem jimmie; jane: janey janie; janet: jan; janice: jan;
jason: jay jase; jean: jeannie jeanie; jeffrey: jeff; jemima: jem mima; jennifer: jen jenny jenn;
jeremiah: jerry jem; jeremy: jez jerry jem; jessica: jess jessie; joan: joanie joni; joanna: jo
joey jojo; joanne: jo jojo; john: jack johnny jon jonny jock johnnie; jonathan: jon jonny jono
johnny; joseph: joe joey jo; josephine: jo josie jojo josey; joshua: josh; joyce: joy; judith:
judy jude; julia: jules julie; julian: jules; juliet: jules; karen: kaz kazza; katharine: kate
katie kath kathy kat kitty; katherine: kate katie kath kathy kat kitty kay; kathleen: kath kathy
kate katie kitty; kathryn: kate katie kath kathy kat; kenneth: ken kenny; kevin: kev; kimberley:
kim kimmy; kristina: kris tina; laura: lol; lauren: loz; laurence: larry laurie loz; lawrence:
larry lawrie laurie loz; leonard: len lenny leo; lesley: les; leslie: les; lewis: lew lewie;
lilian: lil lily; lillian: lil lily; linda: lin lindy lyn; louis: lou louie; louisa: lou lulu;
louise: lou lulu; lucinda: lucy cindy lu; lucy: luce lu; lydia: liddy; lynn: lyn; madeleine:
maddie maddy; madeline: maddie maddy; magdalena: lena magda; malcolm: malc mal; marcus: marc;
margaret: maggie meg peggy marge madge peg margie greta mags daisy megan; margery: marge; maria:
mia ria; marie: mimi; marion: mari; marjorie: marge madge; martha: mattie patty; martin: marty;
mary: molly polly mamie may; matilda: tilly mattie tilda; matthew: matt matty; maureen: mo reenie;
maurice: mo morrie; maximilian: max; maxine: max; maxwell: max; melanie: mel; melissa: mel missy
lissa; mercedes: mercy; michael: mike mick mickey micky mikey; michelle: shell shelly chelle mich;
mildred: millie milly; miranda: mandy randa; miriam: mim; mohamed: mo; mohammed: mo mohd;
montgomery: monty; morgan: mo; mortimer: mort; muhammad: mo; nadine: nadi; nancy: nan; natalie:
nat; natasha: tash nat tasha; nathan: nate nat; nathaniel: nat nate; neville: nev; nicholas: nick
nicky nico; nicola: nicky nic nikki nicki; nigel: nige; nigella: nige; norman: norm; oliver: ollie
olly; olivia: liv livvy ollie; oscar: ozzie; oswald: oz ozzie; pamela: pam pammy; patricia: pat
tricia trish patsy patty trisha paddy; patrick: pat paddy packy; paul: paulie; paula: paulie;
pauline: paul polly; penelope: penny pen; percival: percy; peter: pete; philip: phil pip;
philippa: pippa pip; phillip: phil pip; philomena: phil phyl mena; phyllis: phyl phyllie;
priscilla: cilla prissy; prudence: pru; rachel: rach rae; raymond: ray; rebecca: becky becca bex
becks; reginald: reg reggie; richard: rick ricky dick rich richie dickie; robert: rob bob bobby
robbie bert robin; roberta: bobbie; roderick: rod rory roddy; rodney: rod; roger: rodge; roland:
roly; ronald: ron ronnie; rosalind: ros roz; rosamund: ros rosie; rosemary: rosie rose ros;
roxanne: roxy; rupert: rupe; russell: russ; ruth: ruthie; salvatore: sal; samantha: sam sammy
sammie; samuel: sam sammy; sandra: sandy; sarah: sally sal sadie saz; sebastian: seb bas; sharon:
shaz shazza; sheila: shelly; shirley: shirl; sidney: sid; siegfried: sig; simon: si; sophia:
sophie soph; sophie: soph; stanislaw: stan staszek; stanley: stan; stephanie: steph steff stevie;
stephen: steve stevie ste; steven: steve stevie ste; stewart: stew stu; stuart: stu; susan: sue
susie suzy suzie; susannah: sue susie zanna; suzanne: sue suzy suzie; sylvester: sly; sylvia: syl
sylvie; tabitha: tabby; tadeusz: ted tadek; tamara: tammy; tamsin: tam tammy; terence: terry tel;
teresa: terry tess terri tessa; terrence: terry tel; theodora: theo dora thea; theodore: theo ted
teddy; theresa: terry tess terri tessa; thomas: tom tommy; timothy: tim timmy; tobias: toby;
tracey: trace; trevor: trev; valerie: val; vanessa: nessa; vera: vee; veronica: ronnie vera;
victor: vic; victoria: vicky vicki tori vic vikki; vincent: vince vinny vinnie; violet: vi;
virginia: ginny; vivian: viv; vivienne: viv; walter: wally walt wat; wendy: wend; wilfred: wilf;
wilhelmina: billie minnie mina willa; william: will bill billy willy liam wills willie; winifred:
win winnie freda; yvonne: von; zachary: zac zach zak; zoe: zo
"""


def _both_ways() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in _TABLE.split(";"):
        full, short = " ".join(row.split()).split(": ")
        for form in short.split():
            found[full].add(form)
            found[form].add(full)
    return MappingProxyType({name: frozenset(forms) for name, forms in found.items()})


SHORT_FORMS: Mapping[str, frozenset[str]] = _both_ways()
"""Folded forename to the forms it is also known by: William to Bill, and Bill to William."""


def short_forms(forename: str) -> frozenset[str]:
    """What a bearer of this forename may be called instead; empty for most."""
    return SHORT_FORMS.get(forename, frozenset())
