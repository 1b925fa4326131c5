"""Looks into the records of a running gateway."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import text

from tests.served import Served


@dataclass(frozen=True, slots=True)
class Rows:
    """Plain rows of the two main tables."""

    interactions: list[dict[str, Any]]
    endings: list[dict[str, Any]]

    def ending(self, interaction: str) -> list[dict[str, Any]]:
        return [row for row in self.endings if row["interaction_id"] == interaction]


def rows(served: Served) -> Rows:
    store = served.store()
    try:
        with store.read() as connection:
            found = [
                [dict(row) for row in connection.execute(text(f"select * from {table}")).mappings()]
                for table in ("interactions", "endings")
            ]
    finally:
        store.close()
    return Rows(*found)


def newest(served: Served) -> dict[str, Any]:
    """The newest interaction (ids are time-ordered)."""
    return max(rows(served).interactions, key=lambda row: row["id"])
