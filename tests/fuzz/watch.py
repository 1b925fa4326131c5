"""One case under a watchdog: a second of processor time, and it counts as hanging."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from types import FrameType

from tests.fuzz import check_answer, check_request
from tests.fuzz.mutate import mutated
from tests.fuzz.seeds import Case

SECONDS = 1.0


class Hangs(BaseException):
    """The watchdog bit; no `except Exception` of anybody may swallow it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A case that does not hold: how to make it again, and what is wrong."""

    seed: int
    number: int
    what: str
    case: Case = field(repr=False)


@contextmanager
def watchdog(seconds: float = SECONDS) -> Iterator[None]:
    """Raises Hangs in what uses more processor time; other processes do not count."""

    def bite(_: int, frame: FrameType | None) -> None:
        where = frame.f_code if frame else None
        raise Hangs(f"{where.co_filename}:{where.co_name}" if where else "hangs")

    before = signal.signal(signal.SIGVTALRM, bite)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def hold(case: Case, chance: Random) -> None:
    """Check one case. Raises what is wrong."""
    with watchdog():
        if case.kind == "answer":
            check_answer.check(case, chance)
        else:
            check_request.check(case)


def tried(seed: int, number: int) -> Trouble | None:
    """The trouble with the case of this number, if there is any."""
    case = mutated(seed, number)
    try:
        hold(case, Random(number))
    except (Exception, Hangs) as error:  # noqa: BLE001 - whatever it is, it is what we look for
        return Trouble(seed=seed, number=number, what=_told(error), case=case)
    return None


def run(seed: int, numbers: range) -> list[Trouble]:
    """What is wrong with the cases of these numbers."""
    return [trouble for number in numbers if (trouble := tried(seed, number))]


def _told(error: BaseException) -> str:
    """The kind of error, where it came from in the product, and for our own what they say."""
    trace, place = error.__traceback__, ""
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if "/gateway/" in name:
            place = f"{name.rpartition('/gateway/')[2]}:{trace.tb_lineno}"
        trace = trace.tb_next
    said = str(error) if isinstance(error, check_request.Broken | Hangs) else ""
    return " ".join(filter(None, (type(error).__name__, said, f"({place})" if place else "")))
