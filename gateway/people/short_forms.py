"""British short forms of forenames, both ways: written by us, not taken from a list."""

from collections import defaultdict
from collections.abc import Mapping
from types import MappingProxyType

from gateway.people.spellings import spellings

_TABLE = """
abdirahman: abdi; abdulrahman: abdul abdi; abigail: abi abby abbie gail; adam: ads; adebola: ade
bola debo; adedayo: dayo ade; adewale: wale ade; adrian: ade adie; adwoa: ama; agnes: aggie nessie;
agnieszka: aga agusia; aisling: ash ais; akosua: akos; alan: al; alasdair: ali al; albert: al albie
bert bertie; aleksander: olek alek sasha; aleksandra: ola sasha olka; aleksei: alyosha lyosha;
alexander: alex alec xander sandy sasha lex al ally; alexandra: alex alexa lexi lexie lex sandra
sandy sasha alix; alexandria: alex lex lexi lexie sandy; alexei: alyosha lyosha; alfred: alf alfie
fred; alice: ali allie; alison: ali ally allie; alistair: ali al; amanda: mandy manda; amelia: amy
millie mia milly; anastasia: nastya stasia ana; andrea: andie; andrew: andy drew dru; aneurin: nye;
angela: angie ange; angharad: haz hari ang anga; anita: nita; anjali: anju; ann: annie nan nancy;
anna: annie; annabel: bella anna; anne: annie nan nancy; annette: annie nettie; anthony: tony ant;
antonia: toni; antony: tony ant; anwen: ann; aoife: eef; archibald: archie baldie; arthur: art
artie; augustus: gus; ayodele: ayo dele; babatunde: tunde baba; barbara: barb barbie babs basia;
barnabas: barney; barry: baz bazza; bartholomew: bart; bartosz: bartek; beatrice: bea bee trixie
beattie; beatrix: bea trixie; beatriz: bea bia; belinda: bel linda lindy; benedict: ben benny;
benjamin: ben benny benji; bernadette: bernie; bernard: bernie bern; bernardo: nando; bethan: beth;
bethany: beth bethy; beverley: bev; bhavesh: bhav; bhavna: bhav; bolanle: bola; boleslaw: bolek;
bradley: brad; brenda: bren; brendan: bren; brian: bri; bridget: bridie biddy; bronwen: bron; bruce:
brucie; bryan: bry; caitlin: cait; cameron: cam; camilla: milla cami; carmen: carmel; carol: caz;
caroline: caro carrie carol caz lina; cassandra: cass cassie; catherine: cath cathy cat katy katie
kate kitty cathie; cecil: cec; cecilia: celia cissy; celeste: cel; chantelle: chan; charles: charlie
chas chuck chaz; charlotte: lottie charlie lotte char lotty; chelsea: chels; cheryl: chez chezza;
chibuzo: chi; chidinma: chichi; christina: tina chris chrissie christie; christine: chris chrissie
tina; christopher: chris kit topher; chukwuemeka: emeka; claire: clairey; clement: clem; clifford:
cliff; colin: col; constance: connie; cordelia: delia cordy; cornelius: neil; craig: craigy;
cynthia: cindy; czeslaw: czesiek; dafydd: dai daf taff; damilola: dami; daniel: dan danny; danielle:
dani danni; darren: daz dazza; david: dave davey davy dai; dawn: dawnie; deborah: deb debbie debs;
debra: deb debbie debs; declan: dec; deepak: deep; deidre: dee; deirdre: dee; demetrius: dem dimi;
denise: den; dennis: den denny; derek: del; desmond: des; dharmesh: dharm; diana: di; diane: di;
dilys: dil; dominic: dom; dominika: domi; donald: don donnie; donna: don; doreen: dor reen; dorota:
dorotka; dorothy: dot dottie dolly dorrie; douglas: doug dougie; duncan: dunc dunky; dylan: dyl;
ebenezer: eben; edith: edie; edmund: ed eddie ted; edna: ed; edward: ed eddie ted teddy ned eddy;
edwin: ed eddie; eileen: eily; ekaterina: katya; elaine: lainey; eleanor: ellie nell nellie nora
ella; elizabeth: liz lizzie beth betty bess bessie betsy eliza libby lisa lizzy elsie liza; ellen:
nell nellie ellie; elliot: ell; eluned: lyn; emanuel: manny; emily: em emmy millie; emma: em ems;
emmanuel: manny manu; emmeline: emmy; enid: eny; eric: ric rick; ernest: ernie; ernesto: ernie;
esther: essie; eugene: gene; eugenia: genia; euphemia: effie; evelyn: evie eve; evgeny: zhenya;
ewelina: ewa; ezekiel: zeke; faduma: fadi; fadumo: fadi; fatoumata: fatou; felicity: flick fliss;
feliks: felek; fergus: fergie gus; fernando: nando; fiona: fi; fionnuala: nuala; florence: flo
florrie flossie; frances: fran frankie fanny francie; francesca: fran frankie chess cesca; francis:
frank frankie fran; francisco: paco pancho fran; franciszek: franek; freda: fred; frederic: fred;
frederick: fred freddie freddy rick; gabriel: gabe; gabriela: gabi gaby; gabrielle: gabby gaby gabs;
gareth: gaz gary; gary: gaz gazza; gavin: gav; gemma: gem gems; geoffrey: geoff jeff; george:
georgie geordie; georgia: georgie; georgina: georgie gina; geraint: ger; gerald: gerry ged jerry;
geraldine: gerry geri ger; gerard: gerry ged; germaine: gerry; gertrude: gert gertie trudy; gillian:
gill gilly jill; giovanni: gianni; giuseppe: beppe peppe; glenda: glen; glenys: glen; gloria: glo;
gordon: gord gordy; grace: gracie; grazyna: grazka; gregory: greg; grzegorz: grzesiek greg;
guglielmo: memmo; gurpreet: guri gurps preet; gwendolen: gwen; gwendoline: gwen; gwendolyn: gwen;
gwyneth: gwyn; hannah: han; harjinder: harj jinder; harold: harry hal; harriet: hattie harri harry;
harrison: harry; hayley: hales; hazel: haze; heather: hev; helen: nell nellie hels; helena: lena
nell; henrietta: hettie hattie etta; henry: harry hal hank; herbert: bert herb bertie; hermione:
hermy; hilary: hil; hilda: hildy; horace: horrie; horatio: horry; hubert: bert hugh; hugh: hughie;
humphrey: humph; ian: iain; ieuan: iani ieu ifs yan; ifeanyi: ify; ifeoma: ify; ignacy: iggy;
ignatius: iggy; imogen: immy imo; imran: immy; iolanthe: yola iola; irene: rene; irina: ira; isaac:
zac ike; isabel: izzy bel bella; isabella: izzy bella bel; isabelle: izzy bel bella; isobel: izzy
bel; ivan: vanya; jacek: jacus; jack: jackie; jacob: jake jay; jacqueline: jackie jacqui jacky;
jadwiga: jadzia; jagdeep: jag; james: jim jimmy jamie jem jimmie; jane: janey janie; janet: jan;
janice: jan; jarvis: jarv; jasmine: jas jazz; jason: jay jase; jaspreet: jas preet; jaswinder: jas;
javier: javi; jayden: jay; jean: jeannie jeanie; jeffrey: jeff; jemima: jem mima; jennifer: jen
jenny jenn; jeremiah: jerry jem; jeremy: jez jerry jem; jermaine: jez; jerzy: jurek; jessica: jess
jessie; jesus: chuy; joan: joanie joni; joanna: jo joey jojo; joanne: jo jojo; joao: jo; joaquin:
quino; jodie: jo; john: jack johnny jon jonny jock johnnie; jolanta: jola; jonathan: jon jonny jono
johnny; jose: pepe; josef: sepp; joseph: joe joey jo; josephine: jo josie jojo josey; joshua: josh;
josiah: joe; joyce: joy joycie; juan: juanito; jude: ju; judith: judy jude; julia: jules julie;
julian: jules; juliet: jules; kamaljit: kam; karen: kaz kazza; karolina: karo; katarzyna: kasia
kaska kate; katharine: kate katie kath kathy kat kitty; katherine: kate katie kath kathy kat kitty
kay; kathleen: kath kathy kate katie kitty; kathryn: kate katie kath kathy kat; katrina: kat trina;
katya: katerina; kayden: kay; kayleigh: kay kayls; kazimierz: kazik; keira: kiki; keith: keef;
kelly: kel kell; kenneth: ken kenny; keturah: ket; kevin: kev; khadijah: khadi dija; kieran: kier;
kimberley: kim kimmy; kirsten: kirst; kirsty: kirst; krishna: krish; krishnamurthy: krish murthy;
krishnan: krish; kristina: kris tina; krystyna: krysia; krzysztof: krzysiek kris chris; kuldeep:
kully; kulwinder: kully; kwabena: kobby; lachlan: lachie; laura: lol; lauren: loz; laurence: larry
laurie loz; lawrence: larry lawrie laurie loz; leanne: lee; leonard: len lenny leo; lesley: les;
leslie: les; leszek: lech; lewis: lew lewie; lilian: lil lily; liliana: lili; lillian: lil lily;
linda: lin lindy lyn; lindsay: lins; lloyd: lloydie; lorraine: lol lori raine; louis: lou louie;
louisa: lou lulu; louise: lou lulu; lucinda: lucy cindy lu; lucja: lucy; lucy: luce lu; luis: lucho;
lukasz: luke; luke: lukey; lydia: liddy; lynn: lyn; lyudmila: lyuda mila; madeleine: maddie maddy;
madeline: maddie maddy; magdalena: lena magda madzia; maisie: mais; maksymilian: maks; malcolm: malc
mal; malgorzata: gosia malgosia; mandy: mands; manjit: manj; manpreet: manny preet; manuel: manny
manolo; marcin: martin; marcus: marc; margaret: maggie meg peggy marge madge peg margie greta mags
daisy megan; margarita: rita marga; margery: marge; maria: mia ria marysia masha; marie: mimi;
marion: mari; mariusz: mario; marjorie: marge madge; marlene: marl; marta: martha; martha: mattie
patty; martin: marty; mary: molly polly mamie may; mateusz: mati; mathilda: tilly; matilda: tilly
mattie tilda; matthew: matt matty; maureen: mo reenie; maurice: mo morrie; maximilian: max; maxine:
max; maxwell: max; megan: meg; melanie: mel; melissa: mel missy lissa; mercedes: mercy merche;
meredith: merry; michael: mike mick mickey micky mikey; michelle: shell shelly chelle mich;
mieczyslaw: mietek; mikhail: misha; mikolaj: miki; mildred: millie milly; miranda: mandy randa;
miriam: mim; mitchell: mitch; mohamed: mo moe; mohammed: mo mohd moe; mohan: mo; montgomery: monty;
morag: mo; morgan: mo; mortimer: mort; moses: mo; muhammad: mo moe; muriel: mu; mustafa: mus;
myfanwy: myf vanw; nadezhda: nadia; nadine: nadi; nancy: nan; naomi: nomi; natalia: nat natasha
talia; natalie: nat; natasha: tash nat tasha; nathan: nate nat; nathaniel: nat nate; navdeep: nav;
neville: nev; nicholas: nick nicky nico; nicola: nicky nic nikki nicki; nigel: nige nidge; nigella:
nige; nikolai: kolya nik; nirmala: nimmi; nompumelelo: mpumi; noreen: reen; norma: norm; norman:
norm; odette: ode; oladapo: dapo; olga: olya; olive: ollie; oliver: ollie olly; olivia: liv livvy
ollie; olufemi: femi; olumide: mide; olusegun: segun; oluwafemi: femi; oluwaseun: seun; oluwaseyi:
seyi; oluwatobi: tobi; omolara: lara; oscar: ozzie; oswald: oz ozzie; oyinkansola: oyin; pablo:
pablito; paige: paigey; pamela: pam pammy; parminder: parm mindy; patricia: pat tricia trish patsy
patty trisha paddy; patrick: pat paddy packy; patryk: patrick; paul: paulie; paula: paulie; pauline:
paul polly; pavel: pasha; pawel: paul; pearl: pearlie; penelope: penny pen; penny: pen; percival:
percy; peregrine: perry; perpetua: pet; persephone: persy seph; peter: pete; philip: phil pip;
philippa: pippa pip; phillip: phil pip; philomena: phil phyl mena; phoebe: phoebs; phyllis: phyl
phyllie; pilar: pili; piotr: piotrek peter; poppy: pops; priscilla: cilla prissy; priyanka: priya
pri; prudence: pru; quentin: quent; rachel: rach rae; rajesh: raj; rajinder: raj; ralph: ralphie;
ramon: moncho; rashid: rash; ravinder: ravi; raymond: ray; rebecca: becky becca bex becks; refilwe:
fifi; reginald: reg reggie; rhiannon: rhi non; rhodri: rhod; rhys: rhysie; richard: rick ricky dick
rich richie dickie; robert: rob bob bobby robbie bert robin; roberta: bobbie; roberto: beto; robyn:
rob; roderick: rod rory roddy; rodney: rod; rodrigo: rod; roger: rodge; roland: roly; roman: romek;
ronald: ron ronnie; ronan: ro; rory: ror; rosalind: ros roz; rosamund: ros rosie; rosario: charo;
rosemary: rosie rose ros; rosie: ro; rowena: ro; roxanne: roxy; ruby: rubes; rupert: rupe; russell:
russ; ruth: ruthie; ryszard: rysiek; salvatore: sal; samantha: sam sammy sammie; samuel: sam sammy;
sandra: sandy; sanjay: sanj; saoirse: sersha sersh; sarah: sally sal sadie saz; scott: scotty; sean:
seany; sebastian: seb bas; sebastiao: tiao; sergei: seryozha; sergio: checo; shane: shaney;
shanelle: shan; shanice: shan; sharmila: sharm; sharon: shaz shazza; shaun: shauny; sheila: shelly;
shirley: shirl; shona: sho; sidney: sid; siegfried: sig; simon: si; sinead: shin; siobhan: shiv
shivs; slawomir: slawek; sophia: sophie soph; sophie: soph; spencer: spence; stacey: stace;
stanislaw: stan staszek stach; stanley: stan; stephanie: steph steff stevie; stephen: steve stevie
ste; steven: steve stevie ste; stewart: stew stu; stuart: stu; sukhdeep: sukhi; sukhwinder: sukhi;
susan: sue susie suzy suzie; susannah: sue susie zanna; suzanne: sue suzy suzie; svetlana: sveta
lana; sylvester: sly; sylvia: syl sylvie; tabitha: tabby; tadeusz: ted tadek; tamara: tammy; tamsin:
tam tammy; tanya: tan; tatiana: tanya; tatyana: tanya; tegan: teg; temitope: temi tope; terence:
terry tel; teresa: terry tess terri tessa; terrence: terry tel; thandiwe: thandi; theodora: theo
dora thea dorrie; theodore: theo ted teddy; theresa: terry tess terri tessa; thomas: tom tommy;
tiffany: tiff; timothy: tim timmy; titilayo: titi; tobias: toby tobes; tomasz: tomek tom; tomos: tom
twm; tracey: trace; trevor: trev; tristan: tris; tyler: ty; tyrone: ty; urszula: ula; valerie: val;
vanessa: nessa; vasily: vasya; venkatesh: venky venkat; vera: vee; veronica: ronnie vera; victor:
vic; victoria: vicky vicki tori vic vikki; vikram: vik vicky; vincent: vince vinny vinnie; violet:
vi; virginia: ginny; vivian: viv; vivienne: viv; vladimir: vova volodya vlad; vyacheslav: slava;
waldemar: waldek; walter: wally walt wat; wayne: wayney; wendy: wend; wilfred: wilf; wilhelm: willi;
wilhelmina: billie minnie mina willa; william: will bill billy willy liam wills willie; wilson:
will; winifred: win winnie freda; winsome: winnie; winston: win; witold: witek; wladyslaw: wladek;
wojciech: wojtek; xanthe: xan; xavier: xav; yekaterina: katya; yevgeny: zhenya; yevhenii: zhenya;
yolanda: yoli; yusuf: yus; yvonne: von vonnie; zachariah: zac zach zak; zachary: zac zach zak;
zainab: zee; zara: zaz; zbigniew: zbyszek zibi; zoe: zo; zofia: zosia; zsuzsanna: zsuzsi
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
    """What a bearer of this forename may be called instead, or spelt; empty for most."""
    others = spellings(forename)
    own = SHORT_FORMS.get(forename, frozenset())
    if not others:
        return own
    return (own | others).union(*(SHORT_FORMS.get(name, ()) for name in others)) - {forename}
