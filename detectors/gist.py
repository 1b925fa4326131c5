"""What is found out about a text once for all rules, so that most of them need not read it."""

from collections.abc import Iterable

from detectors.gates import Gate


class Gist:
    """One text. Keeps no more than the text itself, and as long as somebody keeps the gist."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._lower = text.lower()
        self._asked: dict[Gate, bool] = {}

    def __repr__(self) -> str:
        return "Gist()"  # never the text

    def has_any(self, words: Iterable[str]) -> bool:
        """Whether one of these, in lower case, stands in the text in any case."""
        lower = self._lower
        return any(word in lower for word in words)

    def has(self, pattern: Gate) -> bool:
        """Whether the pattern is found; rules that ask the same thing share the answer."""
        known = self._asked.get(pattern)
        if known is None:
            known = self._asked[pattern] = bool(pattern.search(self.text))
        return known
