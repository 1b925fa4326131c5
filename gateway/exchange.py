"""The story of one answer: from the provider's first byte to the closed record."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from time import perf_counter

from gateway.errors import RecordError
from gateway.finding import mentioned
from gateway.listening import Listening
from gateway.masking import DAY, kept_under
from gateway.ports import Recorder, Scan, Vault, Verdict
from gateway.providers.dialect import AnswerFacts
from gateway.providers.found import BEGAN, LISTED, NOT_AN_ID, STANDING
from gateway.pseudonyms.answer import AnswerRestorer
from gateway.pseudonyms.beginning import beginning
from gateway.types import Answer, End, Prompt
from gateway.uploading import Uploading

_BEGAN = {"": ""}  # no token, but something to keep
_PATIENCE = 5.0  # seconds that the end of an answer waits for the store
_FAILED = "The GenAI gateway had to stop this answer. Reference: "


@dataclass(slots=True, kw_only=True)
class Exchange:
    """One forwarded request and its answer. Closed exactly once, however it ends."""

    verdict: Verdict
    recorder: Recorder
    vault: Vault
    now: Callable[[], datetime]
    capture: int
    uploading: Uploading | None = None
    scan: Scan | None = None  # reads the answer, so that it can be found by whom it mentions
    arrived: float = field(default_factory=perf_counter)
    status: int = 0
    first_byte: float | None = None
    answer: Answer | None = None
    restorer: AnswerRestorer | None = field(default=None, repr=False)
    broken: bool = False
    noted: set[str] = field(default_factory=set)
    listening: Listening = field(default_factory=Listening)
    heard: dict[str, str] = field(default_factory=dict, repr=False)
    _learnt: dict[str, str] = field(default_factory=dict, repr=False)
    _listens: str = ""
    _settled: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        """Before the request leaves: its answer may come to somebody who listens already."""
        screened = self.verdict.screened
        for name in kept_under(screened.interaction.prompt) if screened.issued else ():
            self.listening.tell(self._owner, name, screened.issued)

    def open(self, status: int, content_type: str) -> None:
        """The response's head has come."""
        codec = self.verdict.dialect.answer(
            self.verdict.request, status=status, content_type=content_type
        )
        self.status = status
        self.restorer = AnswerRestorer(
            codec, self.verdict.screened.issued, capture_characters=self.capture
        )
        self._listen(self.restorer.facts.listens)

    def feed(self, data: bytes) -> bytes:
        """Bytes from the provider in, bytes for the client out. b"" in means the end."""
        if self.restorer is None:
            raise RuntimeError("the answer was fed before it was opened")
        if not data:
            out = self.restorer.end()
            self._note(self._lasting())
            return out
        if self.first_byte is None:
            self.first_byte = self._elapsed()
        if self.uploading and self.status < 400:
            self.uploading.feed(data)
        out = b"".join(self._catch_up(self.restorer)) + self.restorer.feed(data)
        self._note(self._kept())
        self._listen(self.restorer.facts.listens)
        return out

    def units(self, data: bytes) -> list[bytes]:
        """The same for a message of a socket, frame by frame."""
        if self.restorer is None:
            raise RuntimeError("the answer was fed before it was opened")
        if self.first_byte is None:
            self.first_byte = self._elapsed()
        out = self.restorer.units(data)
        self._note(self._kept())
        return out

    @property
    def endless(self) -> bool:
        """Whether nobody waits for the end of this answer."""
        return self.restorer is not None and self.restorer.facts.endless

    def failure(self) -> bytes:
        """What tells the client, in its own format, that the answer stops here."""
        self.broken = True
        message = _FAILED + self.verdict.screened.interaction.id
        return self.restorer.failure(message) if self.restorer else b""

    async def close(self, end: End) -> Answer | None:
        """Write the ending; a second call does nothing. None: already closed, or no record."""
        if self.answer is not None:
            return None
        self.answer = self._ending(end)  # at once: there is one ending
        self.listening.leave(self._owner, self._listens, id(self))
        try:
            await self._remember(self.answer.end)
        finally:
            self._settled.set()
        if self.verdict.recorded:
            if self.scan is not None and self.answer.restored:
                found = await mentioned(self.scan, self.answer.restored)
                self.answer = replace(self.answer, found=found)
            await self.recorder.answer(self.answer)
        return self.answer

    async def named(self) -> None:
        """Returns once what the answer names is in the store, where every worker knows it.

        To be awaited between `close` having begun and the last byte: it may be asked for at once.
        A store that does not answer is not waited for; then it counts as unknown.
        """
        brings = self.uploading and self.uploading.brings and self.status < 400
        if brings or self._lasting():
            with suppress(TimeoutError):
                await asyncio.wait_for(self._settled.wait(), _PATIENCE)

    def _listen(self, name: str) -> None:
        """What others ask under that name is answered here."""
        if name and name != self._listens:
            self._listens = name
            self.listening.join(self._owner, name, id(self), self.heard.update)

    def _catch_up(self, restorer: AnswerRestorer) -> list[bytes]:
        """Learn what was asked since; what waited for a token of before is given back."""
        if not self.heard:
            return []
        waited = restorer.learn({**self.verdict.screened.issued, **self._learnt, **self.heard})
        self._learnt |= self.heard
        self.heard.clear()
        return waited

    def _ending(self, end: End) -> Answer:
        interaction_id = self.verdict.screened.interaction.id
        if self.broken:
            end = End.GATEWAY_ERROR
        if self.restorer is None:
            return Answer(
                interaction_id=interaction_id,
                end=end,
                time=self.now(),
                duration_ms=self._elapsed(),
            )
        facts = self.restorer.facts
        if end is End.COMPLETE and (self.status >= 400 or facts.error):
            end = End.PROVIDER_ERROR
        return Answer(
            interaction_id=interaction_id,
            end=end,
            time=self.now(),
            status=self.status,
            received=self.restorer.received,
            restored=self.restorer.restored,
            model=facts.model,
            input_tokens=facts.input_tokens,
            output_tokens=facts.output_tokens,
            first_byte_ms=self.first_byte,
            duration_ms=self._elapsed(),
            unrestored=self.restorer.unrestored,
        )

    def _note(self, found: Mapping[str, Mapping[str, str]]) -> None:
        """Before the bytes leave that name it: what is kept may be asked for at once."""
        person, tool = self._owner
        for name, kept in found.items():
            if name not in self.noted:
                self.vault.note(person, tool, name, kept)
                self.noted.add(name)

    async def _remember(self, end: End) -> None:
        """Keep the tokens of what stays with the provider, by every id it can be asked for by."""
        person, tool = self._owner
        # The answer is already restored; only later turns would show tokens instead of names.
        with suppress(RecordError):
            for name, kept in sorted(self._lasting().items()):
                await self.vault.save(person, tool, name, kept)
        if self.uploading and end is End.COMPLETE:
            with suppress(RecordError):  # then the file counts as unknown
                await self.uploading.close()

    @property
    def _owner(self) -> tuple[str, str]:
        asked = self.verdict.screened.interaction
        return asked.person.id, asked.tool.id if asked.tool else ""

    def _kept(self) -> dict[str, Mapping[str, str]]:
        """What is to be kept under which name: tokens, and that a chat began here."""
        screened, prompt = self.verdict.screened, self.verdict.screened.interaction.prompt
        if self.restorer is None or self.status >= 400:
            return {}
        facts = self.restorer.facts
        names = {facts.conversation, *facts.kept, *self._continued()} - {"", NOT_AN_ID}
        names |= {LISTED} if names and prompt.chat else set()
        kept = dict.fromkeys(names, screened.issued) if screened.issued else {}
        return kept | {name + BEGAN: _BEGAN for name in self._begun(prompt, facts)}

    def _lasting(self) -> dict[str, Mapping[str, str]]:
        """What is to be kept of an answer that is complete."""
        return {**(self._kept() or self._standing()), **self._first_day()}

    def _first_day(self) -> dict[str, Mapping[str, str]]:
        """The day of a conversation's first turn, where its answer has tokens under a seal.

        Whoever goes on with it sends the seal again (see `Masking`).
        """
        screened = self.verdict.screened
        asked = screened.interaction
        seal = self.restorer.facts.seal if self.restorer and self.status < 400 else ""
        if not (seal and screened.issued) or beginning(asked.prompt.segments):
            return {}
        return {seal: {DAY: asked.time.date().isoformat()}}

    def _standing(self) -> dict[str, Mapping[str, str]]:
        """What was told outside all chats: any of them may repeat it."""
        screened, prompt = self.verdict.screened, self.verdict.screened.interaction.prompt
        if self.restorer is None or self.status >= 400 or not prompt.chat:
            return {}
        left = "\n".join(screened.sent)
        told = {token: value for token, value in screened.issued.items() if token in left}
        return dict.fromkeys((STANDING, LISTED), told) if told else {}

    @staticmethod
    def _begun(prompt: Prompt, facts: AnswerFacts) -> set[str]:
        """The chat of which this turn was the first, or all turns before went through here.

        Some services name every turn anew. What was only read back may have begun elsewhere.
        """
        seen = prompt.carried or not prompt.conversation
        begins = prompt.chat and prompt.generative and seen
        if not begins:
            return set()
        names = {prompt.conversation, facts.conversation} - {"", NOT_AN_ID}
        return names - set(prompt.recalls)

    def _continued(self) -> tuple[str, ...]:
        """The ids in the request itself, when it added something to what they name."""
        prompt = self.verdict.screened.interaction.prompt
        return (prompt.conversation,) if prompt.segments else ()

    def _elapsed(self) -> float:
        return round((perf_counter() - self.arrived) * 1000, 3)
