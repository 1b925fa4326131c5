"""Commands that are killed half-way, and the stores that they work on. All people are fictional.

A command tells what it has done as it goes; one that lives on to the end has told everything.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from gateway.audit.access import note_officers
from gateway.audit.activities import Activity, record_activity
from gateway.audit.cases.deciding import approve, close, submit
from gateway.audit.cases.free_text import Bounds, Stretch, search_texts
from gateway.audit.cases.kinds import CaseKind, Outcome
from gateway.audit.cases.leaving_out import redact, redact_words, withhold
from gateway.audit.cases.rights import erase, lift, rectify, restrict
from gateway.audit.cases.scope import hold_records, release_hold
from gateway.audit.disclosure.package import export_case
from gateway.audit.filters import Filters
from gateway.audit.judgements import Judgement, Verdict, record_judgement
from gateway.audit.key_providers.provider import LocalProvider
from gateway.audit.log.sequencer import Sequencer
from gateway.audit.retention.run import Orders, run
from gateway.audit.rewrapping import rewrap
from gateway.audit.rotating import begin_epoch
from gateway.audit.shredding import destroy_period
from gateway.audit.store import Store
from gateway.audit.tools import record_tool_change
from gateway.cli.case.exporting import new_file
from gateway.settings.casework import Officer, Role
from gateway.settings.gateway_file import GatewayFile
from gateway.settings.retention_file import Activities
from gateway.types import Approval
from tests.integration.audit.dying_points import Points
from tests.unit.gateway.audit.cases.desks import ask, desk, officer, opened, search
from tests.unit.gateway.audit.disclosure.conftest import ISSUER, OTHERS
from tests.unit.gateway.audit.retention.kept import lines
from tests.unit.gateway.audit.samples import KEYS, MOMENT

TODAY = datetime.now(UTC).date() + timedelta(days=1_000)  # what is done now is long over then
ACTIVITIES = Activities(period="1 year", basis="policy 10.2", owner="IG")
NEW_SEALING_KEY = b"n" * 32
PAST_KEYS = ("2:2026-03:full", "index:2020")
NEW_YEAR = datetime(2027, 1, 1, tzinfo=UTC)
CASE = (
    *("open", "search", "search-texts", "hold", "redact", "redact-words", "withhold"),
    *("submit", "approve", "export", "close", "release"),
)
"""The steps of a case from its first to its last, in order."""

Does = Callable[[Store, Path, Points], None]


@contextmanager
def at_work(url: str, points: Points) -> Iterator[Store]:
    """The store of a command, which is watched from now on."""
    store = Store.open(url, KEYS, create=False)
    points.watch()
    yield store
    store.close()


def let_go(store: Store, _folder: Path, points: Points) -> None:
    """A retention run over records and over who looked."""
    run(store, orders())
    points.tell("run")


def orders() -> Orders:
    """What that run goes by."""
    return Orders(lines=lines(), activities=ACTIVITIES, today=TODAY, actor="retention", batch=2)


def end_records(store: Store, _folder: Path, points: Points) -> None:
    """The erasure of an approved case."""
    erase(desk(store, "ERA-1"), authority="UK GDPR Art 17(1)(d)")
    points.tell("erase")


def hide_records(store: Store, _folder: Path, points: Points) -> None:
    """Restriction, a statement beside a record, and the end of the restriction."""
    at = desk(store, "COM-1")
    restrict(at, ["r1"], why="Accuracy is contested")
    points.tell("restrict")
    rectify(at, "r1", "It was another Jane.")
    points.tell("rectify")
    lift(at, why="It was right; she was told")
    points.tell("lift")


def work_on_case(store: Store, folder: Path, points: Points) -> None:
    """A case from its first step to its last."""
    for step in CASE:
        take_step(store, folder, step)
        points.tell(step)


def take_step(store: Store, folder: Path, step: str) -> None:
    """One of CASE."""
    at = desk(store, "FOI/7")
    span = ("prompt_typed", 0, 0, 8)
    since = datetime(2026, 1, 1, tzinfo=UTC)
    texts = Stretch(
        filters=Filters(since=since, until=since + timedelta(days=360)), phrases=("rent",)
    )
    by_step: Mapping[str, Callable[[], object]] = {
        "open": lambda: opened(store, CaseKind.FOI, "FOI/7"),
        "search": lambda: search(at, "Jane Doe"),
        "search-texts": lambda: search_texts(at, texts, Bounds(records=10), why="Her rent"),
        "hold": lambda: hold_records(at, ["r4"], why="It belongs to it"),
        "redact": lambda: redact(at, "r4", span, OTHERS_OF_FOI),
        "redact-words": lambda: redact_words(at, "Sam Poe", OTHERS_OF_FOI),
        "withhold": lambda: withhold(at, ["r3"], OTHERS_OF_FOI),
        "submit": lambda: submit(at),
        "approve": lambda: approve(replace(at, who=officer("ana.reid"))),
        "export": lambda: export(store, folder / "answer.zip"),
        "close": lambda: close(at, Outcome.PARTLY_RELEASED, disclosed="What was asked"),
        "release": lambda: release_hold(at, why="No appeal"),
    }
    by_step[step]()


OTHERS_OF_FOI = replace(OTHERS, ground="s.40(2)")


def export(store: Store, path: Path) -> None:
    """As `case export` writes a package."""
    with new_file(path) as target:
        sequencer = Sequencer(store, KEYS.checkpoint)
        export_case(desk(store, "FOI/7"), ISSUER, sequencer, target)


def say_things(store: Store, _folder: Path, points: Points) -> None:
    """A judgement, two changes of the register, and new officers."""
    said = Judgement(
        record="r1", verdict=Verdict.FALSE_ALARM, who="sam", source="report", note="A street"
    )
    record_judgement(store, said)
    points.tell("judge")
    record_tool_change(store, "practice", Approval.PAUSED, "jo", "Incident 12")
    points.tell("pause")
    record_tool_change(store, "practice", None, "jo", "It is over")
    points.tell("resume")
    officers = (Officer(person="jo", roles=(Role.AUDITOR,)),)
    note_officers(store, GatewayFile(officers=officers))
    points.tell("officers")


def wrap_anew(store: Store, _folder: Path, points: Points) -> None:
    """All keys under a new sealing key."""
    old = [LocalProvider(KEYS.sealing)]
    new = NEW_SEALING_KEY
    rewrap(store, LocalProvider(new), old=old, sealing_key=KEYS.sealing, new_sealing_key=new)
    points.tell("rewrap")


def end_keys(store: Store, _folder: Path, points: Points) -> None:
    """Another epoch of the index, and the end of a month's key and of a year's."""
    begin_epoch(store, actor="dpo", why="incident 12")
    points.tell("rotate")
    for key in PAST_KEYS:
        destroy_period(store, key, actor="dpo", why="schedule, line 4")
        points.tell(key)


def see_the_year_in(store: Store, _folder: Path, points: Points) -> None:
    """What is written on the last evening of a year, and after midnight."""
    clock = [NEW_YEAR - timedelta(seconds=1)]
    log = Sequencer(store, KEYS.checkpoint, checkpoint_events=2, now=lambda: clock[0])
    for number in range(3):
        note(store, f"before {number}")
    log.step()
    note(store, "in the last second")
    clock.append(NEW_YEAR)
    del clock[0]
    store.load_keys(clock[0])
    ask(store, "first", "Happy new year, Jane Doe", time=clock[0])
    points.tell("ask")
    log.step()
    note(store, "after it")
    log.step(closing=True)
    points.tell("year")


def note(store: Store, subject: str) -> None:
    """An activity."""
    record_activity(store, Activity(actor="jo", action="search", subject=subject, why="FOI 1"))


def watched(does: Does) -> Callable[[str, Path, Points], None]:
    """The command at a database URL."""

    def command(url: str, folder: Path, points: Points) -> None:
        with at_work(url, points) as store:
            does(store, folder, points)

    return command


def old_records(store: Store) -> None:
    """Some whose time is over, one that is held, and two that stay; they share a text."""
    shared: dict[str, object] = {"conversation": "c1", "text": "Write to Jane Doe"}
    long_ago = {f"gone{number}": 200 + number for number in range(3)}
    for identity, days in {**long_ago, "held": 300, "stays": 5, "stays-too": 6}.items():
        ask(store, identity, person=f"canary-{identity}", time=_before(TODAY, days), **shared)  # type: ignore[arg-type]
    hold_records(opened(store, reference="HOLD-1"), ["held"], why="A claim")
    judge = Judgement(record="gone0", verdict=Verdict.CORRECT, who="sam", source="label")
    record_judgement(store, judge)
    note(store, "long ago")


def _before(day: date, days: int) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC) - timedelta(days=days)


def some_records(store: Store) -> None:
    """Four, of which three are about Jane Doe, and a key of a year that is over."""
    for number in range(1, 4):
        ask(store, f"r{number}", "Write to Jane Doe about Sam Poe", person=f"canary-r{number}")
    ask(store, "r4", "The rent is due", marks=(), person="canary-r4")
    store.load_keys(datetime(2020, 3, 1, tzinfo=UTC))


def approved_erasure(store: Store) -> None:
    """A case about Jane Doe, of whose records one is kept."""
    some_records(store)
    at = opened(store, CaseKind.ERASURE, "ERA-1")
    search(at, "Jane Doe")
    withhold(at, ["r3"], replace(OTHERS, ground="Art 17(3)(e)"))
    submit(at)
    approve(replace(at, who=officer("ana.reid")))


def complaint(store: Store) -> None:
    """A case that may restrict and rectify."""
    some_records(store)
    search(opened(store, CaseKind.COMPLAINT, "COM-1"), "Jane Doe")


PREPARED: Mapping[str, Callable[[Store], None]] = {
    "retention": old_records,
    "erasure": approved_erasure,
    "restriction": complaint,
    "case": some_records,
    "sayings": some_records,
    "rewrapping": some_records,
    "keys": some_records,
    "new-year": some_records,
}
"""What each command finds."""

COMMANDS: Mapping[str, Callable[[str, Path, Points], None]] = {
    "retention": watched(let_go),
    "erasure": watched(end_records),
    "restriction": watched(hide_records),
    "case": watched(work_on_case),
    "sayings": watched(say_things),
    "rewrapping": watched(wrap_anew),
    "keys": watched(end_keys),
    "new-year": watched(see_the_year_in),
}
"""What each command does."""


def prepare(url: str, command: str) -> None:
    """A new store as the command finds it, with all of it in the log."""
    store = Store.open(url, KEYS)
    store.load_keys(MOMENT)
    PREPARED[command](store)
    store.close()
