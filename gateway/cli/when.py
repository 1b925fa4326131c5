"""Points in time as people type them: 2031-05-01, 2031-05-01T09:30, 7d, 24h."""

import re
from datetime import UTC, datetime, timedelta

import click

_SPAN = re.compile(r"([0-9]{1,5})([mhdw])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def parse_when(text: str, now: datetime) -> datetime:
    """That moment in UTC. A span counts back from `now`; a time without zone is this machine's.

    Raises ValueError.
    """
    if span := _SPAN.fullmatch(text.strip()):
        return now - timedelta(**{_UNITS[span[2]]: int(span[1])})
    return datetime.fromisoformat(text.strip()).astimezone(UTC)


def as_when(_ctx: click.Context, _option: click.Parameter, value: str | None) -> datetime | None:
    """What such an option means; None when it was not given."""
    if value is None:
        return None
    try:
        return parse_when(value, datetime.now(UTC))
    except (ValueError, OverflowError):
        raise click.BadParameter("should be 2031-05-01, 2031-05-01T09:30, 7d, 24h or 30m") from None
