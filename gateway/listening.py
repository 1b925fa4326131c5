"""Answers that stay open while others ask: who listens learns the tokens of what is asked.

In the memory of one process: a client whose connections are spread over several sees, on the one
that listens, pseudonyms of what it asked through the others.
"""

from collections.abc import Callable, Hashable, Mapping

type Owner = tuple[str, str]
"""Person and tool."""

type Learn = Callable[[Mapping[str, str]], None]


class Listening:
    """Who listens, under which name of which owner."""

    def __init__(self) -> None:
        self._by_name: dict[tuple[Owner, str], dict[Hashable, Learn]] = {}

    def join(self, owner: Owner, name: str, who: Hashable, learn: Learn) -> None:
        """From here on `learn` is told."""
        self._by_name.setdefault((owner, name), {})[who] = learn

    def leave(self, owner: Owner, name: str, who: Hashable) -> None:
        """The answer has ended."""
        left = self._by_name.get((owner, name), {})
        left.pop(who, None)
        if not left:
            self._by_name.pop((owner, name), None)

    def tell(self, owner: Owner, name: str, issued: Mapping[str, str]) -> None:
        """These tokens are about to leave; nobody else's answers hear of them."""
        for learn in self._by_name.get((owner, name), {}).values():
            learn(issued)

    def __len__(self) -> int:
        """How many names somebody listens under."""
        return len(self._by_name)
