"""Searching for a case: what is found is held, what was asked stands in a certificate."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from enum import Enum

from gateway.audit.blind_index import BlindIndex
from gateway.audit.cases.case import Case, SearchCertificate
from gateway.audit.cases.desk import Desk, changing
from gateway.audit.cases.rights import statements_of
from gateway.audit.cases.scope import bring_in, case_records
from gateway.audit.cases.texts import texts_of
from gateway.audit.filters import Filters, conditions
from gateway.audit.officers import Power
from gateway.audit.opening import open_record
from gateway.audit.queries import counts, mentioning
from gateway.audit.staff import forms_of
from gateway.audit.store import Store
from gateway.audit.summaries import pages
from gateway.errors import CaseError

USER, MENTIONED, MATCHED = "user", "mentioned", "matched"
_NAMING = ("person", "reference", "conversation", "body_hash")  # filters that may name somebody


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What is looked for: any of the people, within the filters; and words in their texts.

    Give several names and identifiers of one person at once. `text` is looked for only in records
    that the case has already: they are opened for it.
    """

    filters: Filters
    people: tuple[str, ...] = field(default=(), repr=False)
    text: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a search brought: the case afterwards, its certificate, and each record with how."""

    case: Case
    certificate: SearchCertificate
    records: Mapping[str, str]


def search_case(desk: Desk, sought: Sought, *, why: str) -> Found:
    """Look for records, hold what is found, certify the search. Raises CaseError, RecordError.

    The certificate holds the identifiers as tokens of the blind index, never as words.
    """
    _check(sought)
    store, known = desk.store, _begin(desk, sought, why)
    # Not within a transaction: requests would have to wait for a long search.
    if sought.text:
        scope, found = len(known), _in_texts(store, known, sought.text)
    else:
        scope = counts(store, _window(sought.filters), restricted=True).total
        found = _matching(store, sought)
    with changing(desk, Power.WORK) as change:
        change.must_be_at_work()
        known = case_records(change.connection, desk.reference)
        step = change.step(
            "case.search",
            why=why,
            tokens=list(tokens_of(store.index, sought)),
            filters=plain(sought.filters),
            scope=scope,
            matched=len(found),
            new=len(found.keys() - known.keys()),
        )
        bring_in(change, found, step.number)
        return Found(case=change.case, certificate=change.case.searches[-1], records=found)


def _begin(desk: Desk, sought: Sought, why: str) -> Mapping[str, frozenset[str]]:
    """The records of the case; that their texts are opened is noted before they are."""
    with changing(desk, Power.WORK) as change:
        change.must_be_at_work()
        known = case_records(change.connection, desk.reference)
        if sought.text:
            change.step("case.open_texts", why=why, number=len(known))
    return known


def tokens_of(index: BlindIndex, sought: Sought) -> tuple[str, ...]:
    """What a certificate says of the words that were looked for: tokens, in hex.

    Whoever has the index key and the words can make them again, and so prove the search.
    """
    naming = [getattr(sought.filters, name) for name in _NAMING]
    words = [value for value in (*sought.people, sought.text, *naming) if value]
    return tuple(dict.fromkeys(_token(index, word) for word in words))


def certificates_with(
    desk: Desk, words: Sequence[str]
) -> Mapping[str, tuple[SearchCertificate, ...]]:
    """For each word the certificates of searches for it. Asking is a step too. Raises CaseError."""
    with changing(desk, Power.LOOK) as change:
        change.step("case.searched", number=len(words))
        found = change.case.searches
    tokens = {word: _token(desk.store.index, word) for word in words}
    return {
        word: tuple(one for one in found if token in one.tokens) for word, token in tokens.items()
    }


def _token(index: BlindIndex, word: str) -> str:
    return index.token("SOUGHT", word.strip().casefold()).hex()


def _check(sought: Sought) -> None:
    if sought.text and sought.people:
        raise CaseError("Look for people first, and for words in what was found afterwards.")
    if not sought.people and not sought.text and sought.filters == Filters():
        raise CaseError("A search needs a person, words or a filter.")


def _window(filters: Filters) -> Filters:
    return Filters(since=filters.since, until=filters.until)


def _matching(store: Store, sought: Sought) -> dict[str, str]:
    where = conditions(sought.filters, store)
    if not sought.people:
        how = USER if sought.filters.person else MATCHED
        return {summary.id: how for summary in pages(store, where, restricted=True)}
    named = (*sought.people, sought.filters.person)
    own = {form for person in named if person for form in forms_of(store.index, person)}
    matched: dict[str, str] = {}
    for person in sought.people:
        condition = mentioning(store, person)
        for summary in pages(store, [*where, condition], restricted=True):
            matched[summary.id] = USER if summary.person.casefold() in own else MENTIONED
    return matched


def _in_texts(store: Store, known: Iterable[str], text: str) -> dict[str, str]:
    wanted = text.strip().casefold()
    return {record: MATCHED for record in known if _holds(store, record, wanted)}


def _holds(store: Store, record_id: str, wanted: str) -> bool:
    record = open_record(store, record_id, restricted=True)
    if record is None:
        return False
    texts = texts_of(record, statements_of(store, record_id)).values()
    return any(wanted in kept.text.casefold() for kind in texts for kept in kind)


def plain(filters: Filters) -> dict[str, str]:
    """The filters that were set; of those that may name somebody only that they were."""
    said = {
        one.name: "(token)" if one.name in _NAMING else _value(getattr(filters, one.name))
        for one in fields(filters)
        if getattr(filters, one.name) not in {"", None}
    }
    return dict(sorted(said.items()))


def _value(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    return value.name.lower() if isinstance(value, Enum) else str(value)
