"""By what a conversation that its client sends again and again is known: how it began; pure."""

from collections.abc import Sequence
from hashlib import sha256

from gateway.types import Segment


def beginning(segments: Sequence[Segment]) -> str:
    """A name made of the first text of the person and of the first answer to it.

    "" when nothing was answered yet. Both stand in every later turn as they were; instructions
    do not count, for some clients put the date into them, nor do thoughts, which may be left out.
    """
    asked = next((at for at, one in enumerate(segments) if one.role == "user"), len(segments))
    later = segments[asked + 1 :]
    answered = next((one for one in later if _answers(one)), None)
    if answered is None:
        return ""
    digest = sha256()
    for text in (segments[asked].text, answered.text):
        raw = text.encode("utf-8", "surrogatepass")
        digest.update(len(raw).to_bytes(8) + raw)
    return f"began {digest.hexdigest()}"


def _answers(segment: Segment) -> bool:
    return segment.role in {"assistant", "tool"} and not segment.new and segment.writable
