"""Work on several threads: all of it is done once, in order, and a failure is not lost."""

import threading

import pytest

from detectors.model.abreast import Abreast


@pytest.mark.parametrize("threads", [0, 1, 2, 5])
@pytest.mark.parametrize("size", [0, 1, 2, 100])
def test_results_stand_in_the_order_of_what_they_are_of(threads: int, size: int) -> None:
    assert Abreast(threads).map(lambda number: number * 2, range(size)) == [
        number * 2 for number in range(size)
    ]


def test_two_threads_work_at_the_same_time() -> None:
    both = threading.Barrier(2, timeout=10)  # passed only by two who wait together
    assert Abreast(2).map(lambda _: both.wait() in {0, 1}, range(2)) == [True, True]


def test_one_thread_is_the_callers() -> None:
    callers = Abreast(1).map(lambda _: threading.get_ident(), range(3))
    assert callers == [threading.get_ident()] * 3


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_a_failure_is_raised_and_the_next_work_is_done(threads: int) -> None:
    abreast = Abreast(threads)
    with pytest.raises(ZeroDivisionError):
        abreast.map(lambda number: 1 / number, [1, 0, 2, 0])
    assert abreast.map(lambda number: 1 / number, [1, 2, 4]) == [1, 0.5, 0.25]


def test_nobody_works_on_when_a_failure_is_raised() -> None:
    met = threading.Barrier(2, timeout=10)
    ended: list[int] = []

    def work(number: int) -> None:
        met.wait()
        if number == 0:
            raise ValueError
        ended.append(number)

    with pytest.raises(ValueError):  # noqa: PT011 - raised right here
        Abreast(2).map(work, [0, 1])
    assert ended == [1]
