"""The story of one request, top to bottom. Read this file first."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime

from gateway.begin import Beginning
from gateway.errors import CannotCheck, RecordError, Unreadable
from gateway.finding import find
from gateway.inspecting import Inspect, leave_unread
from gateway.masking import NOTHING, Masking
from gateway.policy.decide import Policy, decide
from gateway.policy.failure import could_not_check
from gateway.ports import NoSigner, Recorder, Scan, Signer, Turn, Verdict
from gateway.providers.dialect import Dialect, dialect_for
from gateway.refusal import Refusal
from gateway.settings.gateway_file import Failures, GatewayFile
from gateway.stages import Stages
from gateway.types import (
    Answer,
    Decision,
    Effect,
    End,
    Hit,
    Interaction,
    Prompt,
    Screened,
    WireRequest,
)

FAULT = CannotCheck("gateway", "internal error")
"""The gateway itself failed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gateway:
    """Everything one request needs, as it stood at one moment; a reload makes a new one."""

    settings: GatewayFile
    begin: Beginning
    scan: Scan
    policy: Policy
    mask: Masking
    recorder: Recorder
    now: Callable[[], datetime]
    scan_version: str = ""
    signer: Signer = field(default_factory=NoSigner)
    inspect: Inspect = leave_unread

    async def screen(self, request: WireRequest, turn: Turn | None = None) -> Verdict:
        """Read, open files, scan, decide, replace, record: each once, and only then forward.

        With a turn the request is one message of a connection that was screened when it began.
        """
        stages = Stages()
        dialect = turn.dialect if turn else dialect_for(request)
        unsigned = self.signer.unsigned(request)
        prompt, unreadable = (turn.prompt, None) if turn else _read(dialect, unsigned or request)
        interaction = self.begin(request, prompt)
        stages.mark("read")
        hits: tuple[Hit, ...] = ()
        replaced, body, failure, signature = NOTHING, request.body, "", None
        try:
            if unreadable:
                raise unreadable
            interaction = await self.inspect(await self.mask.recall(interaction))
            stages.mark("files")
            hits = await find(self.scan, interaction.prompt)
            stages.mark("scan")
            decision = decide(self.policy, interaction, hits, today=self.now().date())
            stages.mark("decide")
            if not decision.blocked:
                said = turn.earlier if turn else {}
                replaced, body = await self.mask(
                    dialect, unsigned or request, interaction, decision, said
                )
            if unsigned and body is not request.body:
                signature = self.signer.sign(request, body)
            stages.mark("replace")
        except CannotCheck as error:
            decision, failure = self._despite(error, interaction), error.failure
            replaced, body = NOTHING, request.body
        screened = Screened(
            interaction=interaction,
            hits=hits,
            decision=decision,
            sent=() if decision.blocked else replaced.sent or _as_typed(interaction.prompt),
            issued=replaced.issued,
            scan_version=self.scan_version,
            failure=failure,
            timings_ms=stages.milliseconds,
            signed_by=signature.by if signature else "",
        )
        verdict = Verdict(
            request=request, screened=screened, dialect=dialect, body=body, signature=signature
        )
        verdict = await self._record(verdict)
        stages.mark("record")
        return await self._refuse(verdict) if verdict.screened.decision.blocked else verdict

    def stands(self, request: WireRequest, dialect: Dialect) -> bool:
        """Whether the policy would still let this person send an empty message there."""
        interaction = self.begin(request, Prompt(dialect=dialect.name, segments=()))
        return not decide(self.policy, interaction, (), today=self.now().date()).blocked

    async def fault(
        self,
        request: WireRequest,
        error: CannotCheck = FAULT,
        *,
        status: int = 403,
        dialect: Dialect | None = None,
    ) -> Verdict:
        """Refuse and record a request on which the gateway failed, or whose body nobody read.

        The failure's setting is not asked: bytes that were never read cannot be let through.
        """
        dialect = dialect or dialect_for(request)
        screened = Screened(
            interaction=self.begin(request, Prompt(dialect=dialect.name, segments=())),
            hits=(),
            decision=could_not_check(error, Failures(), self.policy.version),
            sent=(),
            failure=error.failure,
        )
        verdict = Verdict(request=request, screened=screened, dialect=dialect, body=request.body)
        end = End.GATEWAY_ERROR if error is FAULT else End.REFUSED
        return await self._refuse(await self._record(verdict), end=end, status=status)

    def _failed(self, error: CannotCheck) -> Decision:
        return could_not_check(error, self.settings.failures, self.policy.version)

    def _despite(self, error: CannotCheck, interaction: Interaction) -> Decision:
        """The failure's setting, never milder than what the rules say without any findings."""
        rules = decide(self.policy, interaction, (), today=self.now().date())
        return max(rules, self._failed(error), key=lambda decision: decision.effect)

    async def _record(self, verdict: Verdict) -> Verdict:
        """Durable before anything leaves; without a record nothing leaves unless so configured."""
        try:
            await self.recorder.request(verdict.screened)
        except RecordError as error:
            failed = self._failed(CannotCheck("records", str(error)))
            strictest = max(verdict.screened.decision, failed, key=lambda d: d.effect)
            screened = replace(verdict.screened, decision=strictest, failure="records")
            return replace(verdict, screened=screened, recorded=False)
        return verdict

    async def _refuse(
        self, verdict: Verdict, *, end: End = End.REFUSED, status: int = 403
    ) -> Verdict:
        screened = verdict.screened
        refusal = Refusal(
            reference=screened.interaction.id,
            reasons=tuple(r for r in screened.decision.reasons if r.effect is Effect.BLOCK),
            contact=self.settings.organisation.contact,
            status=status,
            code="could_not_check" if screened.failure else "policy_violation",
            languages=self.settings.organisation.languages,
        )
        response = verdict.dialect.refusal(verdict.request, refusal)
        if verdict.recorded:
            closing = Answer(
                interaction_id=refusal.reference,
                end=end,
                time=self.now(),
                status=response.status,
                restored=refusal.text,
            )
            # The decision is recorded and nothing leaves; the recorder tries this row again.
            with suppress(RecordError):
                await self.recorder.answer(closing)
        return replace(verdict, refusal=response)


def _read(dialect: Dialect, request: WireRequest) -> tuple[Prompt, CannotCheck | None]:
    try:
        return dialect.read(request), None
    except Unreadable as error:
        problem = CannotCheck("unreadable", str(error))
        return Prompt(dialect=dialect.name, segments=()), problem


def _as_typed(prompt: Prompt) -> tuple[str, ...]:
    return tuple(segment.text for segment in prompt.segments)
