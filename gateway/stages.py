"""How long each stage of a request took, for the record and the metrics."""

from time import perf_counter


class Stages:
    """A stopwatch with named laps, in milliseconds."""

    def __init__(self) -> None:
        self._last = perf_counter()
        self.milliseconds: dict[str, float] = {}

    def mark(self, stage: str) -> None:
        """The stage that ends now."""
        now = perf_counter()
        self.milliseconds[stage] = round((now - self._last) * 1000, 3)
        self._last = now
