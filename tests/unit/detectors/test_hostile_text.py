"""Texts written to make a pattern backtrack: every pattern must stay linear."""

import itertools
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from detectors.registry import rule_classes
from detectors.rule import PatternRule
from detectors.scanner import Scanner
from detectors.settings import ScanSettings
from tests.unit.detectors.scanning import TERMS

SIZE = 50_000
SEEDS = {
    "digits": "1", "digit groups": "12 ", "dotted digits": "1.", "hyphened digits": "12-",
    "letters": "a", "capitals": "A", "words": "ab ", "capital words": "Ab ", "lines": "a\n",
    "blanks": " ", "tabs": "\t", "at signs": "a@", "dots": "a.", "colons": "a:", "hex": "0a:",
    "slashes": "a://", "quotes": "'", "dashes": "-----", "key heads": "-----BEGIN PRIVATE KEY-----",
    "base64": "ABCDabcd0123456789+/ABCDEFGH\n", "tokens": "eyJabcdefgh.", "passwords": "password ",
    "password glue": "password=", "addresses": "1 Ab ", "streets": "12 Ab Street, ", "brackets": "([",
    "markings": "SECRET - ", "mine": "my my ", "the": "the a ", "he": "he ", "case no": "case no ",
    "iban": "GB82WEST", "born": "born on the ", "phones": "+44(0)", "sorts": "12-34-56 ",
    "underscores": "_", "accents": "e\u0301", "zero width": "a\u200b", "wide": "\uff11",
    "sick": "heart attack ", "login": "login a/b ", "codes": "code 12 ", "pins": "pin for ",
    "marking": "OFFICIAL-SENSITIVE: A ", "subject": "Subject: [", "assigned": "a_key=", "key": "key ",
    "reset": "reset to ", "safe": "key safe at ", "memorable": "memorable word ", "cookie": "cookie: sess",
    "schedule": "exempt under paragraph ", "is": "password is ", "sig": "sig=%3D", "sk": "sk-", "uuid": "a-0123abcd-",
}  # fmt: skip


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def hostile(light: str) -> AsyncIterator[Scanner]:
    """A pipeline without a model: the patterns are what is tried."""
    scanner = Scanner(ScanSettings(workers=0, terms=TERMS, pipeline=light, deadline_seconds=5.0))
    await scanner.start()
    yield scanner
    await scanner.close()


def test_every_rule_has_a_pattern_or_is_here_for_another_reason() -> None:
    plain = {rule.__name__ for rule in rule_classes() if not issubclass(rule, PatternRule)}
    assert plain == {
        "Age", "BankAccount", "CaseReference", "DateOfBirth", "EmailAddress", "Extension",
        "HardwareAddress", "IpAddress", "ListedCodeName", "LockCode", "MadeLogin", "ModelAddress",
        "ModelAge", "ModelBirthDate", "ModelCredential", "ModelPhone", "ModelReference",
        "ModelUsername", "Passport", "Person", "Postcode", "PrisonNumber", "ProtectiveMarking",
        "SensitiveTerm", "StatedFact", "StreetAddress", "Telephone", "TypedPassword",
        "Username", "VehicleRegistration",
    }  # fmt: skip


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("seed", SEEDS.values(), ids=SEEDS.keys())
async def test_a_hostile_text_ends_before_the_deadline(hostile: Scanner, seed: str) -> None:
    text = "".join(itertools.repeat(seed, SIZE // len(seed)))
    await hostile.scan([text])
