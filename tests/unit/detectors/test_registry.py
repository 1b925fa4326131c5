"""Which recognisers there are. A new one shows here, in a reviewed diff."""

import socket

import pytest
from presidio_analyzer.predefined_recognizers import EmailRecognizer

from detectors.engine import Engine
from detectors.entities import CATEGORY
from detectors.registry import build_registry, rule_classes
from detectors.rule import Rule

RECOGNISERS = """
AccessCode Age ApiKey AssignedSecret BankAccount CaseReference CollarNumber CommandLinePassword CommercialConfidence
CourtCase CourtForm DateOfBirth DrivingLicence EmailAddress Extension HardwareAddress HeaderToken Iban IpAddress
IrishLicence LearnerNumber LegalPrivilege ListedCodeName LockCode LoginPair MadeLogin MemorableWord MobileDevice ModelAddress
ModelAge ModelBirthDate ModelCredential ModelPhone ModelReference ModelUsername NationalInsurance NhsNumber Passport
Password PaymentCard Person PoliceNumber Postcode PrisonNumber PrivateKey ProbationNumber ProtectiveMarking
PupilNumber SensitiveTerm ShareCode SignedAddress SocietyRoll StatedFact StreetAddress TaxReference Telephone
TemporaryReference TypedPassword UrlCredential Username VehicleRegistration
""".split()  # noqa: SIM905


def test_the_recognisers_are_these() -> None:
    assert [rule.__name__ for rule in rule_classes()] == RECOGNISERS


def test_presidio_gets_ours_and_none_of_its_own() -> None:
    recognisers = build_registry(()).recognizers
    assert all(isinstance(one, Rule) for one in recognisers)
    assert not any(isinstance(one, EmailRecognizer) for one in recognisers)


def test_every_entity_has_a_category() -> None:
    entities = {entity for rule in rule_classes() for entity in rule.entities()}
    assert entities == set(CATEGORY) - {"OTHER_LANGUAGE"}  # of the whole text, by no rule


def test_nothing_is_looked_up_on_a_network(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a scan opened a socket")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    found = engine.scan(["ada.bell@new-host-never-seen.co.uk and https://x.example.org/a"])[0]
    assert any(f.entity == "EMAIL_ADDRESS" for f in found)
