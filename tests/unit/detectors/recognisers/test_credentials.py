"""Keys and passwords. The values are put together here, so that no scanner takes them for real."""

import pytest

from tests.unit.detectors.scanning import Found

KEYS = {
    "openai": "sk-" + "proj-" + "Ab3" * 16,
    "anthropic": "sk-" + "ant-api03-" + "Xy9-" * 20,
    "aws": "AKIA" + "Q3EXAMPLE7" + "ABCDEF",
    "github": "ghp" + "_" + "a1B2" * 9,
    "github fine": "github" + "_pat_" + "11ABCDE" * 6,
    "google": "AIza" + "Sy" + "d" * 33,
    "slack": "xoxb" + "-1234567890-" + "abcDEF123456",
    "stripe": "sk" + "_live_" + "4eC39HqLyjWDarjtT1zdp7dc",
    "jwt": "eyJ" + "hbGciOiJIUzI1NiJ9" + ".eyJ" + "zdWIiOiJ4In0" + ".c2lnbmF0dXJl",
    "azure": "Account" + "Key=" + "A" * 86 + "==",
    "notify": "live_key-"
    + "26785a09-ab16-4eb0-8407-a37497a57506-"
    + "3d844edf-8d35-48ac-975b-e847b4f122b0",
}


@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS.keys())
def test_a_key_of_a_known_service_is_found(found: Found, key: str) -> None:
    assert key in found(f"use {key} for it", "API_KEY")


@pytest.mark.parametrize(
    "text",
    ["sk-short", "the risk-assessment-for-the-new-depot-in-northmere", "AKIA is a prefix",
     "commit 3d844edf-8d35-48ac-975b-e847b4f122b0", "task-force-two-report",
     "pk_customer_order_details", "sk-slovak-republic-locale-file"],
)  # fmt: skip
def test_what_only_begins_like_a_key_is_not(found: Found, text: str) -> None:
    assert not found(text, "API_KEY")


def test_a_private_key_is_found_whole_and_also_cut_short(found: Found) -> None:
    head, tail = "-----BEGIN RSA PRIV" + "ATE KEY-----", "-----END RSA PRIV" + "ATE KEY-----"
    body = "\n".join(["MIIE" + "abcd" * 15] * 12)
    whole = f"{head}\n{body}\n{tail}"
    assert whole in found(f"see\n{whole}\nthanks", "PRIVATE_KEY")
    assert any(body in value for value in found(f"{head}\n{body}", "PRIVATE_KEY"))
    assert any(body in value for value in found(f"{body}\n{tail}", "PRIVATE_KEY"))


def test_a_certificate_or_public_key_is_no_secret(found: Found) -> None:
    text = "-----BEGIN CERTIFICATE-----\nMIIE\n-----END CERTIFICATE-----"
    assert not found(text, "PRIVATE_KEY")


def test_a_password_in_an_address_is_found(found: Found) -> None:
    text = "DATABASE_URL: postgresql://revs_app:kR7!vmm2-Lq@10.24.8.61/revs"
    assert "revs_app:kR7!vmm2-Lq" in found(text, "URL_CREDENTIAL")
    assert not found("https://northmere.gov.uk:8443/a@b", "URL_CREDENTIAL")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("password: Winter-Badger-2026!", "Winter-Badger-2026!"),
        ("SMTP_PASS=Tr0ub4dor-n-3", "Tr0ub4dor-n-3"),
        ('sql_admin_password = "P4rsnip_Gate_7712"', "P4rsnip_Gate_7712"),
        ("the key safe code is 4417", "4417"),
        ("PIN: 9021", "9021"),
    ],
)
def test_what_stands_beside_the_word_password_is_found(found: Found, text: str, value: str) -> None:
    assert value in found(text, "CREDENTIAL")


@pytest.mark.parametrize(
    "text",
    [
        "Your password must be changed every 90 days.",
        "password = os.environ['DB_PASSWORD']",
        "password: <your password here>",
        "PASSWORD=${SECRET}",
        "Draft a password policy of 12 characters",
        "the PIN is on the back of the card",
        "a parking token costs £2.50",
        "renew bus pass B1234567",
        "our secret Santa2026 list",
    ],
)
def test_talk_about_passwords_is_no_password(found: Found, text: str) -> None:
    assert not found(text, "CREDENTIAL")
