"""Who and what an interaction mentions, as the blind index files it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from detectors.types import Category
from gateway.audit.blind_index import REFERENCE, REFERENCES_KEPT, BlindIndex, references
from gateway.audit.events import Row
from gateway.audit.kept import masked_texts
from gateway.audit.passages import Filed, Passage, chained
from gateway.types import Answer, Screened

ASKED, ANSWERED = 0, 1

_LONGEST = 500  # passages of a prompt; the last holds whatever is left
_Said = tuple[Sequence[tuple[str, str]], Sequence[str]]
"""Kind and value of what was found, and references."""


def passages_of(index: BlindIndex, screened: Screened) -> dict[bytes, Passage]:
    """Who and what each text is the first to mention, as a chain: passages by name, in order.

    Secrets and special categories are not indexed.
    """
    told = [said for said in _first_said(screened) if any(said)]
    told, rest = told[: _LONGEST - 1], told[_LONGEST - 1 :]
    if rest:
        people, words = zip(*rest, strict=True)
        told.append(([*chain(*people)], [*chain(*words)]))
    return chained(frozenset(_tokens(index, *said)) for said in told)


def answer_rows(index: BlindIndex, answer: Answer) -> list[Row]:
    """One row per token and finding of an answer, in the words that the person saw."""
    of_it = {"interaction_id": answer.interaction_id, "side": ANSWERED}
    filed = dict.fromkeys(_tokens_of_answer(index, answer))
    return [of_it | {"token": token, "finding": finding} for token, finding in filed]


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


def _first_said(screened: Screened) -> Iterator[_Said]:
    """Of each text the values and the references that are in nothing before it.

    What it took a later text to know counts to that one, so that the next turn of the conversation
    files everything as this one did.
    """
    segments = screened.interaction.prompt.segments
    people = _people(screened)
    secrets = [hit for hit in screened.hits if hit.finding.category is Category.SECRET]
    seen: set[tuple[str, str]] = set()
    words: set[str] = set()
    for number, text in enumerate(masked_texts(segments, secrets)):
        left = REFERENCES_KEPT - len(words)
        fresh = [word for word in references([text]) if word not in words][:left] if left else []
        yield sorted(people[number] - seen), fresh
        seen |= people[number]
        words.update(fresh)


def _people(screened: Screened) -> defaultdict[int, set[tuple[str, str]]]:
    """Kind and value of what was found as personal data, by the text that it took to know it."""
    segments = screened.interaction.prompt.segments
    found: defaultdict[int, set[tuple[str, str]]] = defaultdict(set)
    for hit in screened.hits:
        if hit.finding.category is Category.PERSONAL:
            value = segments[hit.segment].text[hit.finding.start : hit.finding.end]
            found[hit.since].add((hit.finding.entity, value))
    return found


def _tokens(
    index: BlindIndex, people: Iterable[tuple[str, str]], words: Iterable[str]
) -> Iterator[Filed]:
    """Whoever is mentioned by finding, from 1; references as finding -1."""
    for number, (entity, value) in enumerate(people, 1):
        for token in index.tokens_of(entity, value):
            yield token, number
    for word in words:
        yield index.token(REFERENCE, word), -1
