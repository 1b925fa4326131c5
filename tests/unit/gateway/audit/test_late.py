"""Endings the store did not take at first."""

from sqlalchemy import func, select

from gateway.audit.kept import Kept
from gateway.audit.late import LateEndings
from gateway.audit.recorder import Recorder
from gateway.audit.rows import Origin, answer_event
from gateway.audit.store import Store
from gateway.audit.tables import ENDINGS
from gateway.types import Capture, End
from tests.unit.gateway.audit.samples import answer, screened

ORIGIN = Origin(instance="first", run="run")
NOTHING = Kept(capture=Capture.METADATA, texts={}, same_as={}, hidden={})


async def test_they_are_written_in_order_around_those_that_never_can_be(
    store: Store, recorder: Recorder
) -> None:
    made = [screened("Hello") for _ in range(2)]
    for one in made:
        await recorder.request(one)
    late = LateEndings(store)
    for name in (made[0].interaction.id, "nobody", made[1].interaction.id):
        late.add(answer_event(store, ORIGIN, answer(name, End.CLIENT_ABORTED), NOTHING))
    late.write()
    late.write()
    with store.read() as connection:
        found = connection.execute(select(ENDINGS.c.outcome)).scalars().all()
    assert found == ["client_aborted"] * 2


async def test_one_that_was_written_after_all_stays_the_only_one(
    store: Store, recorder: Recorder
) -> None:
    made = screened("Hello")
    await recorder.request(made)
    await recorder.answer(answer(made.interaction.id))
    late = LateEndings(store)
    late.add(answer_event(store, ORIGIN, answer(made.interaction.id, End.ORPHANED), NOTHING))
    late.write()
    with store.read() as connection:
        assert connection.execute(select(func.count()).select_from(ENDINGS)).scalar() == 1
