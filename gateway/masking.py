"""From a decision to the body that leaves: tokens in, and a last look that nothing was left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from detectors.types import Category
from gateway.errors import CannotCheck, RecordError
from gateway.people.words import WORD
from gateway.ports import Vault
from gateway.providers.dialect import Dialect
from gateway.providers.found import BEGAN, STANDING
from gateway.pseudonyms.beginning import beginning
from gateway.pseudonyms.leaks import leaked, standing
from gateway.pseudonyms.replace import Replacement, pseudonymise
from gateway.pseudonyms.spread import spread
from gateway.pseudonyms.tokens import TokenMint
from gateway.types import Decision, Hit, Interaction, Prompt, Segment, WireRequest

NOTHING = Replacement(edits={}, issued={}, sent=())
DAY = ""
"""No token: under it the vault keeps a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Masking:
    """Replaces what a decision says. `key` is the key of the pseudonyms."""

    vault: Vault
    key: bytes = field(repr=False)

    async def __call__(
        self,
        dialect: Dialect,
        request: WireRequest,
        interaction: Interaction,
        decision: Decision,
        said: Mapping[str, str] = MappingProxyType({}),
    ) -> tuple[Replacement, bytes]:
        """The replacement and the body that leaves; the same body when nothing is replaced.

        `said` are the tokens of earlier messages on the same connection.

        Raises CannotCheck("unmasked"), which always blocks, when a value stands where it cannot be
        replaced.
        """
        earlier = {**await self._earlier(interaction), **said}
        done = NOTHING
        if decision.mask:
            day = await self._day(interaction)
            done = self._tokens(interaction, decision, earlier, day)
        body = dialect.write(request, done.edits) if done.edits else request.body
        if done.edits and leaked(body, request.target, _nowhere_else(done)):
            raise CannotCheck("unmasked", "personal data stands where it cannot be replaced")
        return replace(done, issued={**earlier, **done.issued}) if earlier else done, body

    async def recall(self, interaction: Interaction) -> Interaction:
        """The interaction, knowing whether all of its chat went through here.

        Raises CannotCheck("records").
        """
        prompt, tool = interaction.prompt, interaction.tool
        if not prompt.chat or not prompt.conversation or prompt.carried:
            return interaction
        name = prompt.conversation + BEGAN
        try:
            began = await self.vault.load(interaction.person.id, tool.id if tool else "", name)
        except RecordError as error:
            raise CannotCheck("records", str(error)) from error
        return replace(interaction, prompt=replace(prompt, carried=bool(began)))

    def _tokens(
        self, interaction: Interaction, decision: Decision, earlier: Mapping[str, str], day: date
    ) -> Replacement:
        segments = interaction.prompt.segments
        mint = TokenMint(
            self.key,
            person=interaction.person.id,
            tool=interaction.tool.id if interaction.tool else "",
            day=day,
        )
        mask = tuple(_whole(segments, hit) for hit in decision.mask)
        return pseudonymise(segments, spread(segments, mask), mint, earlier)

    async def _day(self, interaction: Interaction) -> date:
        """Whose tokens hold: those of the day on which this conversation was first gone on with.

        What the provider signed, or keeps in a form that nobody else can read, has tokens in it; a
        history that goes over midnight must not bring others. By such a seal in its first answer
        the day of its first turn is known as well. Raises CannotCheck("records").
        """
        today, name = interaction.time.date(), beginning(interaction.prompt.segments)
        if not name:
            return today
        owner = interaction.person.id, interaction.tool.id if interaction.tool else "", name
        try:
            known = (await self.vault.load(*owner)).get(DAY)
            if known is None:
                # The second turn: the first may have been on another day.
                seal = interaction.prompt.seal
                first = await self.vault.load(*owner[:2], seal) if seal else {}
                known = first.get(DAY, today.isoformat())
                await self.vault.save(*owner, {DAY: known})
        except RecordError as error:
            raise CannotCheck("records", str(error)) from error
        return date.fromisoformat(known)

    async def _earlier(self, interaction: Interaction) -> Mapping[str, str]:
        """Tokens that the provider still holds: of its conversation, of what else is named."""
        tool = interaction.tool.id if interaction.tool else ""
        known: dict[str, str] = {}
        for name in kept_under(interaction.prompt):
            known |= await self.vault.load(interaction.person.id, tool, name)
        return known


def kept_under(prompt: Prompt) -> tuple[str, ...]:
    """The ids under which the provider keeps what this prompt continues or names."""
    standing = (STANDING,) if prompt.chat else ()
    named = (prompt.conversation, *prompt.recalls, *standing)
    return tuple(dict.fromkeys(name for name in named if name))


def _nowhere_else(done: Replacement) -> Mapping[str, str]:
    """What was issued, less single names that the texts hold in another sense.

    Those places were seen and left: "Mark" is replaced, "Mark the date" stays.
    """
    single = {value for value in done.issued.values() if WORD.fullmatch(value)}
    left = standing(single, done.sent)
    return {token: value for token, value in done.issued.items() if value not in left}


def _whole(segments: Sequence[Segment], hit: Hit) -> Hit:
    """A marking speaks for the whole text it stands on: in history all of that text is replaced."""
    finding = hit.finding
    if finding.category is not Category.CONFIDENTIAL:
        return hit
    return replace(hit, finding=replace(finding, start=0, end=len(segments[hit.segment].text)))
