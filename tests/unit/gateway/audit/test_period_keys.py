"""Period keys: one a month and class, the same in every gateway, gone for good once destroyed."""

from collections.abc import Iterable
from datetime import UTC, datetime

import pytest

from gateway.audit.period_keys import CLASSES, PeriodKeys
from gateway.errors import RecordError

MARCH = datetime(2026, 3, 31, 23, 30, tzinfo=UTC)
APRIL = datetime(2026, 4, 1, tzinfo=UTC)


class Shelf:
    """Keeps keys in memory."""

    def __init__(self) -> None:
        self.keys: dict[str, bytes] = {}

    def find(self, key_id: str) -> bytes | None:
        return self.keys.get(key_id)

    def keep(self, key_id: str, key: bytes) -> bytes:
        return self.keys.setdefault(key_id, key)

    def missing(self, key_ids: Iterable[str]) -> set[str]:
        return set(key_ids) - set(self.keys)


def test_each_month_and_class_has_its_own_key_by_utc() -> None:
    periods = PeriodKeys(b"s" * 32, Shelf())
    assert periods.issue("a", MARCH).key_id == "2:2026-03:house"
    assert periods.issue("a", MARCH, "full").key_id == "2:2026-03:full"
    assert periods.issue("a", APRIL).key_id == "2:2026-04:house"


def test_two_gateways_use_the_same_key() -> None:
    shelf = Shelf()
    one, other = PeriodKeys(b"s" * 32, shelf), PeriodKeys(b"s" * 32, shelf)
    key = one.issue("a", MARCH, "full")
    assert other.open("a", key.key_id, key.wrapped).key == key.key


def test_keys_of_this_month_and_the_next_are_made_ahead() -> None:
    shelf = Shelf()
    for day in (1, 28, 31):
        PeriodKeys(b"s" * 32, shelf).load(datetime(2026, 1, day, tzinfo=UTC))
    assert set(shelf.keys) == {f"2:2026-0{month}:{kind}" for month in (1, 2) for kind in CLASSES}


def test_records_from_before_period_keys_were_kept_still_open() -> None:
    periods = PeriodKeys(b"s" * 32, Shelf())
    old = periods.named("1:2026-03").issue("a")
    assert periods.open("a", "1:2026-03", old.wrapped).key == old.key


def test_what_a_destroyed_key_sealed_cannot_be_opened() -> None:
    shelf = Shelf()
    periods = PeriodKeys(b"s" * 32, shelf)
    key = periods.issue("a", MARCH, "full")
    del shelf.keys[key.key_id]
    periods.forget(key.key_id)
    with pytest.raises(RecordError, match="was destroyed"):
        periods.open("a", key.key_id, key.wrapped)
