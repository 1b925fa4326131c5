"""The log of a running gateway: it goes on by itself, and says when somebody must look."""

import json
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from sqlalchemy import delete, func, select, update

from gateway.audit.activities import activities
from gateway.audit.house_tables import META
from gateway.audit.log.anchors import AnchorError, FileAnchor, News
from gateway.audit.log.auditing import Auditing
from gateway.audit.log.notes import Checkpoint
from gateway.audit.log.sequencer import Sequencer
from gateway.audit.log.standing import Log
from gateway.audit.log.syslog_anchor import SyslogAnchor
from gateway.audit.log.tables import CHECKPOINTS, LEAVES
from gateway.audit.store import Store
from gateway.audit.tables import INTERACTIONS
from gateway.siem.syslog import Place
from gateway.siem.tls import Credentials
from tests.unguarded import unguard
from tests.unit.gateway.audit.log.filled import ask, fill
from tests.unit.gateway.audit.samples import KEYS


class Dead:
    """An anchor that never answers."""

    name = "dead"
    every = timedelta()

    def keep(self, news: News) -> str:
        raise AnchorError("dead")


def leaves(store: Store) -> int:
    with store.read() as connection:
        return connection.execute(select(func.count()).select_from(LEAVES)).scalar_one()


def until(holds: Callable[[], bool]) -> bool:
    for _ in range(500):
        if holds():
            return True
        time.sleep(0.02)
    return False


def test_records_come_into_the_log_while_it_runs_and_the_rest_when_it_stops(
    store: Store, tmp_path: Path
) -> None:
    anchor = FileAnchor(path=tmp_path / "kept.jsonl")
    log = Log(store, Sequencer(store, KEYS.checkpoint), [anchor])
    log.start()
    fill(store)
    assert until(lambda: leaves(store) == 15)
    ask(store, "last")
    log.stop()
    assert leaves(store) == 17
    assert "/" in anchor.path.read_text().splitlines()[-1]
    said = log.statistics
    assert (said.waiting, said.signing, said.anchored, said.warnings) == (0, True, True, ())


def test_an_anchor_that_is_too_old_is_a_warning(store: Store) -> None:
    log = Log(store, Sequencer(store, KEYS.checkpoint), [Dead()], anchor_hours=0.0)
    log.start()
    fill(store)
    log.stop()
    assert not log.statistics.anchored
    assert "not kept at dead" in log.statistics.warnings[0]


def test_an_anchor_that_holds_another_log_is_a_warning_at_once(
    store: Store, tmp_path: Path
) -> None:
    anchor = FileAnchor(path=tmp_path / "kept.jsonl")
    fill(store)
    keeper = Sequencer(store, KEYS.checkpoint)
    (note,) = keeper.step(closing=True).notes
    other = Checkpoint(origin=Checkpoint.parse(note).origin, size=90, root=b"x" * 32)
    anchor.path.write_text(json.dumps({"note": keeper.signer.sign(other)}) + "\n")
    log = Log(store, keeper, [anchor])
    log.start()
    log.stop()
    assert not log.statistics.anchored
    assert "does not go on from what is kept" in log.statistics.warnings[0]


def test_a_receiver_of_syslog_that_is_away_is_told_like_any_anchor(store: Store) -> None:
    nobody = Place(host="127.0.0.1", port=9)
    anchor = SyslogAnchor(place=nobody, tls=Credentials())
    log = Log(store, Sequencer(store, KEYS.checkpoint), [anchor], anchor_hours=0.0)
    log.start()
    fill(store)
    log.stop()
    assert not log.statistics.anchored
    assert "not kept at syslog 127.0.0.1:9" in log.statistics.warnings[0]
    assert "Connection refused" in log.statistics.warnings[0]


def test_a_log_that_was_changed_is_signed_no_more_and_says_so(store: Store) -> None:
    fill(store)
    Sequencer(store, KEYS.checkpoint).step(closing=True)
    with store.write() as connection:
        unguard(connection)
        connection.execute(delete(LEAVES).where(LEAVES.c.position == 14))
    log = Log(store, Sequencer(store, KEYS.checkpoint), [])
    log.start()
    ask(store, "later")
    assert until(lambda: bool(log._sequencing.state().broken))
    log.stop()
    assert not log.statistics.signing
    assert "not signed any more" in log.statistics.warnings[0]


def test_a_store_that_lost_its_newest_is_signed_no_more_and_says_so(store: Store) -> None:
    log = Log(store, Sequencer(store, KEYS.checkpoint), [])
    fill(store)
    log.start()
    assert until(lambda: leaves(store) == 15)
    with store.write() as connection:
        unguard(connection)
        connection.execute(delete(LEAVES).where(LEAVES.c.position > 8))
        connection.execute(delete(CHECKPOINTS))
    assert until(lambda: bool(log._sequencing.state().broken))
    ask(store, "later")
    log.stop()
    assert leaves(store) == 9
    assert not log.statistics.signing
    assert "not signed any more" in log.statistics.warnings[0]


def test_a_store_verifies_itself_once_a_day_and_records_it(store: Store) -> None:
    fill(store)
    keeper = Sequencer(store, KEYS.checkpoint)
    keeper.step(closing=True)
    first, second = (Auditing(store, keeper.signer.verifier, []) for _ in range(2))
    assert not first.verify_if_due(), "a store's first day"
    yesterday = "2020-01-01T00:00:00+00:00"
    with store.write() as connection:
        connection.execute(
            update(META).where(META.c.name == "log_verification_due").values(value=yesterday)
        )
    assert first.verify_if_due()
    assert not second.verify_if_due(), "another gateway has done it"
    assert first.latest == ""
    said = next(activities(store))
    assert (said.actor, said.action) == ("gateway", "records.verify")
    assert "sound" in said.why


def test_damage_found_by_the_daily_verification_is_told(store: Store) -> None:
    fill(store)
    keeper = Sequencer(store, KEYS.checkpoint)
    keeper.step(closing=True)
    auditing = Auditing(store, keeper.signer.verifier, [])
    auditing.verify_if_due()
    with store.write() as connection:
        unguard(connection)
        connection.execute(update(INTERACTIONS).values(effect="allow", person="x"))
        connection.execute(
            update(META)
            .where(META.c.name == "log_verification_due")
            .values(value="2020-01-01T00:00:00+00:00")
        )
    assert auditing.verify_if_due()
    assert "6 ALTERED" in auditing.latest
