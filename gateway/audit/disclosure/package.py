"""The export of an approved case: written whole, read back, and recorded; or nothing at all."""

import hashlib
from dataclasses import dataclass
from typing import BinaryIO

from sqlalchemy.exc import SQLAlchemyError

from gateway.audit.cases.deciding import must_be_approved, released
from gateway.audit.cases.desk import Desk, changing
from gateway.audit.cases.disclosure import disclosure
from gateway.audit.cases.kinds import CaseKind
from gateway.audit.cases.scope import case_records
from gateway.audit.disclosure.archive import Archive
from gateway.audit.disclosure.copies import Copies
from gateway.audit.disclosure.information import about, check_information
from gateway.audit.disclosure.proofs import Proofs
from gateway.audit.disclosure.read_back import check_archive
from gateway.audit.disclosure.rescan import checked, redacted_values
from gateway.audit.disclosure.writing import Contents, Issuer
from gateway.audit.log.sequencer import Sequencer
from gateway.audit.officers import Power
from gateway.audit.store import failure_text
from gateway.errors import RecordError


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What was written: the hash of the whole, and how much is in it."""

    sha256: str
    records: int
    withheld: int
    redactions: int


def export_case(
    desk: Desk, issuer: Issuer, sequencer: Sequencer, target: BinaryIO, *, why: str = ""
) -> Exported:
    """Write the package of an approved case into an empty file that can be read back.

    Raises CaseError (StillHeld where a redacted value is left) and RecordError; then whatever is
    in the file is not to be given out.
    """
    _note_opening(desk, why)
    _sign_what_waits(sequencer)
    given = disclosure(desk.store, desk.reference)
    copies = Copies(desk.store, given)
    values = redacted_values(desk.store, given.case)
    found = about(checked(copies, values))
    if given.case.kind is CaseKind.DSAR:
        check_information(issuer.information, found)
    with (
        desk.store.read() as connection,
        Archive(target, given.case.reference.replace("/", "-")) as archive,
    ):
        proofs = Proofs(connection, copies.records)
        contents = Contents(given=given, copies=copies, found=found, proofs=proofs, issuer=issuer)
        contents.write(archive, sequencer.signer)
    target.flush()
    check_archive(target, values)
    target.seek(0)
    sha256 = hashlib.file_digest(target, "sha256").hexdigest()  # type: ignore[arg-type]
    released(desk, sha256)
    return Exported(
        sha256=sha256,
        records=len(given.given),
        withheld=len(given.withheld),
        redactions=sum(1 for _ in copies.redactions()),
    )


def _note_opening(desk: Desk, why: str) -> None:
    with changing(desk, Power.WORK) as change:
        must_be_approved(change.case)
        number = len(case_records(change.connection, desk.reference))
        change.step("case.open_texts", why=why, number=number)


def _sign_what_waits(sequencer: Sequencer) -> None:
    """So that every record has its proof. Raises RecordError."""
    try:
        while sequencer.step(closing=True).sequenced:
            pass
    except SQLAlchemyError as error:
        raise RecordError(f"The log could not be signed ({failure_text(error)}).") from None
