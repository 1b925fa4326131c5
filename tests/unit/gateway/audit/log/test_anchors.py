"""Anchors: what each keeps, and how each fails."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from gateway.audit.log.anchor_files import notes_in
from gateway.audit.log.anchors import (
    AnchorContradiction,
    AnchorError,
    EmailAnchor,
    FileAnchor,
    News,
    WitnessAnchor,
)
from gateway.audit.log.merkle import consistency_proof, leaf_hash, subtrees_of, tree_root
from gateway.audit.log.notes import Checkpoint, VerifierKey
from gateway.audit.log.signer import origin_of, signer_of
from tests.mail_server import MailServer
from tests.witness import Witness

LEAVES = [leaf_hash(bytes([n])) for n in range(9)]
SIGNER = signer_of("store", b"k" * 32)


def news(
    size: int = 9, known: int = 0, *, log: int = 2026, leaves: Sequence[bytes] = LEAVES
) -> News:
    root = tree_root(leaves[:size])
    checkpoint = Checkpoint(origin=origin_of("store", log), size=size, root=root)
    return News(
        log=log,
        size=size,
        note=SIGNER.sign(checkpoint),
        known=known,
        prove=lambda old: consistency_proof(old, size, subtrees_of(leaves)),
    )


def test_a_file_grows_by_a_line_for_each_checkpoint(tmp_path: Path) -> None:
    anchor = FileAnchor(path=tmp_path / "elsewhere" / "checkpoints.jsonl")
    anchor.keep(news(5))
    anchor.keep(news(9))
    lines = [json.loads(line) for line in anchor.path.read_text().splitlines()]
    assert [line["note"] for line in lines] == [news(5).note, news(9).note]
    assert anchor.path.stat().st_mode & 0o777 == 0o600


def test_a_file_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(AnchorError, match="file"):
        FileAnchor(path=tmp_path / "file" / "checkpoints.jsonl").keep(news())


def test_a_file_takes_nothing_that_is_shorter_or_other_than_what_it_holds(tmp_path: Path) -> None:
    anchor = FileAnchor(path=tmp_path / "checkpoints.jsonl")
    anchor.keep(news(5))
    anchor.keep(news(2, log=2027))  # the log of another year
    before = anchor.path.read_bytes()
    with pytest.raises(AnchorContradiction, match="holds 5 entries, there are 4"):
        anchor.keep(news(4))
    others = [*LEAVES[:4], *reversed(LEAVES[4:])]
    for size in (5, 9):
        with pytest.raises(AnchorContradiction, match="holds 5 entries that are others now"):
            anchor.keep(news(size, leaves=others))
    assert anchor.path.read_bytes() == before
    anchor.keep(news(5))
    anchor.keep(news(9, known=5))
    assert len(anchor.path.read_text().splitlines()) == 4


def test_a_file_goes_on_after_a_torn_line_and_after_lines_of_others(tmp_path: Path) -> None:
    anchor = FileAnchor(path=tmp_path / "checkpoints.jsonl")
    anchor.keep(news(5))
    with anchor.path.open("a") as file:
        file.write('["no note"]\n{"time": "2026-')
    with pytest.raises(AnchorContradiction):
        anchor.keep(news(4))


def test_a_line_that_was_cut_anywhere_spoils_no_other(tmp_path: Path) -> None:
    anchor = FileAnchor(path=tmp_path / "checkpoints.jsonl")
    anchor.keep(news(5))
    first = anchor.path.read_bytes()
    anchor.keep(news(7, known=5))
    second = anchor.path.read_bytes().removeprefix(first)
    for cut in range(1, len(second)):
        anchor.path.write_bytes(first + second[:cut])  # the disk was full, or the power went
        anchor.keep(news(9))
        kept = [news(5).note, news(9).note]
        if cut == len(second) - 1:
            kept.insert(1, news(7).note)
        assert list(notes_in(anchor.path)) == kept


@pytest.fixture
def mail() -> Iterator[MailServer]:
    with MailServer() as server:
        yield server


def email(mail: MailServer, port: int | None = None) -> EmailAnchor:
    return EmailAnchor(
        to=("dpo@council.example",),
        sender="gateway@council.example",
        host="127.0.0.1",
        port=port or mail.port,
        security="none",
    )


def test_a_digest_by_mail_holds_the_note(mail: MailServer) -> None:
    email(mail).keep(news())
    (message,) = mail.received
    assert message["To"] == "dpo@council.example"
    assert news().note in message.get_content().replace("\r\n", "\n")


def test_a_mail_server_that_is_not_there_is_an_error(mail: MailServer) -> None:
    with pytest.raises(AnchorError, match=r"127\.0\.0\.1"):
        email(mail, port=1).keep(news())


@pytest.fixture
def witness() -> Iterator[Witness]:
    with Witness(SIGNER.verifier) as running:
        yield running


def test_a_witness_that_saw_the_beginning_cosigns_what_continues_it(witness: Witness) -> None:
    anchor = WitnessAnchor(url=witness.url, key=witness.key)
    assert anchor.keep(news(5)).startswith("\u2014 witness.example ")
    assert anchor.keep(news(9, known=5))
    assert witness.size == 9


def test_a_witness_that_knows_more_than_we_remember_is_asked_again(witness: Witness) -> None:
    anchor = WitnessAnchor(url=witness.url, key=witness.key)
    anchor.keep(news(5))
    anchor.keep(news(9, known=0))
    assert witness.size == 9


def test_a_witness_that_saw_a_longer_log_is_an_error(witness: Witness) -> None:
    anchor = WitnessAnchor(url=witness.url, key=witness.key)
    anchor.keep(news(9))
    with pytest.raises(AnchorContradiction, match="has seen 9"):
        anchor.keep(news(5))


def test_a_witness_that_saw_another_log_is_an_error(witness: Witness) -> None:
    anchor = WitnessAnchor(url=witness.url, key=witness.key)
    anchor.keep(news(5))
    others = [*LEAVES[:4], *reversed(LEAVES[4:])]
    with pytest.raises(AnchorContradiction, match="others now"):
        anchor.keep(news(9, leaves=others))


def test_a_witness_with_another_key_is_not_believed(witness: Witness) -> None:
    other = VerifierKey(name="witness.example", public=SIGNER.verifier.public)
    with pytest.raises(AnchorError, match="no signature of a known key"):
        WitnessAnchor(url=witness.url, key=other).keep(news())


def test_a_witness_that_is_not_there_is_an_error(witness: Witness) -> None:
    with pytest.raises(AnchorError, match="ConnectError"):
        WitnessAnchor(url="http://127.0.0.1:1", key=witness.key).keep(news())


def test_whether_an_anchor_can_be_reached_leaves_nothing_there(
    tmp_path: Path, mail: MailServer, witness: Witness
) -> None:
    file = FileAnchor(path=tmp_path / "deep" / "down" / "anchors.jsonl")
    for anchor in (file, email(mail), WitnessAnchor(url=witness.url, key=witness.key)):
        anchor.reach()
    assert (list(tmp_path.iterdir()), mail.received, witness.size) == ([], [], 0)


def test_an_anchor_that_cannot_be_reached_says_why(mail: MailServer, witness: Witness) -> None:
    with pytest.raises(AnchorError, match="Refused"):
        email(mail, port=1).reach()
    with pytest.raises(AnchorError, match="ConnectError"):
        WitnessAnchor(url="http://127.0.0.1:1", key=witness.key).reach()
