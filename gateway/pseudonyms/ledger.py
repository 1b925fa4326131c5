"""The tokens of one request: one for each value; those of one person's names share their stem."""

from collections.abc import Iterable, Mapping

from detectors.normalise_value import normalise_value
from gateway.people.identities import Identities, Mention, Person
from gateway.pseudonyms.tokens import FORM_LENGTH, TOKEN_WORDS, TokenMint

NAME = "PERSON"


class Ledger:
    """Gives out tokens and remembers what for.

    `reserved` are tokens that stand in the texts already, in lower case; `earlier` those of this
    conversation that the provider still holds, with their values: a name among them keeps its
    token, and its bearer's other names are linked to it.
    """

    def __init__(
        self, mint: TokenMint, reserved: Iterable[str], earlier: Mapping[str, str] | None = None
    ) -> None:
        self._mint = mint
        self._people = Identities()
        self._taken = set(reserved)
        self._tokens: dict[tuple[str, str], str] = {}
        self._stems: dict[str, str] = {}
        self._taken_stems: set[str] = set()
        self.issued: dict[str, str] = {}
        for token, value in (earlier or {}).items():
            if token.startswith(TOKEN_WORDS[NAME]):
                self._recall(token, value)

    def value_token(self, entity: str, text: str) -> str:
        """The token of a value that is no name; equal normalised values share it."""
        value = entity, normalise_value(entity, text)
        if value not in self._tokens:
            self._tokens[value] = self._mint.token(*value, reserved=self._taken)
        return self._issue(self._tokens[value], text)

    def introduce(self, mention: Mention) -> None:
        """Hear of a name that will get its token in the same text."""
        self._people.introduce(mention)

    def name_token(self, mention: Mention) -> tuple[str, Person | None]:
        """The token of a name exactly as it stands, and whose it is."""
        anchor, person = self._people.meet(mention)
        form = anchor, mention.text
        if form not in self._tokens:
            self._tokens[form] = self._mint.form(
                NAME, self._stem(anchor), mention.text, reserved=self._taken
            )
        return self._issue(self._tokens[form], mention.text), person

    def _issue(self, token: str, text: str) -> str:
        self._taken.add(token)
        self.issued.setdefault(token, text)
        return token

    def _stem(self, anchor: str) -> str:
        if anchor not in self._stems:
            self._stems[anchor] = self._mint.stem(NAME, anchor, taken=self._taken_stems)
            self._taken_stems.add(self._stems[anchor])
        return self._stems[anchor]

    def _recall(self, token: str, value: str) -> None:
        anchor, _ = self._people.meet(Mention(before="", text=value))
        self._tokens[anchor, value] = token
        self._taken_stems.add(self._stems.setdefault(anchor, token[:-FORM_LENGTH]))
        self._taken.add(token)
