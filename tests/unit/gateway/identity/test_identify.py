"""Who asks: the sources in their order, and what each may be trusted with."""

import base64
from typing import Any

import pytest

from gateway.identity.identify import Credentials, Identifier, basic_credentials
from gateway.identity.passwords import hash_password
from gateway.settings.gateway_file import Identity
from gateway.settings.users_file import User
from gateway.types import Person

AMINA = User(
    id="amina.hussain", password_hash=hash_password("amina's words"), groups=frozenset({"staff"})
)
RIGHT = Credentials(name="amina.hussain", password="amina's words")
WRONG = Credentials(name="amina.hussain", password="guessed")


def identifier(*users: User, **identity: Any) -> Identifier:
    return Identifier(Identity.model_validate(identity), users)


def ask(
    found: Identifier,
    address: str = "10.0.0.7",
    credentials: Credentials | None = None,
    **header: str,
) -> Person | None:
    names = {name.replace("_", "-"): value for name, value in header.items()}
    return found.identify(address=address, credentials=credentials, header=names)


def test_nobody_is_known_without_a_source() -> None:
    assert ask(identifier()) is None


def test_a_password_names_the_person_with_the_files_groups() -> None:
    person = ask(identifier(AMINA), credentials=RIGHT)
    assert person == Person(id="amina.hussain", groups=frozenset({"staff"}), source="credentials")


@pytest.mark.parametrize("credentials", [WRONG, Credentials(name="nobody", password="x")])
def test_a_wrong_password_is_nobody_whatever_the_other_sources_say(
    credentials: Credentials,
) -> None:
    rule = {"network": "10.0.0.0/8", "person": "kiosk"}
    found = identifier(AMINA, addresses=[rule], anonymous={"allow": True})
    assert ask(found, credentials=credentials) is None
    assert ask(found) is not None


def test_credentials_do_not_matter_without_a_user_file() -> None:
    found = identifier(addresses=[{"network": "10.0.0.0/8", "person": "kiosk"}])
    person = ask(found, credentials=WRONG)
    assert person
    assert person.id == "kiosk"


def test_the_narrowest_network_wins() -> None:
    rules = [
        {"network": "10.0.0.0/8", "person": "office"},
        {"network": "10.0.0.7/32", "person": "kiosk", "groups": ["public"]},
    ]
    found = identifier(addresses=rules)
    assert ask(found) == Person(id="kiosk", groups=frozenset({"public"}), source="address")
    office = ask(found, "10.0.0.8")
    assert office
    assert office.id == "office"


@pytest.mark.parametrize("address", ["::ffff:10.0.0.7", "10.0.0.7"])
def test_a_mapped_address_is_the_address(address: str) -> None:
    found = identifier(addresses=[{"network": "10.0.0.7/32", "person": "kiosk"}])
    assert ask(found, address) is not None


@pytest.mark.parametrize("address", ["", "unix", "192.0.2.1", "fe80::1%eth0"])
def test_an_address_outside_is_nobody(address: str) -> None:
    found = identifier(addresses=[{"network": "10.0.0.7/32", "person": "kiosk"}])
    assert ask(found, address) is None


TRUSTED = {"name": "X-User", "groups_header": "X-Groups", "networks": ["10.0.0.5/32"]}


def test_a_header_counts_only_from_the_trusted_proxy() -> None:
    found = identifier(header=TRUSTED)
    said = {"x_user": " joe.bright ", "x_groups": "staff, social-care,"}
    assert ask(found, "10.0.0.5", **said) == Person(
        id="joe.bright", groups=frozenset({"staff", "social-care"}), source="header"
    )
    assert ask(found, "10.0.0.6", **said) is None
    assert ask(found, "10.0.0.5", x_user=" ") is None


def test_the_headers_that_name_people_are_known_for_removal() -> None:
    assert identifier(header=TRUSTED).headers == ("x-user", "x-groups")
    assert identifier().headers == ()


def test_anonymous_use_is_off_unless_allowed() -> None:
    person = ask(identifier(anonymous={"allow": True, "groups": ["guests"]}))
    assert person
    assert person.anonymous
    assert person.groups == {"guests"}


def test_somebody_who_signed_in_is_looked_up_again() -> None:
    person = ask(identifier(AMINA), credentials=RIGHT)
    assert person
    moved = User(id=AMINA.id, password_hash=AMINA.password_hash, groups=frozenset({"it"}))
    now = identifier(moved).still(person)
    assert now
    assert now.groups == {"it"}
    assert identifier().still(person) is None


def test_an_answer_at_once_is_promised_only_where_nothing_is_computed() -> None:
    found = identifier(AMINA)
    assert found.at_once(None)
    assert identifier().at_once(WRONG)
    assert not found.at_once(WRONG)
    ask(found, credentials=RIGHT)
    assert found.at_once(RIGHT)


def test_a_password_is_the_only_way_or_not() -> None:
    assert identifier(AMINA).needs_password
    assert not identifier(AMINA, header=TRUSTED).needs_password
    assert not identifier().needs_password


def encoded(text: bytes) -> str:
    return base64.b64encode(text).decode()


@pytest.mark.parametrize(
    ("value", "name", "password"),
    [
        (f"Basic {encoded(b'joe:pass:word')}", "joe", "pass:word"),
        (f"basic  {encoded('zoë:ü'.encode())}", "zoë", "ü"),
        (f"Basic {encoded('zoë:ü'.encode('latin-1'))}", "zoë", "ü"),
        (f"Basic {encoded(b':')}", "", ""),
    ],
)
def test_basic_credentials_are_read(value: str, name: str, password: str) -> None:
    found = basic_credentials(value)
    assert found == Credentials(name=name, password=password)
    assert "pass:word" not in repr(found)


@pytest.mark.parametrize(
    "value", ["", "Basic", "Basic !!!", "Bearer abc", f"Basic {encoded(b'x')}"]
)
def test_anything_else_is_not_credentials(value: str) -> None:
    assert basic_credentials(value) is None
