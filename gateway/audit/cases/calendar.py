"""Working days, from the government's own list of bank holidays as it was when installed.

Nothing is asked of the network. Beyond the last year of the list nobody knows the holidays, so
every question about a later day is refused. https://www.gov.uk/bank-holidays
"""

from datetime import date, timedelta
from functools import cache
from typing import Self

from gateway.errors import CaseError

NATIONS = ("england-and-wales", "scotland", "northern-ireland")
_DAY = timedelta(days=1)
_SATURDAY = 5


class Calendar:
    """The working days of some nations together: a holiday in any of them is a holiday."""

    def __init__(self, holidays: frozenset[date]) -> None:
        self._holidays = holidays
        self.first = date(min(holidays).year, 1, 1)
        self.last = date(max(holidays).year, 12, 31)

    @classmethod
    def of(cls, *nations: str) -> Self:
        """The calendar of these nations (NATIONS), with the horizon of the shortest list."""
        lists = [_listed()[nation] for nation in nations]
        last = min(max(days).year for days in lists)
        return cls(frozenset(day for days in lists for day in days if day.year <= last))

    def is_working_day(self, day: date) -> bool:
        """Neither a weekend nor a holiday. Raises CaseError for a day that is not covered."""
        if not self.first <= day <= self.last:
            raise CaseError(
                f"The bank holidays of {day.year} are not in the installed list, which covers "
                f"{self.first.year} to {self.last.year}; update the package govuk-bank-holidays."
            )
        return day.weekday() < _SATURDAY and day not in self._holidays

    def after(self, day: date, number: int, *, without: frozenset[date] = frozenset()) -> date:
        """The `number`th working day after `day`, of those that are not in `without`."""
        while number:
            day += _DAY
            number -= self.is_working_day(day) and day not in without
        return day

    def on_or_after(self, day: date) -> date:
        """The day itself when it is a working day, else the next one."""
        return day if self.is_working_day(day) else self.after(day, 1)

    def between(self, first: date, last: date) -> int:
        """Working days after `first`, up to and with `last`; negative when `last` is earlier."""
        if last < first:
            return -self.between(last, first)
        days = (first + _DAY * n for n in range(1, (last - first).days + 1))
        return sum(map(self.is_working_day, days))


@cache
def _listed() -> dict[str, frozenset[date]]:
    from govuk_bank_holidays.bank_holidays import BankHolidays  # noqa: PLC0415 - slow to import

    listed = BankHolidays(use_cached_holidays=True)
    return {
        nation: frozenset(day["date"] for day in listed.get_holidays(division=nation))
        for nation in NATIONS
    }
