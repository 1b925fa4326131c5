"""The completeness report: what the proxy saw beside what is recorded and what is in the log."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, func, literal_column, select

from gateway.audit.flows import counted
from gateway.audit.log.entering import ANSWER_SUFFIX
from gateway.audit.log.tables import LEAVES, LOG_QUEUE, TOMBSTONES
from gateway.audit.reports.report import Cell, Period, Report, Section, facts
from gateway.audit.store import Store
from gateway.audit.summaries import JOINED
from gateway.audit.tables import ENDINGS, INTERACTIONS
from gateway.flows import FORWARDED, SEEN, UNRECORDED, UNSCREENED
from gateway.settings.load import Configuration
from gateway.types import End

_I, _E = INTERACTIONS.c, ENDINGS.c
_ENDING = func.coalesce(_E.outcome, literal_column("'open'"))
_FIRST = "0001-01-01T00:00:00+00:00"
_LAST = "9999-12-31T00:00:00+00:00"


def completeness(store: Store, configuration: Configuration, period: Period) -> Report:
    """For auditors: exact, with small numbers. Raises RecordError."""
    return Report(
        kind="completeness",
        title="Completeness of the records",
        organisation=configuration.gateway.organisation.name,
        period=period,
        internal=True,
        sections=(_seen(store, period), _endings(store, period), _log(store, period)),
    )


def _seen(store: Store, period: Period) -> Section:
    since = period.since or datetime.fromisoformat(_FIRST)
    seen = counted(store, since, period.until or datetime.fromisoformat(_LAST))
    recorded = _number(store, period)
    missing = seen.get(SEEN, 0) - recorded
    return facts(
        "flows",
        "What the proxy saw, and what is recorded",
        ("seen", "Requests the proxy took up", seen.get(SEEN, 0)),
        ("forwarded", "Of these let go to the service", seen.get(FORWARDED, 0)),
        ("recorded", "Records", recorded),
        ("difference", "Seen and without a record", missing),
        ("unrecorded", "Judged while no record could be written", seen.get(UNRECORDED, 0)),
        ("unscreened", "Refused before anybody looked (no record)", seen.get(UNSCREENED, 0)),
        ("disposed", "Records disposed of in this period, of any age", _disposed(store, period)),
        notes=(
            "The proxy writes its count now and then: near the ends of a period, and after a crash "
            "of the gateway, it may be off by what came in between. Records that were disposed of "
            "are no longer counted as records. What is left of the difference has to be explained.",
        ),
    )


def _endings(store: Store, period: Period) -> Section:
    statement = (
        select(_ENDING.label("ending"), func.count().label("records"))
        .select_from(JOINED)
        .where(*_within(period))
        .group_by(_ENDING)
    )
    with store.read() as connection:
        found = {row.ending: int(row.records) for row in connection.execute(statement)}
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (word, found.get(word, 0)) for word in ("open", *(end.value for end in End))
    )
    return Section(
        name="endings",
        title="How the records ended",
        columns=("ending", "records"),
        rows=rows,
        notes=("open: no ending yet. orphaned: closed by the gateway, because none came.",),
    )


def _log(store: Store, period: Period) -> Section:
    requests, answers = _I.id, _E.interaction_id + ANSWER_SUFFIX
    rows = []
    for name, entry in (("requests", requests), ("answers", answers)):
        in_log = _entries(store, period, entry, LEAVES)
        waiting = _entries(store, period, entry, LOG_QUEUE)
        whole = _number(store, period, entry)
        rows.append((name, whole, in_log, waiting, whole - in_log - waiting))
    return Section(
        name="log",
        title="The records and their log",
        columns=("what", "records", "in_log", "waiting", "in_neither"),
        rows=tuple(rows),
        notes=("'genai-gateway records verify' proves that what is in the log is unaltered.",),
    )


def _entries(store: Store, period: Period, entry: ColumnElement[str], table: Table) -> int:
    statement = select(func.count()).select_from(
        JOINED.join(table, table.c.entry == entry),
    )
    return _scalar(store, statement.where(*_within(period)))


def _number(store: Store, period: Period, entry: ColumnElement[Any] = _I.id) -> int:
    return _scalar(store, select(func.count(entry)).select_from(JOINED).where(*_within(period)))


def _disposed(store: Store, period: Period) -> int:
    statement = select(func.count()).select_from(TOMBSTONES)
    return _scalar(store, statement.where(*_within(period, TOMBSTONES.c.time)))


def _scalar(store: Store, statement: Any) -> int:  # noqa: ANN401 - any counting statement
    with store.read() as connection:
        return int(connection.execute(statement).scalar_one())


def _within(period: Period, time: ColumnElement[datetime] = _I.time) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if period.since:
        found.append(time >= period.since)
    if period.until:
        found.append(time < period.until)
    return found
