"""Work that lets go of the interpreter lock, done on several threads at once."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from queue import Empty, SimpleQueue


class Abreast:
    """`threads` work at a time, the caller's among them: one alone needs no other, and where
    another is slow to wake the caller does its share.
    """

    def __init__(self, threads: int) -> None:
        self._others = max(0, threads - 1)
        self._pool = ThreadPoolExecutor(self._others) if self._others else None

    def map[Item, Result](
        self, work: Callable[[Item], Result], items: Sequence[Item]
    ) -> list[Result]:
        """`work` of each item, in order. Raises what `work` raised, once no thread works on."""
        if self._pool is None or len(items) < 2:
            return [work(item) for item in items]
        waiting: SimpleQueue[tuple[int, Item]] = SimpleQueue()
        for numbered in enumerate(items):
            waiting.put(numbered)
        done: dict[int, Result] = {}

        def share() -> None:
            while (taken := _next(waiting)) is not None:
                done[taken[0]] = work(taken[1])

        count = min(self._others, len(items) - 1)
        helpers = [self._pool.submit(share) for _ in range(count)]
        try:
            share()
        finally:
            wait(helpers)
        for helper in helpers:
            helper.result()
        return [done[number] for number in range(len(items))]


def _next[Item](waiting: "SimpleQueue[Item]") -> Item | None:
    try:
        return waiting.get_nowait()
    except Empty:
        return None
