"""Four eyes: special categories are opened only with the approval of somebody else, for a time."""

import pytest

from gateway.audit.activities import activities
from gateway.audit.filters import Filters
from gateway.audit.four_eyes import EXPORT, any_special, approve, check_four_eyes, check_record
from gateway.audit.looking import Look, said_of, token_of
from gateway.audit.officers import Acting
from gateway.audit.store import Store
from gateway.errors import CaseError
from gateway.settings.gateway_file import GatewayFile
from tests.unit.gateway.audit.cases.desks import ask, opened
from tests.unit.gateway.audit.retention.kept import special

FOUR_EYES = GatewayFile.model_validate({"cases": {"four_eyes_special": True}})


def look(store: Store, name: str, **more: str) -> Look:
    who = Acting(name=name, account=more.pop("account", "gateway"), powers=frozenset())
    return Look(store=store, who=who, why=more.pop("why", "SAR 12"), **more)


@pytest.fixture
def filled(store: Store) -> Store:
    ask(store, "plain")
    special(store, "ill", 1)
    return store


def test_only_special_categories_need_it_and_only_where_it_is_asked_for(filled: Store) -> None:
    check_record(look(filled, "jo.lee"), FOUR_EYES, "plain")
    check_record(look(filled, "jo.lee"), GatewayFile(), "ill")
    with pytest.raises(CaseError, match=r"records approve ill --for jo\.lee"):
        check_record(look(filled, "jo.lee"), FOUR_EYES, "ill")
    refused = next(activities(filled))
    assert (refused.action, refused.subject, refused.actor) == ("access.refused", "ill", "jo.lee")


def test_an_approval_counts_for_one_person_and_one_record(filled: Store) -> None:
    special(filled, "ill-too", 1)
    approve(look(filled, "kit.ng"), "ill", "Jo.Lee", hours=1)
    check_record(look(filled, "jo.lee"), FOUR_EYES, "ill")
    for name, record in (("jo.lee", "ill-too"), ("al.marsh", "ill"), ("kit.ng", "ill")):
        with pytest.raises(CaseError):
            check_record(look(filled, name), FOUR_EYES, record)


def test_an_approval_ends(filled: Store) -> None:
    approve(look(filled, "kit.ng"), "ill", "jo.lee", hours=0)
    with pytest.raises(CaseError):
        check_record(look(filled, "jo.lee"), FOUR_EYES, "ill")


def test_nobody_approves_for_themselves(filled: Store) -> None:
    for reader in ("kit.ng", "KIT.NG", "gateway"):
        with pytest.raises(CaseError, match="Nobody approves"):
            approve(look(filled, "kit.ng"), "ill", reader, hours=1)


def test_only_a_record_that_is_there_is_approved(filled: Store) -> None:
    with pytest.raises(CaseError, match="no record"):
        approve(look(filled, "kit.ng"), "nonesuch", "jo.lee", hours=1)


def test_an_export_needs_it_when_it_would_hold_special_categories(filled: Store) -> None:
    assert any_special(filled, Filters())
    assert not any_special(filled, Filters(person="sam.okafor"))
    check_four_eyes(look(filled, "jo.lee"), FOUR_EYES, EXPORT, special=False)
    with pytest.raises(CaseError):
        check_four_eyes(look(filled, "jo.lee"), FOUR_EYES, EXPORT, special=True)
    approve(look(filled, "kit.ng"), EXPORT, "jo.lee", hours=1)
    check_four_eyes(look(filled, "jo.lee"), FOUR_EYES, EXPORT, special=True)


def test_a_look_for_a_case_says_its_purpose_and_needs_an_open_case(filled: Store) -> None:
    opened(filled)
    look(filled, "jo.lee", why="", case="DSAR-1").note("records.search")
    said = next(activities(filled))
    assert (said.why, said.more) == (
        "subject access request DSAR-1",
        {"case": "DSAR-1", "account": "gateway"},
    )
    with pytest.raises(CaseError, match="no case"):
        look(filled, "jo.lee", case="DSAR-9").note("records.search")


def test_whoever_is_sought_stands_in_the_note_as_a_token(store: Store) -> None:
    said = said_of(Filters(person="Jane.Doe", tool="practice"), store.index)
    assert said == {"person": f"token {token_of(store.index, ' jane.doe')}", "tool": "practice"}
