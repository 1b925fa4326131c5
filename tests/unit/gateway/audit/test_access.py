"""Who may do what with records: by office and as nobody else; a refusal is itself a record."""

import pytest

from gateway.audit.access import Use, admit, note_officers
from gateway.audit.activities import activities
from gateway.audit.store import Store
from gateway.errors import CaseError
from gateway.settings.gateway_file import GatewayFile
from gateway.settings.keeping import Access

SETTINGS = GatewayFile.model_validate(
    {
        "officers": [
            {"person": "jo.lee", "roles": ["information-governance"], "account": "jlee"},
            {"person": "al.marsh", "roles": ["auditor"]},
            {"person": "sec.ops", "roles": ["security"]},
            {"person": "it.admin", "roles": ["administrator"]},
            {"person": "ana.reid", "roles": ["approver"]},
        ]
    }
)
ALLOWED = {
    "al.marsh": {"search", "show", "texts", "person", "export", "report", "verify", "activities"},
    "sec.ops": {"search", "show", "verify"},
    "it.admin": {"tools", "keys"},
    "ana.reid": {"approve"},
}


def test_every_use_is_a_setting() -> None:
    assert {use.value for use in Use} == set(Access.model_fields) - {"approval_hours"}


@pytest.mark.parametrize("engine_name", ["sqlite"])
@pytest.mark.parametrize("person", ALLOWED)
def test_an_office_may_do_what_is_listed_and_nothing_else(store: Store, person: str) -> None:
    for use in Use:
        if use.value in ALLOWED[person]:
            assert admit(store, SETTINGS, use, person, "gateway").name == person
        else:
            with pytest.raises(CaseError, match=rf"access\.{use}"):
                admit(store, SETTINGS, use, person, "gateway")


def test_a_refusal_is_recorded_with_account_and_reason(store: Store) -> None:
    for name, account in (("it.admin", "root"), ("jo.lee", "root"), ("", "root")):
        with pytest.raises(CaseError):
            admit(store, SETTINGS, Use.TEXTS, name, account)
    said = list(activities(store))[:3]
    assert {one.action for one in said} == {"access.refused"}
    assert [one.actor for one in said] == ["root", "jo.lee", "it.admin"]
    assert {one.subject for one in said} == {"texts"}
    assert [one.more["account"] for one in said] == ["root"] * 3
    assert "does not act from" in said[1].why


def test_without_officers_everybody_may_as_their_own_account(store: Store) -> None:
    assert admit(store, GatewayFile(), Use.TEXTS, "", "jlee").name == "jlee"
    with pytest.raises(CaseError):
        admit(store, GatewayFile(), Use.TEXTS, "somebody.else", "jlee")


def test_a_change_of_offices_is_recorded_once(store: Store) -> None:
    assert not note_officers(store, GatewayFile())
    assert note_officers(store, SETTINGS)
    assert not note_officers(store, SETTINGS)
    fewer = SETTINGS.model_copy(update={"officers": SETTINGS.officers[:1]})
    assert note_officers(store, fewer)
    assert note_officers(store, GatewayFile()), "that there are none any more is a change too"
    said = [one for one in activities(store) if one.action == "access.changed"]
    assert [one.subject for one in said] == ["0 officers", "1 officers", "5 officers"]
    assert said[1].more["officers"][0]["person"] == "jo.lee"


def test_an_administrator_has_no_office_over_records() -> None:
    row = {"person": "x", "roles": ["administrator", "auditor"]}
    with pytest.raises(ValueError, match="use two people"):
        GatewayFile.model_validate({"officers": [row]})
