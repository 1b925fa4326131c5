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


class When(click.ParamType[datetime]):
    """A click parameter of that kind."""

    name = "when"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """The moment, in UTC."""
        if isinstance(value, datetime):
            return value
        try:
            return parse_when(str(value), datetime.now(UTC))
        except (ValueError, OverflowError):
            self.fail("should be 2031-05-01, 2031-05-01T09:30, 7d, 24h or 30m", param, ctx)
