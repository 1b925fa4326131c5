"""Chats as a service keeps them: what it was told, never what the person typed."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Turn:
    """A message: its id, who said it, what."""

    id: str
    role: str
    text: str


@dataclass(slots=True)
class Chat:
    """A chat with its messages in order."""

    id: str
    title: str = ""
    turns: list[Turn] = field(default_factory=list)

    def say(self, role: str, text: str) -> Turn:
        """Add a message."""
        turn = Turn(id=f"{self.id}-m{len(self.turns) + 1}", role=role, text=text)
        self.turns.append(turn)
        return turn
