"""Names spelt differently that are heard alike: written by us, not taken from a list.

Forenames by groups; other words by a rough key of their sound, made for British ears and for what
becomes of Arabic, Slavic and South Asian names in Latin letters.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

_GROUPS = """
abdallah abdulla abdullah; abraham ebrahim ibraheem ibrahim; achmed ahmad ahmed ahmet; aesha aisha
aishah ayesha ayisha aysha; agnes agness; aileen eileen; ailidh eilidh; aimee amie amy; alan allan
allen; aleksandar aleksander aleksandr alexander alexandr alexandre iskander oleksandr; aleksandra
alexandra oleksandra; alicia alisha alysha; alison allison allyson alyson; alivia olivia; ameena
amina aminah; ana anna; anastasia anastasiya anastazja; andrei andrej andrey andriy andrzej; ann
anne; anthony antoni antony; ashlee ashleigh ashley; asma asmaa; beatrice beatriz; beverley beverly;
brian bryan; briony bryony; callum calum; camila camilla kamila; caren karen karin; carl karl; carol
carole karol karole; caroline carolyn karoline; caterina catharine catherine cathryn ekaterina
katarzyna katerina kateryna katharine katherine kathrine kathryn yekaterina; cathie cathy kathie
kathy; cathleen kathleen; cheryl sheryl; chevonne shevaun shivaun siobhan; christene christine
kristine; christina kristina krystyna; christoffer christopher kristopher; ciaran kieran kieron
kyran; clair claire clare; coffie kofi; connor conor; craig kraig; damian damien; daren darren
darryn; debora deborah debra; denis dennis; diana dianna; diane dianne dyan; dimitri dimitry dmitri
dmitry dmytro; dominic dominick dominik; dorota dorothea dorothy; eamon eamonn; elena helena olena
yelena; eliot eliott elliot elliott; elisabeth elizabeth elzbieta; ellie elly; ema emma; eric erik;
erica erika; ester esther; euan ewan ewen; eugene evgeni evgenii evgeny evgueni yevgeni yevgeniy
yevgeny yevhenii; eva ewa; eveline evelyn; evonne yvonne; farooq farouk faruk faruq; fatema fatima
fatimah fatma; filip philip phillip; frances francis; frederic frederick fredrick; gabriel gavriel;
garath gareth; gemma jemma; geoff jeff; geoffrey geoffry jeffery jeffrey; gerald gerrald jerald;
gerard gerrard; gill jill; gillian jillian; graeme graham grahame; hadija khadeeja khadija khadijah
khadiza; hailey haley hayley; hana hanna hannah; harriet harriett; hasan hassan; helen hellen;
hilary hillary; hossain hossein husain husayn husein huseyin hussain hussein; iain ian; imogen
imogene; imran umran; irina iryna; isabel isabell isabelle isobel isobelle izabel; isabela isabella
izabela; ismaeel ismael ismail; iulia julia julija yulia yuliia; iurii yuri yurii yuriy; jacob jakub
yakub yaqoob yaqub; jacqueline jacquelyn jacquline jaqueline; jaden jaiden jayden jaydon; jaime
jaimie jamie; jamaal jamal; jan yan; jane jayne; janet jannet; jasmin jasmine jazmin yasmin yasmine;
jean jeanne; jodi jodie jody; john jon; johnathan johnathon jonathan jonathon; josef joseph jozef
yosef youssef yousuf yusef yusif yusuf; juliet juliette; kamel kamil; kasim kassim qasim qassim;
keira kiera kira; kelley kellie kelly; kerri kerrie kerry; khaled khalid; kirstie kirsty; krzystof
krzysztof; laila layla leila leyla lila; laurence lawrence; lee leigh; lesley leslie lesly; lewis
louis; liam lyam; lin lyn lynn lynne; lindsay lindsey linsey lyndsey lynsey; lisa liza; liudmila
ludmila lyudmila; loraine lorraine; louisa louise; luc luke; lucas lukasz; mahmood mahmoud mahmud
mehmood; mahomed mehmet mohamad mohamed mohammad mohammed mohamud mohd muhamad muhammad muhammed;
maksim maksym maxim; malcolm malcom; marc mark; marcin martin; margaret margret; mari marie; maria
mariia mariya; mariam maryam meryem miriam; marian marion; mateusz mathew matthew; maureen maurine;
meena mina; megan meghan; michael michail micheal mikael mikhail mykhailo; michele michelle; mikolaj
mykola nicolae nikolai nikolay; moira moyra; monica monika; moustafa mustafa mustapha; naomi noemi;
nasreen nasrin nasrine; natalia natalie nataliia nataliya nathalie; neal neil niall; neve niamh;
nichola nicola; nicholas nickolas nicolas; oksana oxana; oluwaseun seun; omar omer umar; osama
usama; osman othman usman uthman; owain owen; pavel pavlo pawel; petr petro piotr pyotr; philippa
phillipa; rachael rachel rachelle; rachid rasheed rashid; rahman rehman; ramadan ramazan; rebeca
rebecca rebekah; reece rees reese rhys; rhiannon rhianon; roisin rosheen; rosalind rosaline rosalyn;
saarah sara sarah; sadie saidie; saeed said sayed; salma selma; sameera samira; sandra saundra;
saoirse seersha; sean shane shaun shawn; sergei sergey sergiy serhii serhiy; shabana shabanah;
shaheed shahid; shareef sharif sherif; sharn sian; sheelagh sheila shiela; shinead sinead; shirley
shirly; sofia sofiya sophia zofia; sofie sophie; solomon sulaiman sulayman suleiman suleman; stacey
stacie stacy; stefan stephan stephen steven; stefanie stephanie stephany; stewart stuart; susan
suzan; susanna susannah suzanna zuzanna; susanne suzanne; svetlana svitlana; taher tahir; tamsin
tamsyn tamzin; tarek tareq tarik tariq; tatiana tatyana tetiana tetyana; terance terence terrence;
terasa teresa theresa; thomas tomas tomasz tomos; tobi toby; tracey tracie tracy; ursula urszula;
vanda wanda; victor viktor wiktor; victoria viktoria viktoriya wiktoria; vivian vivien vivienne;
vladimir volodymyr wlodzimierz; wain wayne; wakar waqar; wendi wendy; zachariah zakaria zakariya
zakariyya; zainab zaineb zainub zaynab zeinab zeynep; zoe zoey zoie; zubair zubayr
"""


def _groups() -> Mapping[str, frozenset[str]]:
    groups: dict[str, frozenset[str]] = {}
    for row in _GROUPS.split(";"):
        group = frozenset(row.split())
        for name in group:
            groups[name] = group
    return MappingProxyType(groups)


SPELLINGS: Mapping[str, frozenset[str]] = _groups()

_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"(?:bury|berry|burry|beri)\Z", "bri"),
        (r"(?:borough|brough|burgh|boro)\Z", "bra"),
        (r"\Am[a]?c(?=[^eiy]...)", "mk"),
        (r"\A(?:ye|ie)", "e"),
        (r"wh", "w"),
        (r"ee", "i"),
        (r"oo", "u"),
        (r"tch", "ch"),
        (r"(.)\1+", r"\1"),
        (r"o[uw](?=[^aeiou])", "u"),
        (r"(?<=e)ph(?=e)", "v"),
        (r"ph", "f"),
        (r"s[cz]h?(?=[eiy])", "s"),
        (r"s[hz]", "s"),
        (r"c[kh]|q|kh|c(?![eiy])", "k"),
        (r"x", "ks"),
        (r"c|z", "s"),
        (r"dg|dj|dzh|g(?=[eiy])", "j"),
        (r"mps", "ms"),
        (r"w", "v"),
        (r"[ae][iy](?=[^aeiou])", "e"),
        (r"ea|ie|ey|y", "i"),
        (r"(?<=[^aeiou])h|h\Z", ""),
        (r"(?<=..[^aeiou])e\Z", ""),
    )
)


def spellings(forename: str) -> frozenset[str]:
    """Other ways to spell a folded forename; empty for most."""
    return SPELLINGS.get(forename, frozenset()) - {forename}


def sound(word: str) -> str:
    """A key that a folded word shares with those heard alike: Smith and Smyth, Wrona and Vrona."""
    for pattern, heard in _SOUNDS:
        word = pattern.sub(heard, word)
    return word
