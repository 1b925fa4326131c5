"""Staff in the records: without an address, or under a pseudonym, when the setting says so."""

from gateway.audit.events import append
from gateway.audit.filters import Filters
from gateway.audit.kept import kept_of
from gateway.audit.opening import Record, open_record
from gateway.audit.queries import find_person, search
from gateway.audit.rows import Origin, request_event
from gateway.audit.staff import StaffPrivacy, pseudonym_of, staff_privacy
from gateway.audit.store import Store
from gateway.settings.record_settings import Staff
from gateway.types import Capture
from tests.unit.gateway.audit.samples import screened

ORIGIN = Origin(instance="here", run="run")
HIDDEN = StaffPrivacy(address=False, pseudonymous=True)


def write(store: Store, person: str, privacy: StaffPrivacy, name: str = "r1") -> Record:
    made = screened("Hello", person=person, id=name)
    event = request_event(store, ORIGIN, made, kept_of(made, Capture.METADATA), privacy)
    with store.write() as connection:
        append(connection, [event])
    record = open_record(store, name)
    assert record is not None
    return record


def test_as_shipped_the_record_names_who_asked_and_from_where(store: Store) -> None:
    record = write(store, "Sam.Okafor", StaffPrivacy())
    assert (record.facts["person"], record.facts["address"]) == ("Sam.Okafor", "192.0.2.7")
    assert record.staff == ""


def test_a_pseudonym_stands_in_every_column_and_the_name_is_sealed(store: Store) -> None:
    record = write(store, "Sam.Okafor", HIDDEN)
    assert record.facts["person"] == pseudonym_of(store.index, "sam.okafor")
    assert record.facts["address"] == ""
    assert "okafor" not in str(record.facts).casefold()
    assert record.staff == "Sam.Okafor"
    assert "okafor" not in repr(record).casefold()


def test_the_same_person_has_the_same_pseudonym_and_others_another(store: Store) -> None:
    write(store, "Sam.Okafor", HIDDEN, "r1")
    write(store, "SAM.OKAFOR", HIDDEN, "r2")
    write(store, "kim.lee", HIDDEN, "r3")
    assert len({found.person for found in search(store, Filters())}) == 2


def test_who_knows_the_name_finds_the_records_before_and_after_the_change(store: Store) -> None:
    write(store, "sam.okafor", StaffPrivacy(), "r1")
    write(store, "sam.okafor", HIDDEN, "r2")
    write(store, "kim.lee", HIDDEN, "r3")
    assert {found.id for found in search(store, Filters(person="Sam.Okafor"))} == {"r1", "r2"}
    assert {found.id for found in find_person(store, "sam.okafor")} == {"r1", "r2"}


def test_the_settings_choose() -> None:
    assert staff_privacy(Staff()) == StaffPrivacy()
    assert staff_privacy(Staff(address="omit", person="pseudonymous")) == HIDDEN
