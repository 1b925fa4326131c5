"""A place in a record as people type it: 2:12-24, characters 12 to 24 of the second message."""

import re
from dataclasses import dataclass

import click

from detectors.entities import CATEGORY
from gateway.audit.noted import NotedFinding

_PLACE = re.compile(r"([0-9]{1,6}):([0-9]{1,9})-([0-9]{1,9})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """`message` counts from 1; characters are code points from 0, the end exclusive."""

    message: int
    start: int
    end: int

    def missed(self, entity: str, *, messages: int) -> NotedFinding:
        """What should have been found here. Raises click.UsageError for a message there is not."""
        if self.message > messages:
            raise click.UsageError(f"the record has {messages} messages")
        return NotedFinding(
            segment=self.message - 1,
            entity=entity,
            category=CATEGORY[entity].value,
            start=self.start,
            end=self.end,
            score=0.0,
            recogniser="",
            evidence=(),
        )


def as_place(_ctx: click.Context, _option: click.Parameter, value: str | None) -> Place | None:
    """What such an option means; None when it was not given."""
    if value is None:
        return None
    match = _PLACE.fullmatch(value.strip())
    place = Place(message=int(match[1]), start=int(match[2]), end=int(match[3])) if match else None
    if place is None or not place.message or place.start >= place.end:
        raise click.BadParameter("should be MESSAGE:START-END, such as 1:12-24")
    return place
