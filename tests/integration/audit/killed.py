"""Stores on which commands die: each death on a copy of the same prepared store."""

import json
import shutil
import subprocess
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sqlalchemy import select

from gateway.audit.keys import Keys
from gateway.audit.log.sequencer import Sequencer
from gateway.audit.shredding import periods_of
from gateway.audit.store import Store
from gateway.audit.tables import INTERACTIONS
from tests.integration.audit import dying_commands as commands
from tests.postgres import shared_cluster
from tests.unit.gateway.audit.samples import KEYS

ROOT = Path(__file__).parents[3]
NEW_KEYS = replace(KEYS, sealing=commands.NEW_SEALING_KEY)
Told = frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A prepared store, to be copied: what was in it, and what of its log was kept elsewhere."""

    url: str
    notes: tuple[str, ...]
    records: frozenset[str]
    keys: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A copy on which a command has died."""

    url: str
    folder: Path
    told: Told
    before: Found

    def open(self, keys: Keys = KEYS) -> Store:
        return Store.open(self.url, keys, create=False)

    def bytes(self) -> bytes:
        """All that the engine has of it on disk, but PostgreSQL's write-ahead log."""
        if self.url.startswith("sqlite"):
            return _bytes(self.folder)
        with shared_cluster().connect(self.url.partition("?")[0].rpartition("/")[2]) as connection:
            connection.execute("CHECKPOINT")
            asked = "SELECT oid FROM pg_database WHERE datname = current_database()"
            row = connection.execute(asked).fetchone()
        assert row
        return _bytes(shared_cluster().data / "base" / str(row[0]))


def _bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


@dataclass(slots=True, kw_only=True)
class Dying:
    """Commands that die, each on a copy of the same store."""

    command: str
    engine: str
    folder: Path
    process: "subprocess.Popen[str]"
    copies: int = 0
    found: Found = field(init=False)

    def __post_init__(self) -> None:
        url = self._url("prepared")
        if self.engine == "postgresql":
            shared_cluster().new_database(self._name("prepared"))
        commands.prepare(url, self.command)
        with closing(Store.open(url, KEYS)) as store:
            notes = Sequencer(store, KEYS.checkpoint).step(closing=True).notes
            self.found = Found(url=url, notes=notes, records=records(store), keys=keys_of(store))

    def live(self, *, until: int, after: str = "") -> tuple[Left, dict[str, Any]]:
        """One command that is killed at that point, or once such a statement is committed.

        0 and nothing: it comes to its end.
        """
        self.copies += 1
        copy = f"copy{self.copies}"
        (self.folder / copy).mkdir()
        url = self._url(copy)
        if self.engine == "sqlite":
            shutil.copy(self.folder / "prepared" / "records.db", self.folder / copy)
        else:
            with shared_cluster().connect() as connection:
                names = f'"{self._name(copy)}" TEMPLATE "{self._name("prepared")}"'
                connection.execute(f"CREATE DATABASE {names}".encode())
        order = {"url": url, "anchors": str(self.folder / copy / "anchors"), "point": until}
        told = self._ordered(order | {"command": self.command, "after": after})
        folder = self.folder / copy
        left = Left(url=url, folder=folder, told=frozenset(told["told"]), before=self.found)
        return left, told

    def remove(self, left: Left) -> None:
        if self.engine == "postgresql":
            shared_cluster().drop_database(self._name(left.folder.name))
        shutil.rmtree(left.folder)

    def _ordered(self, order: Mapping[str, Any]) -> dict[str, Any]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        told: dict[str, Any] = json.loads(self.process.stdout.readline())
        return told

    def _url(self, copy: str) -> str:
        if self.engine == "sqlite":
            return f"sqlite:///{self.folder / copy / 'records.db'}"
        return shared_cluster().url(self._name(copy))

    def _name(self, copy: str) -> str:
        return f"killed_{copy}"


def records(store: Store) -> frozenset[str]:
    with store.read() as connection:
        return frozenset(connection.execute(select(INTERACTIONS.c.id)).scalars())


def keys_of(store: Store) -> frozenset[str]:
    return frozenset(period.key_id for period in periods_of(store))
