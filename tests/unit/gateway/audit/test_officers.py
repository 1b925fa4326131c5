"""Who may do what: by office, and as nobody else."""

from pathlib import Path

import pytest

from gateway.audit.officers import Power, account_name, acting
from gateway.errors import CaseError
from gateway.settings.casework import Officer, Role

LISTED = (
    Officer(person="Jo.Lee", roles=(Role.INFORMATION_GOVERNANCE,), account="jlee"),
    Officer(person="al.marsh", roles=(Role.AUDITOR, Role.SECURITY)),
)


def test_without_officers_everybody_is_their_own_account_and_may_work() -> None:
    assert acting((), "", "dba").name == "dba"
    who = acting((), "DBA", "dba")
    who.must(Power.WORK)
    who.must(Power.APPROVE)


def test_without_officers_nobody_is_somebody_else() -> None:
    with pytest.raises(CaseError, match=r"until gateway\.yaml lists"):
        acting((), "jo.lee", "dba")


def test_with_officers_only_they_act() -> None:
    with pytest.raises(CaseError, match="not among"):
        acting(LISTED, "", "root")
    with pytest.raises(CaseError, match="not among"):
        acting(LISTED, "sam.poe", "gateway")
    assert acting(LISTED, "al.marsh", "gateway").name == "al.marsh"


def test_an_officer_with_an_account_acts_from_no_other() -> None:
    assert acting(LISTED, "jo.lee", "jlee").name == "Jo.Lee"
    with pytest.raises(CaseError, match="does not act from"):
        acting(LISTED, "jo.lee", "gateway")


@pytest.mark.parametrize(
    ("role", "powers"),
    [
        (Role.INFORMATION_GOVERNANCE, set(Power)),
        (Role.APPROVER, {Power.LOOK, Power.APPROVE}),
        (Role.AUDITOR, {Power.LOOK, Power.AUDIT}),
        (Role.SECURITY, {Power.AUDIT}),
    ],
)
def test_an_office_has_its_powers_and_no_others(role: Role, powers: set[Power]) -> None:
    who = acting((Officer(person="x", roles=(role,)),), "x", "gateway")
    assert who.powers == powers
    for power in set(Power) - powers:
        with pytest.raises(CaseError, match="x may not"):
            who.must(power)


def test_offices_of_one_person_add_up() -> None:
    assert acting(LISTED, "al.marsh", "gateway").powers == {Power.LOOK, Power.AUDIT}


def test_the_account_is_the_one_somebody_signed_in_with(tmp_path: Path) -> None:
    login = tmp_path / "loginuid"
    login.write_text("0")
    assert account_name(login) == "root"
    login.write_text("3999999999")
    assert account_name(login) == "uid 3999999999"
    login.write_text("4294967295")  # nobody signed in: a service
    own = account_name(login)
    assert own == account_name(tmp_path / "none")
