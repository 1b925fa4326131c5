"""What a report is made of: sections of facts and of figures, whatever form it is written in."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

WITHHELD = "[c]"
"""Stands for a number that is withheld: the sign for "confidential" of government statistics."""

BLANK = "[to complete]"
"""Stands for what nobody but the organisation can say."""

UNLISTED = "not in the register"

Cell = str | int | float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A table, its columns named as in JSON and CSV.

    `keyed`: its columns are key, fact and value, and JSON has it as one object of keys and values.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    keyed: bool = False


def facts(
    name: str, title: str, *rows: tuple[str, str, Cell], notes: tuple[str, ...] = ()
) -> Section:
    """A section of single facts: key, words for people, value."""
    columns = ("key", "fact", "value")
    return Section(name=name, title=title, columns=columns, rows=rows, notes=notes, keyed=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """`since` is inclusive, `until` exclusive; both in UTC. None is no bound."""

    since: datetime | None = None
    until: datetime | None = None

    @property
    def words(self) -> str:
        """As people read it."""
        if self.since is None and self.until is None:
            return "all records"
        begun = f"from {_said(self.since)}" if self.since else "from the first record"
        return f"{begun} to before {_said(self.until)}" if self.until else f"{begun} on"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report. `internal`: not for publication, small numbers are in it."""

    kind: str
    title: str
    organisation: str
    period: Period
    sections: tuple[Section, ...] = field(repr=False)
    made: datetime = field(default_factory=lambda: datetime.now(UTC))
    internal: bool = False


def _said(moment: datetime) -> str:
    midnight = moment.strftime("%H:%M:%S") == "00:00:00"
    return f"{moment:%Y-%m-%d}" if midnight else f"{moment:%Y-%m-%d %H:%M} UTC"
