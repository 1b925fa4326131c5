"""Common forenames of Britain that mostly men, or mostly women, bear; written by us.

For telling Mr from Mrs of one surname, and for knowing that a word in lower case is a name. A name
borne by both is in neither list, and a name in neither list says nothing.
"""

from gateway.people.titles import Gender

_MEN_LIST = """
aaron abdul abdullah abraham adam adebayo adrian ahmed ajay akash alan alasdair albert aled alex
alfie alfred ali alistair alun amir anand andrew aneurin angus anil anthony anton antoni antony
archie arjun arnold arthur arun asif ayodele barnabas barnaby barry bartosz basil ben benedict
benjamin bernard bilal bob boris bradley brendan brian bruce bruno calum cameron carl cedric
charles chidi chinedu chris christopher ciaran clement clifford clive colin connor conor craig
cuthbert cyril dafydd dai damian dan daniel danny darren dave david dean declan deepak delroy
dennis derek desmond dilip dinesh dmitri dominic dominik donald douglas duncan dylan ebenezer
eddie edgar edmund edward edwin efe elijah emeka emmanuel emrys eric ernest euan eugene evan ewan
faisal farouk fergus finlay florin francis frank fred freddie frederick gareth gary gavin geoff
geoffrey george gerald gerard gethin gilbert giles glyn godfrey gordon graham greg gregory guy
gwilym hamish hamza hani harish harold harry harvey hassan hector henry herbert howard hubert hugh
hugo humphrey hussein huw iain ian ibrahim idris ieuan imran isaac ismail ivan jack jacob jake
jakub james jamie jason jeff jeffrey jeremiah jeremy jim jimmy joe joel john johnny jonah jonathan
jose joseph joshua julian justin kareem karl keith ken kenneth kevin khalid kieran kofi krzysztof
kwaku kwame lancelot laurence lawrence lee len leonard leroy lewis liam lloyd louis lucas lukasz
luke maciej mahmoud malcolm marcin marcus marek mario martin mateusz matt matthew maurice max
michael michal mikael mike milan miles mohamed mohammad mohammed mohan muhammad mustafa nathan
nathaniel neil neville nicholas nick nigel nikhil noah norman obinna oliver olu omar oscar owen
paddy patrick paul pavel percy pete peter phil philip phillip piotr pradeep prakash rafael rahul
raj rajesh rakesh ralph ramesh rashid raymond reece reg reginald rhodri rhys richard rob robert
roderick rodney roger roland ron ronald rory ross roy rupert russell ryan sajid samuel sanjay sean
sebastian segun sergei shane shaun sidney simon solomon stan stanley stephen steve steven stewart
stuart suleiman sunil suresh sven tadeusz tariq terence terrence theodore thomas tim timothy
tobias toby tom tomasz tomos tony trevor tunde usman vernon victor vijay vikram vincent vivek
walter wasim wayne wilf wilfred will william winston wojciech yaw yusuf zachary zbigniew zubin
"""
_MEN = frozenset(_MEN_LIST.split())
_WOMEN_LIST = """
abigail ada adaeze adele adwoa agatha agnes agnieszka aisha aisling alexandra alexandria alice
alicia alison amanda amara amber amelia amina amy anastasia andrea aneta angela angharad anita ann
anna annabel anne annette annie antonia anwen anya aoife ariana asha ashley astrid audrey barbara
beata beatrice beatrix becky belinda bernadette bernice bertha beryl beth bethan betty beverley
bianca blessing brenda bridget briony bronwen camilla carmen carol caroline carolyn carys
catherine cathy cecilia celia ceri chantelle charlotte chelsea cheryl chidera chloe christina
christine ciara claire clara clare claudia comfort constance cosima cressida daisy danielle daphne
dawn debbie deborah deepa deirdre delia denise diana diane dilys donna dora doreen doris dorota
dorothy edith edna efua eileen elaine eleanor elena eleri elizabeth ella ellen ellie eloise elsie
emily emma erica esme esther ethel eunice eva evelyn ewa fatima fatou felicity fiona flora
florence folake frances francesca freda freya gail gemma georgia georgina geraldine gertrude
gillian gladys glenda glenys gloria grace grazyna greta gwen gwendolen gwyneth halima hannah
harriet hazel heather helen helena henrietta hermione hettie hilary hilda holly ida imogen indira
ingrid iolanthe irene iris isabel isabella isabelle isla isobel ivy jacqueline jade jane janet
janice jasmine jean jemima jennifer jenny jessica jill joan joanna joanne jodie josephine joyce
judith judy julia julie juliet june justyna karen katarzyna kate katherine kathleen kathryn katie
kavita kayleigh kelly keturah khadija kirsty laila lakshmi latisha laura lauren leanne leila lena
leticia lily linda lisa liz lizzie lorna lorraine lottie louise lucinda lucy lydia lynette lynn
mabel madeleine madge magdalena maggie maisie malgorzata mandy margaret maria marian marie marion
marjorie martha mary maryam matilda maud maureen mavis maxine meena meera megan melanie melissa
mercy meredith michelle mildred millicent minnie miranda miriam moira molly mona monica monika
moyra muriel myra nadia nadine nancy naomi natalie natasha nerys ngozi nicola nicole nina nisha
nokuthula noreen norma odette olga olive olivia oluchi ottoline oyinkansola pamela parveen
patience patricia paula pauline pearl peggy penelope penny petra philippa philomena phoebe phyllis
poppy precious priscilla priya queenie rachel rania rebecca rhian rhiannon rhona rita roisin rosa
rosalind rose rosemary rosie ruby rukhsana ruta ruth sabrina sadia sadie sally samantha sandra
sara sarah seren shabana shanice sharon sheila shirley shona shreya sinead siobhan sofia sonia
sophia sophie stella stephanie sue sunita susan susannah suzanne sylvia tamara tamsin tanya tara
tatiana temitope teresa tessa thandeka thandiwe thelma theresa tina tracey tricia trish una ursula
usha valerie vanessa vera veronica victoria violet virginia wanda wendy wilhelmina winifred
winsome xanthe yasmin yetunde yolanda yvette yvonne zainab zara zoe zofia zuzanna
"""
_WOMEN = frozenset(_WOMEN_LIST.split())


def gender_of_forename(forename: str) -> Gender:
    """What a folded forename says about who bears it, UNKNOWN for most."""
    first = forename.partition("-")[0]
    if first in _MEN:
        return Gender.MAN
    return Gender.WOMAN if first in _WOMEN else Gender.UNKNOWN


def is_forename(word: str) -> bool:
    """Whether a folded word is one of the common forenames."""
    return word in _MEN or word in _WOMEN
