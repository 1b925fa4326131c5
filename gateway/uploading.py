"""What is remembered of an upload: by which ids the provider knows a file that was read."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from gateway.files import FileNote, Outcome
from gateway.inspecting import plain_id
from gateway.ports import Uploads, Verdict
from gateway.providers.uploads import ids_of, is_upload_route, keeps_prompt, place_of, target_of
from gateway.types import Effect

_MOST = 65_536  # bytes: no provider says more of one file


@dataclass(slots=True, kw_only=True)
class Uploading:
    """One upload and its answer; of any other request nothing is kept."""

    verdict: Verdict
    uploads: Uploads
    _said: bytearray = field(default_factory=bytearray, repr=False)
    _over: bool = False

    @property
    def brings(self) -> bool:
        """Whether a file may be known once this is answered."""
        return is_upload_route(self.verdict.request)

    def feed(self, data: bytes) -> None:
        """Bytes of the provider's answer."""
        if self.brings and not self._over:
            self._said += data
            self._over = len(self._said) > _MOST

    async def close(self) -> None:
        """The answer is complete, and no error; some are empty. Raises RecordError."""
        if self._over or not self.brings:
            return
        said, request = bytes(self._said), self.verdict.request
        prompt = self.verdict.screened.interaction.prompt
        vendor = self.verdict.screened.interaction.destination.service.vendor
        notes = prompt.attached.notes
        ids, target = frozenset(map(plain_id, ids_of(said))), target_of(said)
        if keeps_prompt(request):
            if self._clean(notes, Effect.PSEUDONYMISE) and not prompt.unread:
                await self.uploads.remember(vendor, ids, [prompt.sha256])
        elif notes and self._clean(notes):
            place = place_of(f"//{request.host}{request.path}")
            ids |= await self.uploads.expected(vendor, place)
            await self.uploads.remember(vendor, ids, [note.sha256 for note in notes])
        elif target and not notes:
            await self.uploads.expect(vendor, target, ids)

    def _clean(self, notes: Sequence[FileNote], *more: Effect) -> bool:
        """Whether every file was read whole, and let through without anybody's reason."""
        effect = self.verdict.screened.decision.effect
        return (effect <= Effect.NOTIFY or effect in more) and all(
            note.outcome is Outcome.INSPECTED for note in notes
        )
