"""The story of one request, top to bottom. Read this file first."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from detectors.types import ScanError, ScanTimeout
from gateway.begin import Beginning
from gateway.errors import CannotCheck, RecordError, Unreadable
from gateway.policy.decide import Policy, decide
from gateway.policy.failure import could_not_check
from gateway.ports import Recorder, Scan, Vault, Verdict
from gateway.providers.dialect import Dialect, dialect_for
from gateway.pseudonyms.leaks import leaked
from gateway.pseudonyms.replace import Replacement, pseudonymise
from gateway.pseudonyms.spread import spread
from gateway.pseudonyms.tokens import TokenMint
from gateway.settings.gateway_file import GatewayFile
from gateway.stages import Stages
from gateway.types import (
    Answer,
    Decision,
    Effect,
    End,
    Hit,
    Interaction,
    Prompt,
    Refusal,
    Screened,
    WireRequest,
)

NOTHING = Replacement(edits={}, issued={}, sent=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Gateway:
    """Everything one request needs, as it stood at one moment; a reload makes a new one."""

    settings: GatewayFile
    begin: Beginning
    scan: Scan
    policy: Policy
    recorder: Recorder
    vault: Vault
    key: bytes = field(repr=False)  # of the pseudonyms
    now: Callable[[], datetime]

    async def screen(self, request: WireRequest) -> Verdict:
        """Read, scan, decide, replace, record: in this order, each once, and only then forward."""
        stages = Stages()
        dialect = dialect_for(request)
        prompt, unreadable = _read(dialect, request)
        interaction = self.begin(request, prompt)
        stages.mark("read")
        hits: tuple[Hit, ...] = ()
        replaced, body, failure = NOTHING, request.body, ""
        try:
            if unreadable:
                raise unreadable
            hits = await self._scan(prompt)
            stages.mark("scan")
            decision = self._decide(interaction, hits)
            stages.mark("decide")
            if not decision.blocked:
                replaced = await self._replace(interaction, decision)
                body = _write(dialect, request, replaced)
            stages.mark("replace")
        except CannotCheck as error:
            decision = self._despite(error, interaction)
            failure, replaced, body = error.failure, NOTHING, request.body
        screened = Screened(
            interaction=interaction,
            hits=hits,
            decision=decision,
            sent=() if decision.blocked else replaced.sent or _as_typed(prompt),
            issued=replaced.issued,
            failure=failure,
            timings_ms=stages.milliseconds,
        )
        verdict = Verdict(request=request, screened=screened, dialect=dialect, body=body)
        verdict = await self._record(verdict)
        stages.mark("record")
        return await self._refuse(verdict) if verdict.screened.decision.blocked else verdict

    async def fault(self, request: WireRequest) -> Verdict:
        """Refuse and record a request on which the gateway itself failed."""
        error = CannotCheck("gateway", "internal error")
        dialect = dialect_for(request)
        interaction = self.begin(request, Prompt(dialect=dialect.name, segments=()))
        screened = Screened(
            interaction=interaction,
            hits=(),
            decision=self._blocked(error),
            sent=(),
            failure=error.failure,
        )
        verdict = Verdict(request=request, screened=screened, dialect=dialect, body=request.body)
        return await self._refuse(await self._record(verdict), end=End.GATEWAY_ERROR)

    async def _scan(self, prompt: Prompt) -> tuple[Hit, ...]:
        try:
            found = await self.scan([segment.text for segment in prompt.segments])
        except ScanTimeout as error:
            raise CannotCheck("timeout", str(error)) from None
        except ScanError as error:
            raise CannotCheck("scanner", str(error)) from None
        pairs = ((index, finding) for index, row in enumerate(found) for finding in row)
        return tuple(Hit(segment=index, finding=finding) for index, finding in pairs)

    def _decide(self, interaction: Interaction, hits: Sequence[Hit]) -> Decision:
        return decide(self.policy, interaction, hits, today=self.now().date())

    async def _replace(self, interaction: Interaction, decision: Decision) -> Replacement:
        """Tokens for what must not leave, beside those the provider holds from earlier turns."""
        prompt, person = interaction.prompt, interaction.person.id
        tool = interaction.tool.id if interaction.tool else ""
        earlier: Mapping[str, str] = {}
        if prompt.conversation:
            earlier = await self.vault.load(person, tool, prompt.conversation)
        if not decision.mask:
            return replace(NOTHING, issued=earlier)
        mint = TokenMint(self.key, person=person, tool=tool, day=interaction.time.date())
        done = pseudonymise(prompt.segments, spread(prompt.segments, decision.mask), mint)
        return replace(done, issued={**earlier, **done.issued})

    def _despite(self, error: CannotCheck, interaction: Interaction) -> Decision:
        """The failure's setting, never milder than what the rules say without any findings."""
        rules = self._decide(interaction, ())
        failed = could_not_check(error, self.settings.failures, self.policy.version)
        return max(rules, failed, key=lambda decision: decision.effect)

    def _blocked(self, error: CannotCheck) -> Decision:
        return could_not_check(error, self.settings.failures, self.policy.version)

    async def _record(self, verdict: Verdict) -> Verdict:
        """Durable before anything leaves; without a record nothing leaves unless so configured."""
        try:
            await self.recorder.request(verdict.screened)
        except RecordError as error:
            decision = self._blocked(CannotCheck("records", str(error)))
            if verdict.screened.decision.blocked or not decision.blocked:
                return replace(verdict, recorded=False)
            screened = replace(verdict.screened, decision=decision, failure="records")
            return replace(verdict, screened=screened, recorded=False)
        return verdict

    async def _refuse(self, verdict: Verdict, *, end: End = End.REFUSED) -> Verdict:
        screened = verdict.screened
        refusal = Refusal(
            reference=screened.interaction.id,
            reasons=tuple(r for r in screened.decision.reasons if r.effect is Effect.BLOCK),
            contact=self.settings.organisation.contact,
            code="could_not_check" if screened.failure else "policy_violation",
        )
        response = verdict.dialect.refusal(verdict.request, refusal)
        closing = Answer(
            interaction_id=refusal.reference,
            end=end,
            time=self.now(),
            status=response.status,
            restored=refusal.text,
        )
        if verdict.recorded:
            await self.recorder.answer(closing)
        return replace(verdict, refusal=response)


def _read(dialect: Dialect, request: WireRequest) -> tuple[Prompt, CannotCheck | None]:
    try:
        return dialect.read(request), None
    except Unreadable as error:
        problem = CannotCheck("unreadable", str(error))
        return Prompt(dialect=dialect.name, segments=()), problem


def _write(dialect: Dialect, request: WireRequest, replaced: Replacement) -> bytes:
    if not replaced.edits:
        return request.body
    body = dialect.write(request, replaced.edits)
    if leaked(body, request.target, replaced.issued):
        raise CannotCheck("unreadable", "personal data stands where it cannot be replaced")
    return body


def _as_typed(prompt: Prompt) -> tuple[str, ...]:
    return tuple(segment.text for segment in prompt.segments)
