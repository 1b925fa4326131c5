"""The log arrives: in order, each entry at least once, whatever fails, and nothing that is sealed."""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from gateway.audit.activities import Activity, activity_event, record_activity
from gateway.audit.events import append
from gateway.audit.judgements import Judgement, Verdict, record_judgement
from gateway.audit.log.carried import carried_in
from gateway.audit.log.sequencer import Sequencer
from gateway.audit.log.tables import CHECKPOINTS
from gateway.audit.operation_tables import SIEM_POSITIONS
from gateway.audit.outgoing.forwarder import BATCH, Forwarder
from gateway.audit.outgoing.positions import Position, Positions
from gateway.audit.outgoing.told import Telling
from gateway.audit.recorder import Recorder
from gateway.audit.runs import begin_run, end_run
from gateway.audit.store import Store
from gateway.audit.tools import record_tool_change
from gateway.siem.event import Event
from gateway.siem.formats import formats
from gateway.siem.message import Message
from gateway.siem.sending import Refused, SendError
from gateway.types import Approval, Effect
from tests.unit.gateway.audit.samples import KEYS, answer, screened

KEEP = timedelta(days=3650)
Make = Callable[..., Forwarder]


class Listening:
    """A receiver in memory. `away`: takes nothing. `cuts`: takes a part, then breaks off."""

    def __init__(self, *, confirms: bool = True) -> None:
        self.confirms = confirms
        self.taken: list[Message] = []
        self.away = False
        self.cuts = 0
        self.refuses = ""

    def send(self, messages: Sequence[Message]) -> None:
        if self.away:
            raise SendError("nobody listens")
        if self.refuses and any(self.refuses in one.text for one in messages):
            raise Refused("the receiver answered 400")
        if self.cuts:
            self.taken += messages[: self.cuts]
            self.cuts = 0
            raise SendError("broken off")
        self.taken += messages

    def close(self) -> None:
        return

    @property
    def entries(self) -> list[Message]:
        return [one for one in self.taken if one.name != "genai.log.checkpoint"]

    @property
    def checkpoints(self) -> list[int]:
        told = [json.loads(one.text) for one in self.taken if one not in self.entries]
        return [one["genai_gateway"]["checkpoint"]["entries"] for one in told]

    @property
    def positions(self) -> list[int]:
        return [json.loads(one.text)["genai_gateway"]["log"]["position"] for one in self.entries]


@pytest.fixture
def make(store: Store) -> Make:
    def made(receiver: Listening, *, holder: str = "me", **more: Any) -> Forwarder:
        return Forwarder(
            store,
            more.pop("name", "main"),
            receiver,
            formats(enterprise=1)[more.pop("form", "ecs")],
            telling=more.pop("telling", Telling(index=store.index)),
            keep=more.pop("keep", KEEP),
            holder=holder,
        )

    return made


def sequence(store: Store) -> None:
    sequencer = Sequencer(store, KEYS.checkpoint)
    while sequencer.step(closing=True).sequenced:
        pass


async def ask(store: Store, recorder: Recorder, number: int, **more: Any) -> None:
    for index in range(number):
        made = screened("Dear Jane Doe", marks=[("Jane Doe", "PERSON")], id=f"r{index}", **more)
        await recorder.request(made)
        await recorder.answer(answer(f"r{index}", received="Dear Jane", restored="Dear Jane Doe"))
    sequence(store)


async def test_everything_arrives_in_the_log_s_order(
    store: Store, recorder: Recorder, make: Make
) -> None:
    record_activity(store, Activity(actor="jo", action="records.person", subject="Jane", why="x"))
    record_tool_change(store, "practice", Approval.PAUSED, "jo", "a fault with Jane")
    await ask(store, recorder, 3)
    record_judgement(
        store, Judgement(record="r0", verdict=Verdict.FALSE_ALARM, who="sam", source="report")
    )
    sequence(store)
    receiver = Listening()
    assert make(receiver).step() == 9
    assert receiver.positions == list(range(9))
    names = [one.name for one in receiver.entries]
    assert sorted(names) == sorted(
        [
            *("genai.request", "genai.answer") * 3,
            "genai.records.person",
            "genai.tools.paused",
            "genai.finding.false_alarm",
        ]
    )
    assert "Jane" not in "".join(one.text for one in receiver.taken)


@pytest.mark.parametrize("form", ["ocsf", "ecs", "cef", "rfc5424"])
async def test_no_format_tells_what_was_typed_found_or_answered(
    store: Store, recorder: Recorder, make: Make, form: str
) -> None:
    canary = "Wilhelmina Zyxwanowicz"
    await recorder.request(
        screened(
            f"Dear {canary}",
            marks=[(canary, "PERSON")],
            id="canary",
            justification=canary,
            model=canary,
            conversation=canary,
        )
    )
    await recorder.answer(answer("canary", received=canary, restored=canary, model=canary))
    record_activity(
        store, Activity(actor="jo", action="records.person", subject=canary, why=canary)
    )
    sequence(store)
    receiver = Listening()
    make(receiver, form=form).step()
    said = "".join(one.line(facility=13) for one in receiver.taken)
    assert "canary" in said
    assert "Zyxwanowicz" not in said
    assert "PERSON" in said


async def test_nothing_is_lost_while_the_receiver_is_away(
    store: Store, recorder: Recorder, make: Make
) -> None:
    receiver = Listening()
    receiver.away = True
    forwarder = make(receiver)
    await ask(store, recorder, 3)
    assert forwarder.step() == forwarder.step() == 0
    assert forwarder.state.error == "nobody listens"
    assert forwarder.state.waiting == 6
    assert forwarder.state.lag_seconds > 0
    assert forwarder.state.failures == 2
    receiver.away = False
    forwarder.step()
    assert receiver.positions == list(range(6))
    assert (forwarder.state.waiting, forwarder.state.error, forwarder.state.sent) == (0, "", 7)
    assert receiver.checkpoints == [6]


async def test_a_batch_that_broke_off_is_sent_again_whole(
    store: Store, recorder: Recorder, make: Make
) -> None:
    receiver = Listening()
    receiver.cuts = 4
    forwarder = make(receiver)
    await ask(store, recorder, 3)
    forwarder.step()
    forwarder.step()
    assert receiver.positions == [0, 1, 2, 3, *range(6)]


async def sent_over_a_break(
    store: Store, recorder: Recorder, forwarder: Forwarder, receiver: Listening
) -> None:
    """Two records, then an activity that first finds the receiver away."""
    await ask(store, recorder, 2)
    forwarder.step()
    record_activity(store, Activity(actor="jo", action="records.open", subject="r0", why="x"))
    sequence(store)
    receiver.away = True
    forwarder.step()
    receiver.away = False
    forwarder.step()


async def test_without_receipts_the_batch_before_is_sent_again_too(
    store: Store, recorder: Recorder, make: Make
) -> None:
    receiver = Listening(confirms=False)
    await sent_over_a_break(store, recorder, make(receiver), receiver)
    assert receiver.positions == [*range(4), *range(5)]


async def test_checkpoints_come_after_what_they_sign_and_each_once(
    store: Store, recorder: Recorder, make: Make
) -> None:
    receiver = Listening()
    forwarder = make(receiver)
    keeper = Sequencer(store, KEYS.checkpoint, checkpoint_events=100)
    await recorder.request(screened("Dear Jane Doe", id="r0"))
    keeper.step()
    forwarder.step()
    forwarder.step()
    keeper.step(closing=True)  # after its last entry was sent
    assert forwarder.step() == 0
    forwarder.step()
    record_activity(store, Activity(actor="jo", action="records.open", subject="r0", why="x"))
    sequence(store)
    forwarder.step()
    last = [json.loads(one.text)["event"]["action"] for one in receiver.taken][-3:]
    assert last == ["genai.log.checkpoint", "genai.records.open", "genai.log.checkpoint"]
    assert (receiver.checkpoints[-2:], receiver.positions) == ([1, 2], [0, 1])
    with store.read() as connection:
        notes = list(connection.execute(select(CHECKPOINTS.c.note).order_by("size")).scalars())
    told = [note for one in receiver.taken for note in carried_in(one.text)]
    assert told == notes


async def test_a_checkpoint_that_perhaps_did_not_arrive_goes_again(
    store: Store, recorder: Recorder, make: Make
) -> None:
    receiver = Listening(confirms=False)
    await sent_over_a_break(store, recorder, make(receiver), receiver)
    assert receiver.checkpoints == [4, 4, 5]


async def test_another_process_goes_on_where_this_one_stopped(
    store: Store, recorder: Recorder, make: Make
) -> None:
    receiver = Listening()
    await ask(store, recorder, 2)
    first, second = make(receiver, holder="a"), make(receiver, holder="b")
    first.step()
    assert second.step() == 0  # it is not its turn
    assert not second.state.active
    first.start()
    first.stop()
    record_activity(store, Activity(actor="jo", action="records.open", subject="r0", why="x"))
    sequence(store)
    second.step()
    assert second.state.active
    assert receiver.positions == list(range(5))


async def test_a_process_that_died_is_followed_when_its_turn_is_over(
    store: Store, recorder: Recorder, make: Make
) -> None:
    receiver = Listening()
    await ask(store, recorder, 2)
    make(receiver, holder="died").step()
    with store.write() as connection:
        past = datetime.now(UTC) - timedelta(seconds=1)
        connection.execute(SIEM_POSITIONS.update().values(until=past))
    make(receiver, holder="next").step()
    assert receiver.positions == [*range(4), *range(4)]  # at least once


async def test_a_turn_that_was_lost_is_noticed(store: Store, recorder: Recorder) -> None:
    await ask(store, recorder, 1)
    positions = Positions(store, "a")
    at = positions.take("main", oldest=datetime.now(UTC) - KEEP)
    assert at is not None
    assert positions.save("main", at)
    with store.write() as connection:
        connection.execute(SIEM_POSITIONS.update().values(holder="b"))
    assert not positions.save("main", Position(log=at.log, position=9))
    assert positions.take("main", oldest=datetime.now(UTC)) is None


def test_a_gateway_that_is_known_to_be_dead_loses_its_turn_at_once(store: Store) -> None:
    dead, oldest = begin_run(store, "first"), datetime.now(UTC)
    assert Positions(store, dead.run).take("soc", oldest=oldest) is not None
    assert Positions(store, "another").take("soc", oldest=oldest) is None
    end_run(store, dead)
    assert Positions(store, "another").take("soc", oldest=oldest) is not None
    assert Positions(store, dead.run).take("soc", oldest=oldest) is None


async def test_what_is_too_old_is_left_out_and_counted(
    store: Store, recorder: Recorder, make: Make
) -> None:
    await ask(store, recorder, 2)  # dated in the past
    record_activity(store, Activity(actor="jo", action="records.open", subject="r0", why="x"))
    sequence(store)
    receiver = Listening()
    forwarder = make(receiver, keep=timedelta(hours=1))
    forwarder.step()
    assert [one.name for one in receiver.entries] == ["genai.records.open"]
    assert (forwarder.state.sent, forwarder.state.left_out) == (3, 4)


async def test_an_event_that_is_refused_for_ever_does_not_hold_the_others(
    store: Store, recorder: Recorder, make: Make
) -> None:
    receiver = Listening()
    receiver.refuses = '"r1"'
    await ask(store, recorder, 3)
    forwarder = make(receiver)
    forwarder.step()
    assert receiver.positions == [0, 1, 4, 5]
    assert (forwarder.state.sent, forwarder.state.left_out) == (5, 2)


def test_a_backlog_goes_batch_by_batch(store: Store, make: Make) -> None:
    looked = Activity(actor="jo", action="records.open", subject="r0", why="x")
    with store.write() as connection:
        append(connection, [activity_event(store, "gw", looked) for _ in range(BATCH + 10)])
    sequence(store)
    receiver = Listening()
    forwarder = make(receiver)
    assert forwarder.step() == BATCH
    assert forwarder.state.waiting == 10
    assert forwarder.step() == 10
    assert receiver.positions == list(range(BATCH + 10))


async def test_a_store_that_is_away_is_told_and_outlived(
    store: Store, recorder: Recorder, make: Make
) -> None:
    await ask(store, recorder, 1)
    receiver = Listening()
    forwarder = make(receiver)
    broken: list[Event] = []

    def breaks(event: Event) -> tuple[Message, ...]:
        broken.append(event)
        raise ValueError(event.actor)

    form, forwarder._form = forwarder._form, breaks
    assert forwarder.step() == 0
    assert broken
    assert forwarder.state.error == "ValueError"  # its class, not what it holds
    forwarder._form = form
    assert forwarder.step() == 2


async def test_people_can_be_told_apart_without_being_named(
    store: Store, recorder: Recorder, make: Make
) -> None:
    await ask(store, recorder, 2, effect=Effect.BLOCK)
    receiver = Listening()
    make(receiver, telling=Telling(index=store.index, named=False, addresses=False)).step()
    said = "".join(one.text for one in receiver.taken)
    names = {json.loads(one.text)["user"]["name"] for one in receiver.entries}
    assert "sam.okafor" not in said
    assert "192.0.2.7" not in said
    assert len(names) == 1
    assert names.pop().startswith("person-")
