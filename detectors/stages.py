"""Where the time of a scan goes."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

STAGES = ("normalise", "model", "rules", "settle")


class Stages:
    """Seconds by stage since they were last taken."""

    def __init__(self) -> None:
        self._seconds = dict.fromkeys(STAGES, 0.0)

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        start = time.perf_counter()
        try:
            yield
        finally:
            self._seconds[stage] += time.perf_counter() - start

    def take(self) -> Mapping[str, float]:
        """What has come together; counting starts anew."""
        taken, self._seconds = self._seconds, dict.fromkeys(STAGES, 0.0)
        return taken
