"""A run: lets go of what is due, a bounded batch at a time, only with a disposal in the log.

Every batch is a transaction of its own. A run that is killed has let whole batches go; the next one
finds the rest in the same way.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from sqlalchemy import ColumnElement, and_, or_, select

from gateway.audit.activities import Activity, record_activity
from gateway.audit.cases.scope import release_expired
from gateway.audit.disposal import KeptBack, Reason, dispose
from gateway.audit.lingering import let_bytes_go, lingering_since
from gateway.audit.officers import Acting, Power
from gateway.audit.retention.activities import CLASS, let_go
from gateway.audit.retention.cases import let_cases_go
from gateway.audit.retention.due import due
from gateway.audit.retention.turns import Turn, take_turn
from gateway.audit.store import Store
from gateway.audit.summaries import JOINED
from gateway.audit.tables import INTERACTIONS
from gateway.settings.retention_file import Action, Activities, CaseLine, Line

_I = INTERACTIONS.c
_MOST_PAUSE = 0.25
_ENDING = {Action.DESTROY: Reason.RETENTION, Action.ANONYMISE: Reason.ANONYMISED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """What a run goes by. `gentle`: it leaves as much time to others as it takes itself.

    `rewrite`: PostgreSQL rewrites large tables too, which nobody can write to meanwhile.
    """

    lines: Sequence[Line]
    activities: Activities | None = None
    cases: Sequence[CaseLine] = ()
    today: date
    actor: str
    account: str = ""
    batch: int = 200
    appeal_days: int = 90
    gentle: bool = False
    rewrite: bool = False
    stopping: Callable[[], bool] = lambda: False
    progress: Callable[[int], None] = lambda _: None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What a run did. `whole`: nothing is left that was due. `clean`: the bytes are gone too."""

    gone: Mapping[str, int] = field(default_factory=dict)  # by class
    cases: Mapping[str, int] = field(default_factory=dict)  # by class
    released: int = 0  # from holds of cases whose time of appeal is over
    whole: bool = True
    clean: bool = True

    @property
    def total(self) -> int:
        """How many records went."""
        return sum(self.gone.values())


def run(store: Store, orders: Orders) -> Ran:
    """Let everything go that is due. Raises Busy while another run works, and RecordError."""
    turn = take_turn(store)
    gone: Counter[str] = Counter()
    cases: Counter[str] = Counter()
    whole = False
    try:
        released = _release(store, orders)
        for line, records in _batches(store, orders):
            if orders.stopping():
                break
            turn.keep()
            number = _dispose(store, orders, line, records)
            gone[line.name] += number
            orders.progress(number)
        else:
            whole = _end_cases(store, orders, cases, turn)
            whole = whole and _forget_who_looked(store, orders, gone, turn)
        left = bool(gone or cases) or lingering_since(store) is not None
        clean = let_bytes_go(store, rewrite=orders.rewrite) if left else True
        ran = Ran(gone=dict(gone), cases=dict(cases), released=released, whole=whole, clean=clean)
        _note(store, orders, ran)
    finally:
        turn.end(done=whole)
    return ran


def _end_cases(store: Store, orders: Orders, cases: Counter[str], turn: Turn) -> bool:
    """After the records, which cases may hold; whether it came to the end."""
    for line in let_cases_go(store, orders.cases, orders.today, actor=orders.actor):
        cases[line.name] += 1
        if orders.stopping():
            return False
        turn.keep()
    return True


def _forget_who_looked(store: Store, orders: Orders, gone: Counter[str], turn: Turn) -> bool:
    """Last, because what goes before is noted; whether it came to the end."""
    batches = let_go(store, orders.activities, orders.today, actor=orders.actor, batch=orders.batch)
    for number in batches:
        gone[CLASS] += number
        orders.progress(number)
        if orders.stopping():
            return False
        turn.keep()
    return True


def _release(store: Store, orders: Orders) -> int:
    """Closed cases let go of their records when the time of appeal is over."""
    who = Acting(
        name=orders.actor,
        account=orders.account or orders.actor,
        powers=frozenset({Power.LOOK, Power.WORK}),
    )
    return release_expired(store, who, appeal_days=orders.appeal_days, now=datetime.now(UTC))


def _batches(store: Store, orders: Orders) -> Iterator[tuple[Line, list[str]]]:
    """What is due, oldest first, class by class; each class is read through once."""
    for number, line in enumerate(orders.lines):
        if line.action not in _ENDING:
            continue
        where = due(orders.lines, number, orders.today)
        after: list[ColumnElement[bool]] = []
        while rows := _page(store, [*where, *after], orders.batch):
            yield line, [identity for identity, _ in rows]
            identity, moment = rows[-1]
            # The first condition says nothing new; it lets the index begin where we are.
            later = or_(_I.time > moment, and_(_I.time == moment, _I.id > identity))
            after = [_I.time >= moment, later]


def _page(
    store: Store, where: Sequence[ColumnElement[bool]], size: int
) -> list[tuple[str, datetime]]:
    statement = select(_I.id, _I.time).select_from(JOINED).where(*where)
    with store.read() as connection:
        rows = connection.execute(statement.order_by(_I.time, _I.id).limit(size))
        return [(row.id, row.time) for row in rows]


def _dispose(store: Store, orders: Orders, line: Line, records: Sequence[str]) -> int:
    """Dispose of a batch, less what somebody has come to hold since it was looked up."""
    started, left = time.monotonic(), list(records)
    while left:
        try:
            disposal = dispose(
                store,
                left,
                reason=_ENDING[line.action],
                authority=line.authority,
                actor=orders.actor,
                forget=False,
            )
        except KeptBack as kept:
            left = [record for record in left if record not in kept.by]
            continue
        if orders.gentle:
            time.sleep(min(_MOST_PAUSE, time.monotonic() - started))
        return len(disposal.records)
    return 0


def _note(store: Store, orders: Orders, ran: Ran) -> None:
    account = {"account": orders.account} if orders.account else {}
    more = {"gone": dict(ran.gone), "released": ran.released, "clean": ran.clean, **account}
    more |= {"cases": dict(ran.cases)} if ran.cases else {}
    said = f"{ran.total} records by the schedule of {orders.today}"
    activity = Activity(
        actor=orders.actor,
        action="retention.run",
        subject=said,
        why="retention" if ran.whole else "retention, stopped before the end",
        more=more,
    )
    record_activity(store, activity)
