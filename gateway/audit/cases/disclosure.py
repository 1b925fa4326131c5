"""What an approved case gives out: its records, what is left out of them, and what is withheld.

An export builds its package of this and of nothing else, and then calls `deciding.released`.
"""

from dataclasses import dataclass

from gateway.audit.cases.case import Case, Redaction, Statement, Withheld
from gateway.audit.cases.deciding import must_be_approved
from gateway.audit.cases.desk import read_case
from gateway.audit.cases.scope import records_of
from gateway.audit.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A record that is given out. `how` it came in: user, mentioned, matched or named.

    Its texts are opened with `open_record(..., restricted=True)` and lose every redaction.
    """

    record: str
    how: frozenset[str]
    redactions: tuple[Redaction, ...]
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """Everything that was approved, in the order of record ids."""

    case: Case
    given: tuple[Given, ...]
    withheld: tuple[Withheld, ...]


def disclosure(store: Store, reference: str) -> Disclosure:
    """What a case gives out. Raises CaseError unless it is approved."""
    case, _ = read_case(store, reference)
    must_be_approved(case)
    found = records_of(store, reference)
    given = tuple(
        _given(case, record, how) for record, how in found.items() if record not in case.withheld
    )
    withheld = tuple(case.withheld[record] for record in sorted(case.withheld))
    return Disclosure(case=case, given=given, withheld=withheld)


def _given(case: Case, record: str, how: frozenset[str]) -> Given:
    return Given(
        record=record,
        how=how,
        redactions=tuple(one for one in case.redactions if one.record == record),
        statements=tuple(one for one in case.statements if one.record == record),
    )
