"""What reading a body gives: segments, where each stands, what was not read, some facts."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from gateway.files import Attached, Blob, Held
from gateway.providers.json_text import Room
from gateway.providers.splice import Slot, splice
from gateway.providers.words import is_id, is_word
from gateway.types import Prompt, Segment, Unread, WireRequest

TOO_MUCH = "more JSON, or a longer form, than is read"

CALL = "audio of a call that does not come through the gateway"
_SETS_UP = re.compile(r"v=0\s*\r?\no=")

NOT_AN_ID = "unknown"
"""Stands for a conversation whose name may be somebody's words."""

LISTED = "*"
"""Stands for all of a person's conversations with a tool, where an answer lists them."""

STANDING = "+"
"""Stands for what a person told a tool outside all chats, and every chat of theirs may repeat."""

BEGAN = " began here"
"""After a conversation's id: kept when all of it went through the gateway."""


@dataclass(slots=True, kw_only=True)
class Found:
    """Gathers what a reader finds in one body, in order. Nothing of a signed one is writable."""

    segments: list[Segment] = field(default_factory=list)
    slots: list[Slot | None] = field(default_factory=list)
    unread: dict[Unread, None] = field(default_factory=dict)
    blobs: list[Blob] = field(default_factory=list)
    keeps: list[Held] = field(default_factory=list)
    model: str = ""
    stream: bool = False
    conversation: str = ""
    recalls: dict[str, None] = field(default_factory=dict)
    region: str = ""
    signed: bool = False
    room: Room = field(default_factory=Room)
    carried: bool = False
    chat: bool = False
    account: str = ""
    seal: str = ""

    def add(self, segment: Segment, slot: Slot | None) -> None:
        """A text; blank ones say nothing and are left out. One may set up a call (RFC 8866)."""
        if segment.text.startswith("v=0") and _SETS_UP.match(segment.text):
            self.cannot_read("media", CALL)
        if segment.text and not segment.text.isspace():
            self.segments.append(replace(segment, writable=False) if self.signed else segment)
            self.slots.append(slot)

    def cannot_read(self, part: str, why: str) -> None:
        self.unread[Unread(part=part, why=why)] = None

    def blob(self, part: str, data: memoryview | str, **more: Any) -> None:  # noqa: ANN401
        """A file: bytes of the body, or text that is base64 or a data URL; `more` as Blob has it.

        Until somebody has read it, it counts as not inspected.
        """
        blob = Blob(part=part, source=data, **more)
        self.blobs.append(blob)
        self.cannot_read(part, blob.why)

    def held(self, part: str, name: str, why: str) -> None:
        """A file that the provider keeps: not inspected, unless it went through here."""
        self.keeps.append(Held(part=part, id=name, why=why))
        self.cannot_read(part, why)

    def take(self, other: "Found") -> None:
        """Everything that another reading found, after what is here."""
        self.segments += other.segments
        self.slots += other.slots
        self.unread |= other.unread
        self.blobs += other.blobs
        self.keeps += other.keeps
        self.model = self.model or other.model
        self.stream = self.stream or other.stream
        self.conversation = self.conversation or other.conversation
        self.recalls |= other.recalls
        self.region = self.region or other.region
        self.seal = self.seal or other.seal

    def names_model(self, name: str) -> None:
        """Only what looks like a model's name is believed to be one."""
        self.model = name if is_word(name) else ""

    def names_conversation(self, name: str) -> None:
        self.conversation = name if is_id(name) else NOT_AN_ID

    def names_all(self) -> None:
        """The answer names many conversations, all of them the person's own."""
        self.recalls[LISTED] = None

    def names_kept(self, name: str) -> None:
        """Something the provider keeps, whose pseudonyms may come back."""
        if is_id(name):
            self.recalls[name] = None

    def prompt(self, dialect: str, request: WireRequest) -> Prompt:
        """Everything found, as the policy wants it."""
        if self.room.left < 0:
            self.cannot_read("body", TOO_MUCH)
        return Prompt(
            dialect=dialect,
            segments=tuple(self.segments),
            unread=tuple(self.unread),
            model=self.model,
            stream=self.stream,
            conversation=self.conversation,
            recalls=tuple(self.recalls),
            region=self.region,
            signed=self.signed,
            carried=self.carried,
            chat=self.chat,
            account=self.account,
            generative=bool(self.segments or self.unread or request.body),
            sha256=hashlib.sha256(request.body).hexdigest(),
            seal=self.seal,
            attached=Attached(blobs=tuple(self.blobs), held=tuple(self.keeps)),
        )

    def write(self, body: str, edits: Mapping[int, str]) -> str:
        """The body with the texts of these segments replaced.

        Raises ValueError for a segment that is not writable: nobody may ask for that.
        """
        chosen = []
        for index, text in edits.items():
            slot = self.slots[index]
            if slot is None or not self.segments[index].writable:
                raise ValueError(f"segment {index} cannot be altered")
            chosen.append(slot.edit(text))
        return splice(body, chosen)
