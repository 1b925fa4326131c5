"""What hangs on the keys of a year: by the record's own time, prompts and answers each by theirs."""

from datetime import UTC, datetime

from sqlalchemy import insert

from gateway.audit.filed import filed_in, held_in
from gateway.audit.log.tables import HOLDS
from gateway.audit.store import Store
from tests.unit.gateway.audit.test_found_in_every_epoch import write


def test_prompts_and_answers_count_for_the_year_of_each_and_a_record_once(store: Store) -> None:
    write(store, "r1", 2022, 2022)
    write(store, "r2", 2022, 2023)
    write(store, "r3", 2022, 2022, "nobody")  # the reference in its text is filed all the same
    row = {"hold": "FOI-1", "record": "r2", "time": datetime.now(UTC), "who": "dpo"}
    with store.write() as connection:
        connection.execute(insert(HOLDS), row)
    with store.read() as connection:
        assert [filed_in(connection, year) for year in (2021, 2022, 2023)] == [0, 3, 1]
        assert [held_in(connection, year) for year in (2021, 2022, 2023)] == [0, 1, 1]


def test_a_record_that_mentions_nobody_hangs_on_no_key(store: Store) -> None:
    write(store, "r1", 2022, 2022, text="Good morning")
    with store.read() as connection:
        assert filed_in(connection, 2022) == 0
