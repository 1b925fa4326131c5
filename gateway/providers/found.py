"""What reading a body gives: segments, where each stands, what was not read, some facts."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from gateway.providers.splice import Slot, splice
from gateway.providers.words import is_id, is_word
from gateway.types import Prompt, Segment, Unread, WireRequest


@dataclass(slots=True, kw_only=True)
class Found:
    """Gathers what a reader finds in one body, in order. Nothing of a signed one is writable."""

    segments: list[Segment] = field(default_factory=list)
    slots: list[Slot | None] = field(default_factory=list)
    unread: dict[Unread, None] = field(default_factory=dict)
    model: str = ""
    stream: bool = False
    conversation: str = ""
    region: str = ""
    signed: bool = False

    def add(self, segment: Segment, slot: Slot | None) -> None:
        """A text; blank ones say nothing and are left out."""
        if segment.text and not segment.text.isspace():
            self.segments.append(replace(segment, writable=False) if self.signed else segment)
            self.slots.append(slot)

    def cannot_read(self, part: str, why: str) -> None:
        self.unread[Unread(part=part, why=why)] = None

    def take(self, other: "Found") -> None:
        """Everything that another reading found, after what is here."""
        self.segments += other.segments
        self.slots += other.slots
        self.unread |= other.unread
        self.model = self.model or other.model
        self.stream = self.stream or other.stream
        self.conversation = self.conversation or other.conversation
        self.region = self.region or other.region

    def names_model(self, name: str) -> None:
        """Only what looks like a model's name is believed to be one."""
        self.model = name if is_word(name) else ""

    def names_conversation(self, name: str) -> None:
        self.conversation = name if is_id(name) else "unknown"

    def prompt(self, dialect: str, request: WireRequest) -> Prompt:
        """Everything found, as the policy wants it."""
        return Prompt(
            dialect=dialect,
            segments=tuple(self.segments),
            unread=tuple(self.unread),
            model=self.model,
            stream=self.stream,
            conversation=self.conversation,
            region=self.region,
            signed=self.signed,
            generative=bool(self.segments or self.unread or request.body),
            sha256=hashlib.sha256(request.body).hexdigest(),
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
