"""The record store: one database, brought up to date and proved to belong to our keys."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import Self

from sqlalchemy import Connection, Engine, insert, select
from sqlalchemy.exc import SQLAlchemyError

from gateway.audit.blind_index import BlindIndex
from gateway.audit.engine import open_engine
from gateway.audit.epochs import Epochs
from gateway.audit.failing import StoreFailed, in_words
from gateway.audit.forgetting import forget, forget_keys
from gateway.audit.house_tables import META
from gateway.audit.key_providers.provider import KeyProvider, LocalProvider
from gateway.audit.key_shelf import KeyShelf
from gateway.audit.keys import Keys, key_check
from gateway.audit.log.backfill import enter_what_is_missing
from gateway.audit.log.signer import name_store
from gateway.audit.migrate import is_current, migrate
from gateway.audit.period_keys import PeriodKeys
from gateway.errors import RecordError

_CHECKED = ("pseudonym", "sealing", "index")  # the cache key may differ per process


class Store:
    """An open record store. Safe to share between threads; every caller gets its own connection."""

    def __init__(self, engine: Engine, keys: Keys, provider: KeyProvider) -> None:
        self._engine, self._keys, self._provider = engine, keys, provider
        self._writer = engine.execution_options(writes=True)
        shelf = KeyShelf(self.read, self.write, provider)
        self.periods = PeriodKeys(keys.sealing, shelf)
        self.epochs = Epochs(keys.index, shelf)
        self.index = BlindIndex(keys.index)  # of what must stay the same over the years

    @classmethod
    def open(
        cls, url: str, keys: Keys, *, create: bool = True, provider: KeyProvider | None = None
    ) -> Self:
        """Open, make or upgrade the store at a database URL; `create=False` never makes a file.

        Without a provider the sealing key wraps the period keys. Raises RecordError: cannot be
        reached, made by a newer version, or with other keys.
        """
        chosen = provider or LocalProvider(keys.sealing)
        store = cls(open_engine(url, create=create), keys, chosen)
        try:
            with store.read() as connection:
                ready = is_current(connection) and _check_keys(connection, keys)
            if not ready:
                store._prepare(keys)
            with suppress(RecordError):  # who may only read has no need of new keys
                store.periods.prepare(datetime.now(UTC))
                store.epochs.prepare(datetime.now(UTC))
        except RecordError:
            store.close()
            raise
        return store

    def _prepare(self, keys: Keys) -> None:
        with self.write() as connection:
            migrate(connection)
            name_store(connection)
            enter_what_is_missing(connection)  # written before there was a log
            if not _check_keys(connection, keys):
                connection.execute(insert(META), _key_rows(keys))

    def through(self, url: str) -> Self:
        """This store over another connection, which may do less. Raises RecordError."""
        return type(self).open(url, self._keys, create=False, provider=self._provider)

    def load_keys(self, moment: datetime) -> None:
        """Have what this month and the next need at hand: no request waits for a key provider.

        Raises RecordError.
        """
        self.periods.load(moment)
        self.epochs.load(moment)

    @property
    def engine_name(self) -> str:
        """sqlite or postgresql."""
        return self._engine.dialect.name

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection for reading. Database errors come out as RecordError."""
        with _as_record_error(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction: durable when the block ends, gone when it raises."""
        with _as_record_error(), self._writer.begin() as connection:
            yield connection

    @contextmanager
    def write_raw(self) -> Iterator[Connection]:
        """As `write`, but SQLAlchemy's own errors come out: for the writer, which sorts them."""
        with self._writer.begin() as connection:
            yield connection

    def writing(self) -> Connection:
        """A connection for many transactions; the caller closes it. Raises SQLAlchemyError.

        On PostgreSQL each statement is a transaction: only `append_new` writes through it.
        """
        connection = self._writer.connect()
        if self.engine_name == "postgresql":
            return connection.execution_options(isolation_level="AUTOCOMMIT")
        return connection

    def forget(self, *, rewrite: bool = False) -> bool:
        """Let go of the bytes of deleted rows; False where they stay. Raises RecordError."""
        with _as_record_error():
            return forget(self._engine, rewrite=rewrite)

    def forget_keys(self) -> bool:
        """Let go of the bytes of keys that are gone; False where they stay. Raises RecordError."""
        with _as_record_error():
            return forget_keys(self._engine)

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()


def failure_text(error: BaseException) -> str:
    """What may be said about a database error: never its text, which can hold values."""
    return in_words(getattr(error, "orig", None) or error)


@contextmanager
def _as_record_error() -> Iterator[None]:
    try:
        yield
    except (SQLAlchemyError, UnicodeError, OverflowError) as error:  # the latter: from the driver
        raise StoreFailed(failure_text(error)) from None


def _check_keys(connection: Connection, keys: Keys) -> bool:
    """Whether the store knows these keys; False when it knows none yet. Raises RecordError."""
    known = {row.name: row.value for row in connection.execute(select(META))}
    for name, row in zip(_CHECKED, _key_rows(keys), strict=True):
        if known.get(row["name"], row["value"]) != row["value"]:
            raise RecordError(
                f"The {name} key is not the one this record store was made with. Put back "
                f"the old key (GATEWAY_{name.upper()}_KEY or the key file), or use another store."
            )
    return all(row["name"] in known for row in _key_rows(keys))


def _key_rows(keys: Keys) -> list[dict[str, str]]:
    return [
        {"name": f"key_check_{name}", "value": key_check(getattr(keys, name), name)}
        for name in _CHECKED
    ]
