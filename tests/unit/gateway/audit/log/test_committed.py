"""What leaves commit to: canonical, the same for rows written and read back, complete."""

import hashlib
from datetime import UTC, datetime, timedelta, timezone

import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from gateway.audit.house_tables import ACTIVITIES
from gateway.audit.log.committed import COLUMNS, VERSION, body_of, canonical, leaf_of
from gateway.audit.log.merkle import leaf_hash

values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.from_regex(r"[a-z_0-9]{1,12}", fullmatch=True), inner)
    ),
    max_leaves=20,
)


@given(values)
def test_json_is_canonical_as_rfc_8785_says(value: object) -> None:
    assert canonical(value) == rfc8785.dumps(value)  # type: ignore[arg-type]


def test_the_newest_version_holds_every_column_of_its_tables() -> None:
    for table, names in COLUMNS[VERSION].items():
        assert set(names) == set(table.columns.keys()), table.name


def row(**more: object) -> dict[str, object]:
    made: dict[str, object] = {
        "id": "1",
        "time": datetime(2026, 3, 2, 9, 30, tzinfo=UTC),
        "instance": "first",
        "actor": "jo",
        "action": "search",
        "details": b"sealed",
    }
    return made | more


def test_sealed_columns_count_by_their_hash_and_times_in_one_zone() -> None:
    body = body_of("1", "activity", {ACTIVITIES: [row()]})
    assert hashlib.sha256(b"sealed").hexdigest().encode() in body
    assert b"2026-03-02T09:30:00.000000Z" in body
    elsewhere = timezone(timedelta(hours=1))
    moved = row(time=datetime(2026, 3, 2, 10, 30, tzinfo=elsewhere))
    assert body_of("1", "activity", {ACTIVITIES: [moved]}) == body


def test_the_order_of_rows_and_empty_tables_do_not_count() -> None:
    one, two = row(), row(id="2")
    assert body_of("1", "a", {ACTIVITIES: [one, two]}) == body_of(
        "1", "a", {ACTIVITIES: [two, one]}
    )


def test_a_leaf_depends_on_its_salt() -> None:
    assert leaf_of(b"salt", b"body") == leaf_hash(hashlib.sha256(b"saltbody").digest())
    assert leaf_of(b"salt", b"body") != leaf_of(b"pepper", b"body")
