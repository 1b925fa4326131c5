"""Who and what an interaction mentions, as rows of the blind index."""

from collections.abc import Iterable, Iterator

from detectors.types import Category
from gateway.audit.blind_index import BlindIndex
from gateway.audit.events import Row
from gateway.audit.kept import masked_texts
from gateway.types import Answer, Screened

ASKED, ANSWERED = 0, 1


def mention_rows(index: BlindIndex, screened: Screened) -> list[Row]:
    """One row per token and finding; secrets and special categories are not indexed."""
    return _rows(screened.interaction.id, ASKED, _tokens(index, screened))


def answer_rows(index: BlindIndex, answer: Answer) -> list[Row]:
    """The same of an answer, in the words that the person saw."""
    return _rows(answer.interaction_id, ANSWERED, _tokens_of_answer(index, answer))


def _rows(interaction_id: str, side: int, filed: Iterable[tuple[bytes, int]]) -> list[Row]:
    return [
        {"token": token, "interaction_id": interaction_id, "side": side, "finding": finding}
        for token, finding in dict.fromkeys(filed)
    ]


def _tokens_of_answer(index: BlindIndex, answer: Answer) -> Iterator[tuple[bytes, int]]:
    text, secrets = answer.restored, []
    for number, finding in enumerate(answer.found):
        if finding.category is Category.SECRET:
            secrets.append(text[finding.start : finding.end])
        elif finding.category is Category.PERSONAL:
            for token in index.tokens_of(finding.entity, text[finding.start : finding.end]):
                yield token, number + 1
    for secret in secrets:
        text = text.replace(secret, " ")
    for token in index.tokens_for_references([text]):
        yield token, 0


def _tokens(index: BlindIndex, screened: Screened) -> Iterator[tuple[bytes, int]]:
    """Who is mentioned, by finding; then the references of every text, as finding -1."""
    segments = screened.interaction.prompt.segments
    seen: set[tuple[str, str]] = set()
    for hit in screened.hits:
        if hit.finding.category is not Category.PERSONAL:
            continue
        value = segments[hit.segment].text[hit.finding.start : hit.finding.end]
        if (hit.finding.entity, value) in seen:
            continue
        seen.add((hit.finding.entity, value))
        for token in index.tokens_of(hit.finding.entity, value):
            yield token, len(seen)
    secrets = [hit for hit in screened.hits if hit.finding.category is Category.SECRET]
    for token in index.tokens_for_references(masked_texts(segments, secrets)):
        yield token, -1
