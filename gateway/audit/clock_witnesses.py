"""What others say the time is: the dates of providers' answers, which pass through here anyway.

They are compared with the machine's other clock, which nobody sets, so that a step of the wall
clock changes nothing of what they said. Only hosts and seconds are kept, in memory.
"""

import threading
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from statistics import median

AGREED = timedelta(minutes=5)
"""How far the clock may be from what providers say: their dates have whole seconds, and travel."""
_ENOUGH = 3  # answers
_OF_EACH = 5
_HOSTS = 100
_YEARS = range(2000, 3000)


class Witnesses:
    """The newest dates that each host said. Safe to share between threads."""

    def __init__(self, steady: Callable[[], float]) -> None:
        self._steady = steady
        self._lock = threading.Lock()
        self._begins: dict[str, deque[float]] = {}  # when the steady clock began, as they have it

    def hear(self, host: str, date: str) -> None:
        """The head of an answer came just now, with that date (RFC 9110, 6.6.1)."""
        moment = _moment(date)
        if moment is None:
            return
        with self._lock:
            if host in self._begins or len(self._begins) < _HOSTS:
                heard = self._begins.setdefault(host, deque(maxlen=_OF_EACH))
                heard.append(moment.timestamp() - self._steady())

    def now(self) -> datetime | None:
        """The time by them; None before a few answers came. Of the hosts, each has one vote."""
        with self._lock:
            if sum(map(len, self._begins.values())) < _ENOUGH:
                return None
            begin = median(map(median, self._begins.values()))
        return datetime.fromtimestamp(begin + self._steady(), UTC)


def _moment(date: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(date)
        moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError, TypeError):
        return None
    return moment if moment.year in _YEARS else None
