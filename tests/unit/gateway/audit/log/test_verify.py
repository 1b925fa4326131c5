"""The attack suite: whoever owns the database, with the signing key or without, is found out."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, delete, insert, select, text, update

from gateway.audit.house_tables import ACTIVITIES, TOOL_CHANGES
from gateway.audit.log.anchor_files import notes_in
from gateway.audit.log.anchoring import Anchoring
from gateway.audit.log.anchors import Anchor, FileAnchor
from gateway.audit.log.committed import SALT_BYTES, VERSION, body_of, leaf_of
from gateway.audit.log.entering import Kind
from gateway.audit.log.merkle import Frontier
from gateway.audit.log.notes import Checkpoint
from gateway.audit.log.reading import rows_of
from gateway.audit.log.sequencer import Sequencer
from gateway.audit.log.signer import Signer, origin_of, signer_of, store_id_of
from gateway.audit.log.syslog_anchor import SyslogAnchor
from gateway.audit.log.tables import CHECKPOINTS, LEAVES, LOG_QUEUE, LOG_SALTS, TOMBSTONES
from gateway.audit.log.verdicts import Verification
from gateway.audit.log.verify import verify
from gateway.audit.passages import passage_address
from gateway.audit.store import Store
from gateway.audit.tables import (
    CHAINS,
    DATA_KEYS,
    ENDINGS,
    INTERACTIONS,
    MENTIONS,
    PASSAGE_MENTIONS,
    PASSAGES,
    PAYLOADS,
    TEXTS,
)
from gateway.siem.syslog import Place
from gateway.siem.tls import Credentials
from tests.receivers import tls_collector
from tests.unguarded import meddle, unguard
from tests.unit.gateway.audit.log.filled import ask, fill
from tests.unit.gateway.audit.samples import KEYS

LOG = 2026
NOW = datetime(2026, 6, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A store with a log, and the checkpoints that somebody keeps elsewhere."""

    store: Store
    signer: Signer
    anchors: tuple[str, ...]

    def verify(self, *, anchored: bool = True) -> Verification:
        with self.store.read() as connection:
            notes = self.anchors if anchored else ()
            return verify(connection, [self.signer.verifier], anchors=notes)


@pytest.fixture
def kept(store: Store, tmp_path: Path, request: pytest.FixtureRequest) -> Kept:
    """Kept in a file, or by the receiver of syslog alone where a test says so."""
    keeping = _by_syslog if getattr(request, "param", "file") == "syslog" else _in_a_file
    with keeping(tmp_path) as (anchor, written):
        anchoring = Anchoring(store, [anchor])
        keeper = Sequencer(store, KEYS.checkpoint, now=lambda: NOW)
        fill(store)
        keeper.step(closing=True)
        anchoring.keep()
        ask(store, "last")
        keeper.step(closing=True)
        anchoring.keep()
        return Kept(store=store, signer=keeper.signer, anchors=tuple(notes_in(written())))


Keeping = Iterator[tuple[Anchor, Callable[[], Path]]]


@contextmanager
def _in_a_file(folder: Path) -> Keeping:
    path = folder / "kept.jsonl"
    yield FileAnchor(path=path), lambda: path


@contextmanager
def _by_syslog(folder: Path) -> Keeping:
    def written() -> Path:
        (folder / "messages").write_text("\n".join(receiver.messages(2)))
        return folder / "messages"

    with tls_collector(folder) as receiver:
        place, tls = Place(host="localhost", port=receiver.port), Credentials(ca=folder / "ca.pem")
        yield SyslogAnchor(place=place, tls=tls), written


EITHER_WAY = pytest.mark.parametrize("kept", ["file", "syslog"], indirect=True)
"""By syslog alone everything that anchors are for is found out too."""


def entry_at(connection: Connection, position: int) -> str:
    statement = select(LEAVES.c.entry).where(LEAVES.c.position == position)
    return str(connection.execute(statement).scalar_one())


def resign(connection: Connection, signer: Signer, store_id: str) -> None:
    """Write every checkpoint anew over the leaves as they are now: with a stolen key."""
    sizes = list(connection.execute(select(CHECKPOINTS.c.size)).scalars())
    leaves = list(connection.execute(select(LEAVES.c.leaf).order_by(LEAVES.c.position)).scalars())
    connection.execute(delete(CHECKPOINTS))
    for size in sorted({min(size, len(leaves)) for size in sizes}):
        frontier = Frontier()
        frontier.extend(leaves[:size])
        origin = origin_of(store_id, LOG)
        note = signer.sign(Checkpoint(origin=origin, size=size, root=frontier.root()))
        row = {"log": LOG, "size": size, "time": NOW, "note": note}
        connection.execute(insert(CHECKPOINTS), row)


def recommit(connection: Connection, kind: Kind, entry: str) -> None:
    """Make the leaf of a record anew over its rows as they are now."""
    rows = rows_of(connection, kind, [entry])[entry]
    salt = connection.execute(
        select(LOG_SALTS.c.salt).where(LOG_SALTS.c.entry == entry)
    ).scalar_one()
    leaf = leaf_of(salt, body_of(entry, kind, rows))
    connection.execute(update(LEAVES).where(LEAVES.c.entry == entry).values(leaf=leaf))


def edit_metadata(c: Connection) -> None:
    c.execute(update(INTERACTIONS).where(INTERACTIONS.c.id == "r1").values(effect="block"))


def edit_a_text(c: Connection) -> None:
    c.execute(update(PAYLOADS).where(PAYLOADS.c.interaction_id == "r1").values(sealed=b"x"))


def edit_an_ending(c: Connection) -> None:
    c.execute(update(ENDINGS).where(ENDINGS.c.interaction_id == "r1").values(outcome="refused"))


def swap_two_texts(c: Connection) -> None:
    sealed = {
        row.interaction_id: row.sealed
        for row in c.execute(select(PAYLOADS).where(PAYLOADS.c.kind == "prompt_typed"))
    }
    for one, other in (("r1", "r2"), ("r2", "r1")):
        where = (PAYLOADS.c.interaction_id == one) & (PAYLOADS.c.kind == "prompt_typed")
        c.execute(update(PAYLOADS).where(where).values(sealed=sealed[other]))


def delete_a_record(c: Connection) -> None:
    for table in (MENTIONS, PAYLOADS, ENDINGS):
        c.execute(delete(table).where(table.c.interaction_id == "r1"))
    c.execute(delete(INTERACTIONS).where(INTERACTIONS.c.id == "r1"))


def delete_with_a_forged_tombstone(c: Connection) -> None:
    delete_a_record(c)
    row = {"record": "r1", "time": NOW, "reason": "retention", "authority": "x", "who": "jo"}
    c.execute(insert(TOMBSTONES), row | {"disposal": "none"})


def delete_under_another_disposal(c: Connection) -> None:
    """The tombstone names an activity that is in the log, but disposed of nothing."""
    delete_a_record(c)
    activity = c.execute(select(ACTIVITIES.c.id)).scalar_one()
    row = {"record": "r1", "time": NOW, "reason": "retention", "authority": "x", "who": "jo"}
    c.execute(insert(TOMBSTONES), row | {"disposal": activity})


def delete_a_text_only(c: Connection) -> None:
    c.execute(delete(PAYLOADS).where(PAYLOADS.c.interaction_id == "r1"))


def delete_the_keys_only(c: Connection) -> None:
    c.execute(delete(DATA_KEYS).where(DATA_KEYS.c.record.in_(("r1", "r1:answer"))))


def hide_from_searches(c: Connection) -> None:
    c.execute(delete(PASSAGE_MENTIONS))


def hide_an_answer_from_searches(c: Connection) -> None:
    c.execute(delete(MENTIONS).where(MENTIONS.c.interaction_id == "r1"))


def hide_one_record_from_searches(c: Connection) -> None:
    c.execute(update(INTERACTIONS).where(INTERACTIONS.c.id == "r1").values(passage=None))


def let_a_passage_mention_somebody_else(c: Connection) -> None:
    passage = c.execute(select(PASSAGES.c.address)).scalar_one()
    row = {"token": b"t" * 16, "passage": passage, "finding": 9}
    c.execute(insert(PASSAGE_MENTIONS), row)


def file_a_record_elsewhere(c: Connection) -> None:
    """The passage is as its name says; the record never led to it."""
    filed = frozenset({(b"t" * 16, 1)})
    address = passage_address(b"", filed)
    c.execute(insert(PASSAGES), {"address": address, "parent": None})
    c.execute(insert(PASSAGE_MENTIONS), {"token": b"t" * 16, "passage": address, "finding": 1})
    c.execute(update(INTERACTIONS).where(INTERACTIONS.c.id == "r1").values(passage=address))


def put_a_passage_before_another(c: Connection) -> None:
    passage = c.execute(select(PASSAGES.c.address)).scalar_one()
    c.execute(update(PASSAGES).values(parent=passage))


def delete_who_looked(c: Connection) -> None:
    c.execute(delete(ACTIVITIES))


def edit_a_pause(c: Connection) -> None:
    c.execute(update(TOOL_CHANGES).values(who="somebody else"))


def swap_leaves(c: Connection) -> None:
    one, other = entry_at(c, 1), entry_at(c, 2)
    leaves = dict(c.execute(select(LEAVES.c.entry, LEAVES.c.leaf)).tuples().all())
    for position, entry in ((1, "none"), (2, one), (1, other)):
        leaf = leaves.get(entry, b"x" * 32)
        at = LEAVES.c.position == position
        c.execute(update(LEAVES).where(at).values(entry=entry, leaf=leaf))


def remove_a_leaf(c: Connection) -> None:
    c.execute(delete(LEAVES).where(LEAVES.c.position == 4))


def remove_and_renumber(c: Connection) -> None:
    remove_a_leaf(c)
    for position in range(5, 17):
        at = LEAVES.c.position == position
        c.execute(update(LEAVES).where(at).values(position=position - 1))


def cut_the_end_off(c: Connection) -> None:
    entries = list(c.execute(select(LEAVES.c.entry).where(LEAVES.c.position >= 15)).scalars())
    assert sorted(entries) == ["last", "last:answer"]
    c.execute(delete(LEAVES).where(LEAVES.c.position >= 15))
    for table in (MENTIONS, PAYLOADS, ENDINGS):
        c.execute(delete(table).where(table.c.interaction_id == "last"))
    c.execute(delete(INTERACTIONS).where(INTERACTIONS.c.id == "last"))


def forge_a_signature(c: Connection) -> None:
    c.execute(
        text("UPDATE checkpoints SET note = replace(note, 'genai-gateway/', 'genai-gateway')")
    )


def write_past_the_log(c: Connection) -> None:
    """A record that was never queued."""
    row = dict(c.execute(select(INTERACTIONS).where(INTERACTIONS.c.id == "r1")).mappings().one())
    c.execute(insert(INTERACTIONS), row | {"id": "invented"})


def take_out_of_the_queue(c: Connection) -> None:
    write_past_the_log(c)
    c.execute(delete(LOG_QUEUE))


def invent_a_leaf(c: Connection) -> None:
    row = {"log": LOG, "position": 17, "entry": "invented", "leaf": b"x" * 32}
    c.execute(insert(LEAVES), row)


def take_a_salt_away(c: Connection) -> None:
    c.execute(delete(LOG_SALTS).where(LOG_SALTS.c.entry == "r1"))


def edit_a_stored_text(c: Connection) -> None:
    c.execute(update(TEXTS).values(sealed=b"x"))


def swap_stored_texts(c: Connection) -> None:
    one, other = c.execute(select(TEXTS.c.address, TEXTS.c.sealed).limit(2)).tuples().all()
    for address, sealed in ((one[0], other[1]), (other[0], one[1])):
        c.execute(update(TEXTS).where(TEXTS.c.address == address).values(sealed=sealed))


def put_another_text_in_a_place(c: Connection) -> None:
    one, other = c.execute(select(CHAINS.c.address, CHAINS.c.text).limit(2)).tuples().all()
    c.execute(update(CHAINS).where(CHAINS.c.address == one[0]).values(text=other[1]))


def lead_a_record_elsewhere(c: Connection) -> None:
    """Every text is as its name says; the record leads to another's."""
    statement = select(PAYLOADS.c.head).where(PAYLOADS.c.interaction_id == "r2")
    head = c.execute(statement.where(PAYLOADS.c.head.is_not(None)).limit(1)).scalar_one()
    where = (PAYLOADS.c.interaction_id == "r1") & PAYLOADS.c.head.is_not(None)
    c.execute(update(PAYLOADS).where(where, PAYLOADS.c.head != head).values(head=head))


WITHOUT_THE_KEY: list[tuple[Callable[[Connection], None], str]] = [
    (edit_metadata, "ALTERED"),
    (edit_a_text, "ALTERED"),
    (edit_an_ending, "ALTERED"),
    (swap_two_texts, "ALTERED"),
    (delete_a_record, "MISSING"),
    (delete_with_a_forged_tombstone, "MISSING"),
    (delete_under_another_disposal, "MISSING"),
    (delete_a_text_only, "ALTERED"),
    (delete_the_keys_only, "MISSING"),
    (hide_from_searches, "ALTERED"),
    (hide_an_answer_from_searches, "ALTERED"),
    (hide_one_record_from_searches, "ALTERED"),
    (let_a_passage_mention_somebody_else, "ALTERED"),
    (file_a_record_elsewhere, "ALTERED"),
    (put_a_passage_before_another, "ALTERED"),
    (delete_who_looked, "MISSING"),
    (edit_a_pause, "ALTERED"),
    (swap_leaves, "ALTERED"),
    (remove_a_leaf, "GAP"),
    (remove_and_renumber, "GAP"),
    (cut_the_end_off, "TRUNCATED"),
    (forge_a_signature, "BAD-SIGNATURE"),
    (write_past_the_log, "GAP"),
    (take_out_of_the_queue, "GAP"),
    (invent_a_leaf, "MISSING"),
    (take_a_salt_away, "MISSING"),
    (edit_a_stored_text, "ALTERED"),
    (swap_stored_texts, "ALTERED"),
    (put_another_text_in_a_place, "ALTERED"),
    (lead_a_record_elsewhere, "ALTERED"),
]


@EITHER_WAY
def test_an_untouched_store_is_sound(kept: Kept) -> None:
    found = kept.verify()
    assert found.sound
    assert found.verdicts == {"OK": 17}
    (log,) = found.logs
    assert (log.log, log.leaves, log.signed, log.anchored) == (LOG, 17, 17, 17)


def test_without_anchors_it_says_so_and_is_sound(kept: Kept) -> None:
    found = kept.verify(anchored=False)
    assert found.sound
    assert found.verdicts["UNANCHORED"] == 1


@pytest.mark.parametrize(
    "kept", ["file", pytest.param("syslog", marks=pytest.mark.slow)], indirect=True
)
@pytest.mark.parametrize(
    ("attack", "verdict"), WITHOUT_THE_KEY, ids=lambda value: getattr(value, "__name__", None)
)
def test_a_stolen_database_is_found_out(
    kept: Kept, attack: Callable[[Connection], None], verdict: str
) -> None:
    with kept.store.write() as connection:
        unguard(connection)
        attack(connection)
    for anchored in (True, False):
        found = kept.verify(anchored=anchored)
        assert not found.sound
        assert verdict in found.verdicts


@pytest.mark.parametrize("table", ["texts", "chains", "passages"])
def test_a_text_taken_away_is_told(kept: Kept, table: str) -> None:
    meddle(kept.store, f"DELETE FROM {table}")
    assert "MISSING" in kept.verify().verdicts


@EITHER_WAY
def test_a_record_written_anew_with_the_key_is_a_fork_where_checkpoints_were_kept(
    kept: Kept,
) -> None:
    with kept.store.write() as connection:
        unguard(connection)
        edit_metadata(connection)
        recommit(connection, Kind.REQUEST, "r1")
        resign(connection, kept.signer, store_id_of(connection))
    assert "FORK" in kept.verify().verdicts
    assert kept.verify(anchored=False).sound, "this is what anchors are for"


@EITHER_WAY
def test_an_end_cut_off_with_the_key_is_truncation_where_checkpoints_were_kept(kept: Kept) -> None:
    with kept.store.write() as connection:
        unguard(connection)
        cut_the_end_off(connection)
        resign(connection, kept.signer, store_id_of(connection))
    assert "TRUNCATED" in kept.verify().verdicts
    assert kept.verify(anchored=False).sound, "this is what anchors are for"


@EITHER_WAY
def test_a_log_signed_anew_with_another_key_is_told(kept: Kept) -> None:
    with kept.store.write() as connection:
        unguard(connection)
        edit_metadata(connection)
        recommit(connection, Kind.REQUEST, "r1")
        store_id = store_id_of(connection)
        resign(connection, signer_of(store_id, b"z" * 32), store_id)
    assert "BAD-SIGNATURE" in kept.verify(anchored=False).verdicts


@EITHER_WAY
def test_a_copy_of_another_store_is_told(kept: Kept) -> None:
    with kept.store.write() as connection:
        unguard(connection)
        resign(connection, kept.signer, "another-store")
    assert "FORK" in kept.verify().verdicts


@EITHER_WAY
def test_an_old_copy_that_was_put_back_is_told(kept: Kept) -> None:
    """As from a backup: everything fits together, only the newest is not there."""
    with kept.store.write() as connection:
        unguard(connection)
        cut_the_end_off(connection)
        connection.execute(delete(CHECKPOINTS).where(CHECKPOINTS.c.size > 15))
    assert "TRUNCATED" in kept.verify().verdicts


def test_a_store_emptied_and_begun_anew_is_told(store: Store) -> None:
    """Its first checkpoint, of an empty log, was kept too; a forged one of it is a fork."""
    keeper = Sequencer(store, KEYS.checkpoint, now=lambda: NOW)
    (empty,) = keeper.step().notes
    with store.read() as connection:
        assert verify(connection, [keeper.signer.verifier], anchors=[empty]).verdicts == {"OK": 0}
        origin = origin_of(store_id_of(connection), LOG)
        other = keeper.signer.sign(Checkpoint(origin=origin, size=0, root=b"x" * 32))
        later = keeper.signer.sign(Checkpoint(origin=origin, size=3, root=b"x" * 32))
        assert "FORK" in verify(connection, [keeper.signer.verifier], anchors=[other]).verdicts
        assert "TRUNCATED" in verify(connection, [keeper.signer.verifier], anchors=[later]).verdicts
    with store.write() as connection:
        unguard(connection)
        connection.execute(update(CHECKPOINTS).values(note=other))
    with store.read() as connection:
        assert "ALTERED" in verify(connection, [keeper.signer.verifier]).verdicts


def test_a_note_that_is_no_note_is_told(kept: Kept) -> None:
    with kept.store.read() as connection:
        found = verify(connection, [kept.signer.verifier], anchors=["scribble"])
    assert found.verdicts["BAD-SIGNATURE"] == 1


def test_what_waits_for_its_place_is_counted_and_no_damage(kept: Kept) -> None:
    ask(kept.store, "waiting")
    found = kept.verify()
    assert (found.waiting, found.sound) == (2, True)


def test_progress_is_told(kept: Kept) -> None:
    steps: list[int] = []
    with kept.store.read() as connection:
        verify(connection, [kept.signer.verifier], progress=steps.append)
    assert sum(steps) == 17


def test_salts_and_versions_are_what_the_leaves_were_made_with(kept: Kept) -> None:
    with kept.store.read() as connection:
        for row in connection.execute(select(LOG_SALTS)):
            assert len(row.salt) == SALT_BYTES
            assert row.version == VERSION
