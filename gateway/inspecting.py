"""From the files of a prompt to its texts: each is read, and what was not read stays unread."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from hashlib import sha256
from time import perf_counter

from detectors.documents.piece import Kind, Reading
from gateway.files import Attached, Blob, FileNote, Held, Outcome
from gateway.ports import Documents, Uploads
from gateway.types import Interaction, Prompt, Segment, Unread

Inspect = Callable[[Interaction], Awaitable[Interaction]]

ROLE = "file"
"""The role of a text that stands in a file: it can be found, and cannot be replaced."""


async def leave_unread(interaction: Interaction) -> Interaction:
    """Where nobody reads files, each of them stays a part that was not inspected."""
    return interaction


@dataclass(frozen=True, slots=True, kw_only=True)
class _Looked:
    """A file that was looked at."""

    blob: Blob
    note: FileNote
    segments: tuple[Segment, ...]
    unread: tuple[Unread, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspecting:
    """Reads the files of a prompt, and knows those that the provider got through here."""

    documents: Documents
    uploads: Uploads

    async def __call__(self, interaction: Interaction) -> Interaction:
        """The interaction with the texts of its files as segments, after all others."""
        prompt = interaction.prompt
        if not prompt.attached.blobs and not prompt.attached.held:
            return interaction
        looked = await asyncio.gather(*map(self._look, prompt.attached.blobs))
        known = await self._known(interaction, prompt.attached.held)
        return replace(interaction, prompt=_with(prompt, looked, known))

    async def _look(self, blob: Blob) -> _Looked:
        began = perf_counter()
        try:
            data, digest = await asyncio.to_thread(_bytes, blob)
        except ValueError:
            return _unread(blob)
        reading = await self.documents.read(data, digest)
        note = FileNote(
            part=blob.part,
            kind=reading.kind.value,
            outcome=_outcome(reading),
            size=len(data),
            sha256=digest.hex(),
            name=blob.name,
            media=blob.media,
            gaps=tuple(gap.why for gap in reading.gaps),
            milliseconds=round((perf_counter() - began) * 1000, 3),
        )
        return _Looked(
            blob=blob,
            note=note,
            segments=tuple(_segments(blob, reading)),
            unread=tuple(_gaps(blob, reading)),
        )

    async def _known(self, interaction: Interaction, held: tuple[Held, ...]) -> frozenset[str]:
        if not held:
            return frozenset()
        vendor = interaction.destination.service.vendor
        return await self.uploads.known(vendor, {plain_id(one.id) for one in held})


def plain_id(name: str) -> str:
    """A file's id without the scheme that some put before it ("sediment://file_1")."""
    scheme, _, rest = name.rpartition("://")
    return name if not scheme or scheme.lower().startswith("http") else rest


def _bytes(blob: Blob) -> tuple[bytes | memoryview, bytes]:
    data = blob.data()
    return data, sha256(data).digest()


def _unread(blob: Blob) -> _Looked:
    note = FileNote(
        part=blob.part,
        kind=Kind.UNKNOWN.value,
        outcome=Outcome.NOT_INSPECTED,
        size=len(blob.source),
        sha256="",
        name=blob.name,
        media=blob.media,
        gaps=(blob.why,),
    )
    return _Looked(
        blob=blob, note=note, segments=(), unread=(Unread(part=blob.part, why=blob.why),)
    )


def _outcome(reading: Reading) -> Outcome:
    if not reading.gaps:
        return Outcome.INSPECTED
    return Outcome.PARTLY if reading.pieces else Outcome.NOT_INSPECTED


def _segments(blob: Blob, reading: Reading) -> Iterable[Segment]:
    for piece in reading.pieces:
        yield Segment(
            path=f"{blob.part}#{piece.place}",
            role=ROLE,
            text=piece.text,
            new=blob.new,
            writable=False,
        )


def _gaps(blob: Blob, reading: Reading) -> Iterable[Unread]:
    for gap in reading.gaps:
        # Of bytes that are no file that we know, the dialect's own reason says more.
        why = blob.why if reading.kind is Kind.UNKNOWN and not gap.place else gap.why
        yield Unread(part=f"{blob.part}#{gap.place}" if gap.place else blob.part, why=why)


def _with(prompt: Prompt, looked: Iterable[_Looked], known: frozenset[str]) -> Prompt:
    looked = tuple(looked)
    attached = prompt.attached
    seen = {Unread(part=one.blob.part, why=one.blob.why) for one in looked}
    seen |= {Unread(part=h.part, why=h.why) for h in attached.held if plain_id(h.id) in known}
    # Two can stand at one place ("/*"): known is the place only when all of them are.
    seen -= {Unread(part=h.part, why=h.why) for h in attached.held if plain_id(h.id) not in known}
    left = [part for part in prompt.unread if part not in seen]
    left += [part for one in looked for part in one.unread]
    return replace(
        prompt,
        segments=(*prompt.segments, *(s for one in looked for s in one.segments)),
        unread=tuple(dict.fromkeys(left)),
        attached=Attached(held=attached.held, notes=tuple(one.note for one in looked)),
    )
