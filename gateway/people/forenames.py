"""Common forenames of Britain that mostly men, or mostly women, bear; written by us.

For telling Mr from Mrs of one surname, and for knowing that a word in lower case is a name. A name
borne by both is in neither list, and a name in neither list says nothing.
"""

from gateway.people.titles import Gender

_MEN_LIST = """
aaron abdul abdullah abraham adam adebayo adrian ahmed aidan ajay ajit akash alan alasdair albert
aled aleksander alessandro alex alexandru alfie alfred ali alistair alun amir amjad anand andrew
aneurin angus anil anthony anton antoni antony archibald archie arjun arnold arthur arun ashok asif
augustus aurel ayaan ayodele azhar balbir baljit barnabas barnaby barry bartholomew bartosz basil
ben benedict benjamin bernard bilal bob bogdan boris bradley brendan brian bruce bruno caleb calum
cameron carl cathal cedric charles chidi chinedu chris christian christopher ciaran cillian clement
clifford clinton clive colin connor conor cormac cornelius craig cuthbert cyril cyrus dafydd dai
dale damian damon dan daniel danilo danny darius darren dave david dean declan deepak deepinder
delroy demetrius dennis derek desmond dilip dilwyn dinesh dmitri dmytro dominic dominik dominique
donald douglas duncan dylan eamon eamonn ebenezer eddie edgar edmund edward edwin efe elijah elliot
elliott ellis elwyn emeka emlyn emmanuel emrys enrique eric ernest euan eugene evan everton ewan
ezekiel fabian faisal farouk felix fergus fernando finlay fintan florin francesco francis frank
franklin fred freddie frederic frederick gareth gary gavin geoff geoffrey george gerald gerard
gethin gilbert giles giovanni giuseppe glyn godfrey godwin gordon graham greg gregory grzegorz
gurdeep guy gwilym hakim hamid hamish hamza hani harish harjinder harjit harold harry harvey hassan
hector henry herbert horace howard hubert hugh hugo humphrey husayn hussain hussein huw iain ian
ibrahim idris ieuan ifan ignatius igor ikechukwu imran irfan isaac ismail ivan ivor jack jacob
jagdish jake jakub james jamie jarek jason javed jawad jayden jeff jeffrey jeremiah jeremy jermaine
jerome jerzy jim jimmy joe joel john johnny jonah jonas jonathan jorge jose joseph josh joshua juan
julian junaid justin kacper kamal kareem karl kayden keiran keith kelvin ken kenneth kevin khalid
kieran kofi krzysztof kwaku kwame kyle lachlan lancelot laszlo laurence lawrence lee len leonard
leopold leroy lewis liam lloyd lorenzo louis lucas luigi luis lukasz luke lyndon maciej magnus
mahesh mahmoud malcolm manoj manuel marcin marcus marek mario marlon martin mateusz matt matthew
maurice max mervyn michael michal mikael mike mikhail mikolaj milan miles mohamed mohammad mohammed
mohamud mohan moses muhammad mukesh musa mustafa nathan nathaniel naveed neil neville nicholas nick
nigel nikhil nikolai noah norman obi obinna oladapo olaf oleksandr oliver olu olumide omar oscar
osman owen pablo paddy patrick patryk paul pavel pedro percy peregrine pete peter phil philip
phillip piers piotr pradeep prakash quentin radoslaw rafael rahul raj rajesh rakesh ralph ramesh
ramon randolph rashid raymond reece reg reginald reuben rhodri rhys ricardo richard rob robert
roberto roderick rodney rodrigo roger rohan roland roman ron ronald rory ross roy rufus rupert
russell ryan ryszard saeed sajid salim samuel sandeep sanjay sean sebastian segun sergei sergio seth
shahid shane shaun sidney simon slawomir solomon stan stanislaw stanley stefan stephen steve steven
stewart stuart sukhdeep sukhwinder suleiman suleman sunil suresh sven tadeusz tadhg tariq terence
terrence theodore thomas tim timothy tobi tobias toby tom tomasz tomos tony trevor tunde tyler
tyrone umar usman uthman vasyl vaughan vernon victor vijay vikram vincent vivek vlad vladimir walter
wasim wayne wilf wilfred wilfrid will william wilson winston witold wojciech xavier yaw yevhenii
youssef yusuf zachariah zachary zain zbigniew zubin
"""
_MEN = frozenset(_MEN_LIST.split())
_WOMEN_LIST = """
aaliyah abigail abimbola ada adaeze adaobi adele adwoa agatha agnes agnieszka aisha aisling akosua
aleksandra alexandra alexandria alice alicia alina alison amanda amara amber amelia amina amira amy
anastasia anastasiya andrea aneta angela angharad anita anjali ann anna annabel anne anneliese
annette annie annmarie antoinette antonia anwen anya aoife apinya araminta ariana asha ashley asma
astrid audrey aurora ayesha azra barbara barbro beata beatrice beatrix beatriz becky belinda
bernadette bernice bertha beryl beth bethan bethany betty beverley bianca blessing blodwen bolanle
bozena brenda bridget briony bronwen bushra caitlin camilla candice cara carla carmen carol caroline
carolyn carys catherine cathy cecilia celeste celia ceri chantelle charlotte charmaine chelsea
cherie cheryl chiara chidera chidinma chloe christina christine ciara cicely claire clara clare
claudia clementine cleo comfort constance constanza cordelia cosima cressida daisy danielle danuta
daphne dawn debbie deborah deepa deirdre delia delphine denise diana diane dilys donna dora doreen
doris dorota dorothea dorothy ebony edith edna efua eileen eilidh ekaterina elaine eleanor elena
eleri elizabeth ella ellen ellie eloise elsie eluned emily emma emmeline enid erica esme esther
ethel eunice eva evelyn ewa ewelina faduma farah farida farzana fatima fatou fay felicity fern fiona
fionnuala flora florence folake frances francesca francine freda freya gabriela gabrielle gail gemma
georgia georgina geraldine geri gertrude ghislaine gillian gladys glenda glenys gloria grace grazyna
greta gwen gwendolen gwendoline gwenllian gwyneth halima halina hannah harriet hazel heather heidi
helen helena henrietta hermione hettie hilary hilda holly ida ifeoma imelda imogen indira ines
ingeborg ingrid iolanthe iona irena irene irina iris isabel isabella isabelle isla isobel ivy
jacinta jacqueline jade jadwiga jane janet janice janina jasmine jean jeanette jeanne jemima jemma
jennifer jenny jessica jill joan joanna joanne jodie jolanta josephine josie joyce juanita judith
judy julia julie juliet june justyna kamila karen karolina katarzyna kate kateryna katherine
kathleen kathryn kathy katie kavita kayleigh keira kelly keturah khadija khadijah kim kimberley
kiran kirsty krystyna laila lakshmi latisha laura lauren lavinia leah leanne leila lena leona lesia
leticia lily linda lisa liudmila liz lizzie lorna lorraine lottie louise lucia lucinda lucja lucy
ludmila lydia lynette lynn lyudmila mabel madeleine madge magdalena maggie mahnoor maisie malgorzata
malika mandy manuela mara marcela margaret margarita maria marian marie marina marion marjorie marta
martha martina mary maryam matilda maud maura maureen mavis maxine meena meera megan meghan melanie
melissa mercy meredith mia michelle mila mildred millicent millie mina minnie miranda mirela miriam
moira molly mona monica monika morag moyra muriel myfanwy myra nabila nadezhda nadia nadine nancy
naomi nasreen nasrin natalia natalie natasha nell nerys nessa ngozi nicola nicole nicolette nimmi
nina nirmala nisha nokuthula noreen norma odessa odette oksana olena olga olive olivia oluchi
oluwatoyin omolara ottilie ottoline oyinkansola padma paloma pamela parveen patience patricia paula
pauline pearl peggy penelope penny perpetua persephone persis petra philippa philomena phoebe
phyllis pilar polly pooja poppy precious priscilla priya queenie rachel radha rahela raisa ramona
rania rebecca reem renee rhian rhiannon rhona rita robina roisin romana rosa rosalie rosalind
rosamund rose rosemary rosie roxanne ruby rukhsana ruta ruth sabrina sadia sadie saima saira sally
salma samantha samina samira sana sandra sandy saoirse sara sarah savita selina seren shabana
shanelle shanice sharmila sharon shazia sheila shelley shirley shona shreya sian sinead siobhan
sobia sofia sonia sophia sophie stella stephanie sue sunita susan susannah suzanne svetlana sylvia
tabitha tahira tamara tamsin tanya tara tatiana tatyana tegan temitope temperance teresa tessa
thandeka thandiwe thelma theodora theresa tiffany tina titilayo tracey tricia trish una ursula
urszula usha uzma valerie vanda vanessa venetia vera veronica victoria violet virginia vivienne
wanda wendy wilhelmina winifred winnie winsome xanthe yasmin yetunde yevheniia yolanda yulia yvette
yvonne zahra zainab zara zeinab zoe zofia zsuzsanna zuzanna
"""
_WOMEN = frozenset(_WOMEN_LIST.split())


def gender_of_forename(forename: str) -> Gender:
    """What a folded forename says about who bears it, UNKNOWN for most."""
    first, _, second = forename.partition("-")
    if first == "jean" and second:  # Jean-Luc
        first = second
    if first in _MEN:
        return Gender.MAN
    return Gender.WOMAN if first in _WOMEN else Gender.UNKNOWN


def is_forename(word: str) -> bool:
    """Whether a folded word is one of the common forenames."""
    return word in _MEN or word in _WOMEN
