"""Collects the text of an answer, channel by channel, up to a limit."""

TRUNCATED = "\n\n[truncated]"
"""Stands at the end of a transcript that is not complete."""


class Transcript:
    """Text by channel in order of appearance. At most `limit` characters are kept; 0 keeps none."""

    __slots__ = ("_channels", "_limit", "_room", "_truncated")

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._room = limit
        self._truncated = False
        self._channels: dict[str, list[str]] = {}

    def add(self, channel: str, text: str) -> None:
        """The next text of a channel."""
        if self._room < len(text):
            self._truncated = True
            text = text[: self._room]
        if text:
            self._room -= len(text)
            self._channels.setdefault(channel, []).append(text)

    def restart(self, channel: str, keep: int = 0) -> None:
        """What the channel said so far, less its first characters, is taken back."""
        said = "".join(self._channels.get(channel, ()))
        if said[keep:]:
            self._room += len(said) - keep
            self._channels[channel] = [said[:keep]] if keep else []

    def copy(self) -> "Transcript":
        """Another one with the same text so far."""
        other = Transcript(self._limit)
        other._room, other._truncated = self._room, self._truncated
        other._channels = {name: list(parts) for name, parts in self._channels.items()}
        return other

    @property
    def text(self) -> str:
        """The channels joined by blank lines, with a mark where something is missing."""
        if not self._limit:
            return ""
        joined = "\n\n".join("".join(parts) for parts in self._channels.values() if parts)
        return joined + TRUNCATED if self._truncated else joined
