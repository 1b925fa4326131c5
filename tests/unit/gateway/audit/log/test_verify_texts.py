"""What is said of texts that are not what their names say, or are not there."""

import pytest

from gateway.audit.log.verdicts import Verdict, Verification
from gateway.audit.log.verify_texts import verify_texts
from gateway.audit.store import Store
from tests.unguarded import meddle
from tests.unit.gateway.audit.test_texts import record


def damages(store: Store) -> list[tuple[Verdict, str]]:
    found = Verification()
    with store.read() as connection:
        verify_texts(connection, found)
    return [(damage.verdict, damage.detail) for damage in found.damages]


def test_texts_as_they_were_written_are_sound(store: Store) -> None:
    record(store, "r1", "a", "b")
    record(store, "r2", "a", "b", "c")
    assert damages(store) == []


ALTERED_TEXT = (Verdict.ALTERED, "a text is not what its name says")
ALTERED_PLACE = (Verdict.ALTERED, "the place of a text is not what its name says")
GONE = (Verdict.MISSING, "a text is gone to which records lead")
NO_TEXTS = (Verdict.MISSING, "the texts of a record are gone")


@pytest.mark.parametrize(
    ("meddling", "told"),
    [
        ("UPDATE texts SET sealed = wrapped", [ALTERED_TEXT] * 2),
        ("UPDATE chains SET place = text WHERE depth = 1", [ALTERED_PLACE]),
        ("UPDATE chains SET parent = NULL WHERE depth = 1", [ALTERED_PLACE]),
        ("DELETE FROM texts", [GONE] * 2),
        ("DELETE FROM chains WHERE depth = 0", [GONE]),
        ("DELETE FROM chains WHERE depth = 1", [NO_TEXTS]),
        ("UPDATE texts SET wrapped = sealed", []),  # keys may be wrapped anew
        ("UPDATE chains SET depth = depth + 1", []),  # reading notices; it says nothing
    ],
)
def test_each_damage_is_told(store: Store, meddling: str, told: list[tuple[Verdict, str]]) -> None:
    record(store, "r1", "a", "b")
    meddle(store, meddling)
    assert damages(store) == told
