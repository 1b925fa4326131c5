"""The shape of retention.yaml: what is kept for how long, why, and who answers for it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from detectors.types import Category
from gateway.settings.strict import Strict, Words
from gateway.types import Capture

KindOfCase = Literal[
    "foi", "eir", "dsar", "rectification", "erasure", "restriction", "complaint", "audit"
]
"""As `genai-gateway case open --kind` has them."""

_PERIOD = re.compile(r"([1-9][0-9]{0,3}) (day|month|year)s?")
_MONTHS = 12
_LONGEST = 1_200


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A time by the calendar."""

    days: int = 0
    months: int = 0

    @classmethod
    def parse(cls, text: str) -> Self:
        """Of "90 days", "18 months", "2 years". Raises ValueError."""
        found = _PERIOD.fullmatch(text.strip())
        if found is None:
            raise ValueError("should be a period such as '90 days', '18 months' or '2 years'")
        number, unit = int(found[1]), found[2]
        if unit == "day":
            return cls(days=number)
        months = number if unit == "month" else number * _MONTHS
        if months > _LONGEST:
            raise ValueError("is longer than a hundred years; use the action 'keep'")
        return cls(months=months)

    def after(self, day: date) -> date:
        """The day that ends the period: where a month is too short its last day."""
        years, month = divmod(day.month - 1 + self.months, _MONTHS)
        first = date(day.year + years, month + 1, 1)
        following = date(first.year + month // 11, (month + 1) % _MONTHS + 1, 1)
        last = (following - timedelta(days=1)).day
        return first.replace(day=min(day.day, last)) + timedelta(days=self.days)

    def over_on(self, today: date) -> date:
        """The last day whose period is over today."""
        day = today - timedelta(days=self.days + self.months * 31)
        while self.after(day + timedelta(days=1)) <= today:
            day += timedelta(days=1)
        return day


def _period(value: str) -> str:
    Period.parse(value)
    return value


def _a_year(value: str) -> str:
    """Whoever looked or decided must not have it forgotten soon; approvals count for a year."""
    day = date(2031, 1, 1)
    if Period.parse(value).after(day) < Period(months=_MONTHS).after(day):
        raise ValueError(
            "should be a year or more: who looked and what was decided is what an audit asks for"
        )
    return value


class Trigger(StrEnum):
    """What a period counts from."""

    RECORDED = "recorded"  # the request
    ENDED = "ended"  # the end of its answer
    CLOSED = "closed"  # the case


class Action(StrEnum):
    """What is done when a period is over."""

    DESTROY = "destroy"
    ANONYMISE = "anonymise"  # destroy, and keep counts that are about nobody
    REVIEW = "review"  # somebody decides; nothing goes by itself
    KEEP = "keep"  # for good


class Which(Strict):
    """Which records: all that are given must hold, of a list any. Nothing given: every record."""

    tools: tuple[Words, ...] = ()  # ids of the register
    unlisted: bool | None = None  # tools that are not in the register
    decisions: tuple[Literal["allow", "notify", "justify", "pseudonymise", "block"], ...] = ()
    categories: tuple[Category, ...] = ()  # something of one of these was found
    capture: tuple[Capture, ...] = ()
    groups: tuple[Words, ...] = ()  # of the person who asked

    @property
    def everything(self) -> bool:
        """Whether it leaves no record out."""
        return self == Which()


class Rule(Strict):
    """What a line of any schedule says beside what belongs to it."""

    name: Words = Field(alias="class", max_length=60)
    action: Action = Action.DESTROY
    basis: Words = Field(max_length=200)  # the law or decision that says so
    owner: Words = Field(max_length=100)
    period: Annotated[Words, AfterValidator(_period)]
    trigger: Trigger

    def ends(self, day: date) -> date:
        """On which day something goes whose period began on `day`."""
        return Period.parse(self.period).after(day)

    def over_on(self, today: date) -> date:
        """The last beginning that is over today."""
        return Period.parse(self.period).over_on(today)

    @property
    def authority(self) -> str:
        """What a disposal names."""
        return f"retention.yaml, {self.name}: {self.period} after {self.trigger}; {self.basis}"


class Line(Rule):
    """A line of the schedule. A record belongs to the first line that fits it."""

    records: Which = Which()
    trigger: Literal[Trigger.RECORDED, Trigger.ENDED] = Trigger.RECORDED


class CaseLine(Rule):
    """A line about closed cases. A case belongs to the first line that fits it."""

    action: Literal[Action.DESTROY, Action.REVIEW, Action.KEEP] = Action.DESTROY
    kinds: tuple[KindOfCase, ...] = ()  # none given: every kind
    trigger: Literal[Trigger.CLOSED] = Trigger.CLOSED
    period: Annotated[Words, AfterValidator(_a_year)]


class Activities(Strict):
    """How long it is kept who looked at records and did something with the gateway."""

    period: Annotated[Words, AfterValidator(_a_year)]
    action: Literal[Action.DESTROY, Action.KEEP] = Action.DESTROY
    basis: Words = Field(max_length=200)
    owner: Words = Field(max_length=100)

    def over_on(self, today: date) -> date:
        """The last day whose activities may go today."""
        return Period.parse(self.period).over_on(today)

    @property
    def authority(self) -> str:
        """What a disposal names."""
        return f"retention.yaml, activities: {self.period} after recorded; {self.basis}"


class RetentionFile(Strict):
    """config/retention.yaml."""

    schedule: tuple[Line, ...] = ()
    activities: Activities | None = None  # None: kept for good
    cases: tuple[CaseLine, ...] = ()  # none: kept for good

    @model_validator(mode="after")
    def _can_be_followed(self) -> Self:
        for problem in self._problems():
            raise ValueError(problem)
        return self

    @property
    def empty(self) -> bool:
        """Whether nothing ever goes by it."""
        return not (self.schedule or self.cases or self.activities)

    def _problems(self) -> Iterator[str]:
        for lines in (self.schedule, self.cases):
            names = [line.name for line in lines]
            for name in names:
                if names.count(name) > 1:
                    yield f"the class '{name}' stands twice"
        for line in self.schedule[:-1]:
            if line.records.everything:
                yield f"'{line.name}' takes every record: lines after it are never reached"
        for case_line in self.cases[:-1]:
            if not case_line.kinds:
                yield f"'{case_line.name}' takes every case: lines after it are never reached"
