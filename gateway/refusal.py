"""What a person is told instead of an answer, and the response that carries it."""

from dataclasses import dataclass, field

from gateway.types import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """What the person is told instead of an answer, in the organisation's languages."""

    reference: str  # the interaction's id
    reasons: tuple[Reason, ...]
    contact: str
    status: int = 403
    code: str = "policy_violation"
    languages: tuple[str, ...] = ("en",)  # ISO 639-1, the first one first

    @property
    def text(self) -> str:
        """One paragraph a language for SDKs: every message, where to ask, the reference."""
        return "\n\n".join(self._paragraph(language) for language in self.languages)

    @property
    def in_chat(self) -> str:
        """The same where an answer of the tool would stand: it says first who speaks."""
        return "\n\n".join(self._answer(language) for language in self.languages)

    def messages(self, language: str) -> tuple[tuple[str, str], ...]:
        """Message and clause of each reason, once; English where there is nothing else."""
        said = ((r.message_cy if language == "cy" else "") or r.message for r in self.reasons)
        return tuple(dict.fromkeys(zip(said, (r.clause for r in self.reasons), strict=True)))

    def _paragraph(self, language: str) -> str:
        clause, questions, reference = _WORDS[language]
        said = " ".join(f"{m} ({clause} {number})" for m, number in self.messages(language))
        return f"{said} {questions}: {self.contact} {reference}: {self.reference}"

    def _answer(self, language: str) -> str:
        clause, _, reference = _WORDS[language]
        said = [f"{m} ({clause} {number})" for m, number in self.messages(language)]
        ends = f"{self.contact} {reference}: {self.reference}"
        return "\n\n".join((_SPEAKS[language], *said, ends))


_WORDS = {
    "en": ("clause", "Questions", "Reference"),
    "cy": ("cymal", "Cwestiynau", "Cyfeirnod"),
}
_SPEAKS = {
    "en": "This was not sent. The words below are the GenAI gateway's, not the AI tool's.",
    "cy": "Ni anfonwyd hwn. Geiriau'r porth GenAI sydd isod, nid geiriau'r offeryn AI.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WireResponse:
    """A whole response made by the gateway itself."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes = field(repr=False)
