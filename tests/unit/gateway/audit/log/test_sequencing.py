"""The thread outlives a store that is away."""

from gateway.audit.log.sequencer import Sequencer, Step
from gateway.audit.log.sequencing import Sequencing
from gateway.audit.log.tree import LogError
from gateway.audit.store import Store
from tests.unit.gateway.audit.log.filled import fill
from tests.unit.gateway.audit.samples import KEYS


class Shaky:
    """A sequencer that fails the first times it is asked."""

    def __init__(self, store: Store) -> None:
        self._real = Sequencer(store, KEYS.checkpoint)
        self.asked = 0

    def step(self, *, closing: bool = False) -> Step:
        self.asked += 1
        if self.asked < 3:
            raise OSError("canary")
        return self._real.step(closing=closing)


def test_failures_are_counted_by_class_and_the_rest_is_done_later(store: Store) -> None:
    notes: list[str] = []
    shaky = Shaky(store)
    sequencing = Sequencing(store, shaky, notify=notes.extend, idle_seconds=0.01)  # type: ignore[arg-type]
    fill(store)
    sequencing.start()
    while shaky.asked < 4:
        pass
    sequencing.stop()
    state = sequencing.state()
    assert (state.failures, state.last_error_class) == (2, "OSError")
    assert (state.sequenced, state.waiting, state.lag_seconds) == (15, 0, 0.0)
    assert len(notes) == state.checkpoints >= 1


def test_what_waits_is_counted_with_its_age(store: Store) -> None:
    fill(store)
    sequencing = Sequencing(store, Sequencer(store, KEYS.checkpoint), notify=lambda _: None)
    state = sequencing.state()
    assert state.waiting == 15
    assert state.lag_seconds > 0
    sequencing.stop()
    assert sequencing.state().waiting == 15, "it was never started"


class TakingTurns:
    """A sequencer that finds the log broken, and now and then leaves the turn to another."""

    def __init__(self) -> None:
        self.asked = 0

    def step(self, *, closing: bool = False) -> Step:
        self.asked += 1
        if self.asked % 2:
            raise LogError("The log is not what was signed.")
        return Step()


def test_a_broken_log_stays_so_while_another_has_the_turn(store: Store) -> None:
    turns = TakingTurns()
    sequencing = Sequencing(store, turns, notify=lambda _: None)  # type: ignore[arg-type]
    sequencing._step()
    sequencing._step()
    assert turns.asked == 2
    assert sequencing.state().broken == "The log is not what was signed."
