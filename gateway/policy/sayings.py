"""Messages in the languages of the organisation: English always, Welsh where a rule has it."""

from collections.abc import Mapping

from gateway.policy import welsh, words
from gateway.policy.question import PLACEHOLDERS, Spoken
from gateway.policy.rules import Rule
from gateway.types import Hit

ALLOWED = "The policy allows this use. Check what the tool answers before you rely on it."

_FIXED = (
    "Part of this conversation holds {found} that would have to be replaced, but it stands where"
    " the gateway cannot change it: the provider has signed it, or it is part of the web address."
    " Start a new conversation without it.",
    "Mae rhan o'r sgwrs hon yn cynnwys {found} y byddai'n rhaid ei ddisodli, ond mae mewn man na"
    " all y porth ei newid: mae'r darparwr wedi'i lofnodi, neu mae'n rhan o'r cyfeiriad gwe."
    " Dechreuwch sgwrs newydd hebddo.",
)
_SIGNED = (
    "This holds {found} that would have to be replaced, but your AWS key signed the whole request,"
    " so nothing in it can be changed. Take it out, or ask IT for a Bedrock API key instead.",
    "Mae hwn yn cynnwys {found} y byddai'n rhaid ei ddisodli, ond mae'ch allwedd AWS wedi"
    " llofnodi'r cais cyfan, felly ni ellir newid dim ynddo. Tynnwch ef allan, neu gofynnwch i TG"
    " am allwedd API Bedrock yn ei lle.",
)
_IN_FILE = (
    "A file that you attached holds {found}, and the gateway can replace nothing inside a file."
    " Take it out of the file, or paste the text you need instead of attaching the file.",
    "Mae ffeil a atodwyd gennych yn cynnwys {found}, ac ni all y porth ddisodli dim y tu mewn i"
    " ffeil. Tynnwch hynny allan o'r ffeil, neu gludwch y testun sydd ei angen yn lle ei hatodi.",
)
_EARLIER = (
    "Earlier in this conversation there is {found}; it was replaced before anything left.",
    "Yn gynharach yn y sgwrs hon ceir {found}; fe'i disodlwyd cyn i ddim adael.",
)
_GIVE_REASON = (
    " If you have a good reason, send the request again with it in the header {header}.",
    " Os oes gennych reswm da, anfonwch y cais eto gyda'r rheswm yn y pennyn {header}.",
)

type Both = tuple[str, str]
"""English, and Welsh or ""."""


def message(rule: Rule, spoken: Spoken, said: Mapping[str, str], *, ask: bool) -> Both:
    """The rule's own words. `said` fills placeholders that are the same in every language."""
    more = _GIVE_REASON if ask else ("", "")
    english = _filled(rule.message + more[0], words.found(spoken.hits), {**said, **spoken.words})
    if not rule.message_cy:
        return english, ""
    details = {name: welsh.said(text) for name, text in spoken.words.items()}
    return english, _filled(
        rule.message_cy + more[1], welsh.found(spoken.hits), {**said, **details}
    )


def earlier(hits: tuple[Hit, ...]) -> Both:
    """What was found in history only."""
    return _EARLIER[0].format(found=words.found(hits)), _EARLIER[1].format(found=welsh.found(hits))


def fixed(hits: tuple[Hit, ...], *, signed: bool = False) -> Both:
    """What stands where nothing can be replaced; in a signed request nothing can be anywhere."""
    english, cymraeg = _SIGNED if signed else _FIXED
    return english.format(found=words.found(hits)), cymraeg.format(found=welsh.found(hits))


def in_file(hits: tuple[Hit, ...]) -> Both:
    """What stands in a file, where nothing can be replaced."""
    return _IN_FILE[0].format(found=words.found(hits)), _IN_FILE[1].format(found=welsh.found(hits))


def _filled(text: str, found: str, said: Mapping[str, str]) -> str:
    return text.format_map(dict.fromkeys(PLACEHOLDERS, "") | {"found": found} | dict(said))
