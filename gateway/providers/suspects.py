"""Hosts outside the catalogue that look like generative AI (clause 4): by name, or by what they are
asked. A guess for people to judge; nothing is refused because of it.
"""

import re
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache

from detectors.lookalikes import fold
from gateway.settings.hosts_file import ListedService

_SURE: frozenset[str] = frozenset(
    (
        *("openai", "chatgpt", "gpt", "anthropic", "mistral", "deepseek", "perplexity", "grok"),
        *("llama", "ollama", "huggingface", "midjourney", "openrouter", "groq", "qwen", "kimi"),
        *("moonshot", "notebooklm", "chatbot", "llm", "genai", "stablediffusion", "elevenlabs"),
        *("runwayml", "windsurf", "codeium", "lovable", "manus", "copyai", "quillbot"),
        *("writesonic", "fireflies", "synthesia", "heygen", "suno"),
    )
)
_ORDINARY: frozenset[str] = frozenset(
    ("claude", "gemini", "copilot", "cursor", "character", "poe", "jasper", "gamma", "otter")
)
"""Brands that are words or names too: they say something only under `.ai`."""

_LONG = 6  # letters from which a brand counts inside a longer word
_SLIP_FROM = 10  # characters from which one wrong letter still tells a name
_PUBLIC = 2  # labels of a name that people register, in most cases: example.com
_REMEMBERED = 4096
_WORDS = re.compile(r"[a-z]+")
_DIGITS = str.maketrans("013", "ole")
_SHAPES = re.compile(
    r"/(?:chat/completions|v1/(?:messages|responses|completions)|api/(?:chat|generate)"
    r"|models/[^/]+:(?:generate|streamGenerate)Content)"
)


class Suspects:
    """Compares hosts with the catalogue's. Hosts of the catalogue itself are not for it."""

    def __init__(self, services: Iterable[ListedService]) -> None:
        names = {s.pattern for s in services if not s.pattern.startswith(("*.", "regex:"))}
        shortest_last = sorted(names, key=lambda name: (-len(name), name))
        self._known = {_registered(name): name for name in shortest_last}
        self._look = lru_cache(_REMEMBERED)(self._resembles)

    def resembles(self, host: str) -> str:
        """The listed host or the brand that this (normal) name looks like, or nothing."""
        found: str = self._look(host)
        return found

    def _resembles(self, host: str) -> str:
        own = _registered(host)
        plain = _registered(_plain(host))
        if plain != own and plain in self._known:
            return self._known[plain]
        if own in self._known:  # below a listed name, and not listed itself
            return ""
        near = next((known for known in self._known if _one_slip(plain, known)), "")
        return self._known[near] if near else _brand(host)


def asks_like_ai(target: str) -> bool:
    """Whether a path is that of a common interface to a language model."""
    return _SHAPES.search(target.partition("?")[0]) is not None


def _registered(host: str) -> str:
    return ".".join(host.split(".")[-_PUBLIC:])


def _plain(host: str) -> str:
    """The name with other scripts' letters, digits for letters and hyphens taken back."""
    with suppress(UnicodeError):
        host = host.encode("ascii").decode("idna")
    plain: str = fold(host).lower().translate(_DIGITS).replace("-", "")
    return plain


def _brand(host: str) -> str:
    words: set[str] = set(_WORDS.findall(host))
    if found := words & _SURE:
        return min(found)
    if inside := {b for b in _SURE if len(b) >= _LONG and any(b in word for word in words)}:
        return min(inside)
    ordinary = sorted(words & _ORDINARY)
    return (ordinary or [".ai"])[0] if host.endswith(".ai") else ""


def _one_slip(name: str, known: str) -> bool:
    """Whether one letter added, left out, changed or swapped with the next makes one the other."""
    if name == known or abs(len(name) - len(known)) > 1 or len(known) < _SLIP_FROM:
        return False
    shorter = min(len(name), len(known))
    at = next((n for n in range(shorter) if name[n] != known[n]), shorter)
    one, other = name[at:], known[at:]
    swapped = one[:2] == other[1::-1] and one[2:] == other[2:]
    return one[1:] == other[1:] or one[1:] == other or one == other[1:] or swapped
