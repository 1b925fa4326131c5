"""What the clock may have done to dates that were written down while it was wrong."""

from datetime import UTC, datetime, timedelta

TOLERANCE = timedelta(seconds=60)
"""How far clocks may part before somebody is told: time services and several hosts stay within."""


def utc_now() -> datetime:
    """The wall clock, in UTC."""
    return datetime.now(UTC)


def lies_ahead(moment: datetime, now: datetime, most: timedelta) -> bool:
    """Whether something due at `moment` is still to come.

    Not when it lies further ahead than `most`, the longest that anybody waits for it: then it was
    written by a clock that was ahead, and would be waited for as long as that was.
    """
    return now < moment <= now + most + TOLERANCE
