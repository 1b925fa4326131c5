"""Keys of services. The values are put together here, so that no scanner takes them for real."""

import pytest

from tests.unit.detectors.scanning import Found

UUID = "26785a09-ab16-4eb0-8407-a37497a57506"
HEX = "0123456789abcdef"
KEYS = {
    "openai": "sk-" + "proj-" + "Ab3" * 16,
    "anthropic": "sk-" + "ant-api03-" + "Xy9-" * 20,
    "openrouter": "sk-" + "or-v1-" + HEX * 4,
    "aws": "AKIA" + "Q3EXAMPLE7" + "ABCDEF",
    "aws session": "ASIA" + "Y34FZKBOKMUTVV7A",
    "azure secret": "q3X" + "8Q~" + "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bD0fG3h",
    "azure storage": "Account" + "Key=" + "A" * 86 + "==",
    "azure bus": "SharedAccess" + "Key=" + "b3" * 21 + "c=",
    "azure devops": "Ab1" * 25 + "c" + "AZDO" + "x9Yz",
    "google": "AIza" + "Sy" + "d" * 33,
    "google oauth": "GOCSPX" + "-" + "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7b",
    "github": "ghp" + "_" + "a1B2" * 9,
    "github fine": "github" + "_pat_" + "11ABCDE" * 6,
    "gitlab": "glpat" + "-" + "aB3dE6gH9jK2mN5pQ8sT",
    "gitlab runner": "glrt" + "-" + "aB3dE6gH9jK2mN5pQ8sT",
    "slack": "xoxb" + "-1234567890-" + "abcDEF123456",
    "slack app": "xapp" + "-1-A012345-" + "0123456789abcdef01234567",
    "stripe": "sk" + "_live_" + "4eC39HqLyjWDarjtT1zdp7dc",
    "stripe limited": "rk" + "_live_" + "4eC39HqLyjWDarjtT1zdp7dc",
    "twilio": "SK" + HEX * 2,
    "sendgrid": "SG" + ".ngeVfQFYQlKU0ufo8x5d1A." + "TwL2iGABf9DHoTf09kqeF8tAmbihYzrnopKc1s5cr",
    "mailgun": "key" + "-" + HEX * 2,
    "mailgun new": HEX * 2 + "-" + "0123abcd" + "-" + "4567cdef",
    "mailchimp": HEX * 2 + "-us" + "14",
    "npm": "npm" + "_" + "aB3d" * 9,
    "pypi": "pypi" + "-AgEIcHlwaS5vcmc" + "CJGI4Y" * 12,
    "hugging face": "hf" + "_" + "aBcDeFgHiJkLmNoPqRsTuVwXyZaBcDeFgH",
    "groq": "gsk" + "_" + "aB3d" * 13,
    "digitalocean": "dop" + "_v1_" + HEX * 4,
    "vault": "hvs" + "." + "CAESIJlU02LQZq66" + "HEXaB3d",
    "telegram": "110201543" + ":AA" + "HdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1",
    "atlassian": "ATATT3" + "xFfGF0" + "aB3d" * 12,
    "databricks": "dapi" + HEX * 2,
    "jwt": "eyJ" + "hbGciOiJIUzI1NiJ9" + ".eyJ" + "zdWIiOiJ4In0" + ".c2lnbmF0dXJl",
    "notify": f"live_key-{UUID}-3d844edf-8d35-48ac-975b-e847b4f122b0",
}


@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS.keys())
def test_a_key_of_a_known_service_is_found(found: Found, key: str) -> None:
    assert key in found(f"use {key} for it", "API_KEY")


@pytest.mark.parametrize(
    "text",
    [
        "sk-short",
        "the risk-assessment-for-the-new-depot-in-northmere",
        "AKIA is a prefix",
        "commit 3d844edf-8d35-48ac-975b-e847b4f122b0",
        f"request id {UUID} failed",
        "task-force-two-report",
        "pk_customer_order_details",
        "sk-slovak-republic-locale-file",
        "pk" + "_live_" + "4eC39HqLyjWDarjtT1zdp7dc",
        f"md5 {HEX * 2} of the file",
        f"git show {HEX * 2}01234567",
        "aws_access_key_id = AKIA" + "IOSFODNN7EXAMPLE",
        "SKU SK0123456789",
    ],
)
def test_what_only_looks_like_a_key_is_not(found: Found, text: str) -> None:
    assert not found(text, "API_KEY", at_least=0.3)


SIGNED = {
    "sas": "https://nm.blob.core.windows.net/c/f.csv?sv=2022-11-02&se=2026-01-01&sr=b&sp=r&sig="
    + "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bD0fG3hJ6kM9nP2q%3D",
    "slack hook": "https://hooks.slack.com/services/"
    + "T00000000/B00000000/"
    + "aB3dE6gH9jK2mN5pQ8sT1vW4",
    "teams hook": "https://northmere.webhook.office.com/webhookb2/"
    + UUID
    + "@"
    + UUID
    + "/IncomingWebhook/ab/cd",
    "s3": "https://b.s3.amazonaws.com/f?X-Amz-Expires=60&X-Amz-Signature=" + HEX * 4,
}


@pytest.mark.parametrize("text", SIGNED.values(), ids=SIGNED.keys())
def test_an_address_that_lets_in_whoever_has_it_is_found(found: Found, text: str) -> None:
    assert found(text, "API_KEY")


def test_an_address_with_a_short_signature_is_not(found: Found) -> None:
    assert not found("https://example.org/doc?sig=short&page=2", "API_KEY")


def test_a_private_key_is_found_whole_and_also_cut_short(found: Found) -> None:
    head, tail = "-----BEGIN RSA PRIV" + "ATE KEY-----", "-----END RSA PRIV" + "ATE KEY-----"
    body = "\n".join(["MIIE" + "abcd" * 15] * 12)
    whole = f"{head}\n{body}\n{tail}"
    assert whole in found(f"see\n{whole}\nthanks", "PRIVATE_KEY")
    assert any(body in value for value in found(f"{head}\n{body}", "PRIVATE_KEY"))
    assert any(body in value for value in found(f"{body}\n{tail}", "PRIVATE_KEY"))


@pytest.mark.parametrize("kind", ["", "EC ", "OPENSSH ", "ENCRYPTED ", "DSA "])
def test_private_keys_of_every_kind_are_found(found: Found, kind: str) -> None:
    text = f"-----BEGIN {kind}PRIV" + "ATE KEY-----\nb3BlbnNzaC1rZXktdjE\n"
    assert found(text, "PRIVATE_KEY")


def test_the_key_in_the_file_of_a_service_account_is_found(found: Found) -> None:
    text = (
        '{"private_key": "-----BEGIN PRIV'
        + "ATE KEY-----\\nMIIEvQIBADANBg\\n-----END PRIV"
        + 'ATE KEY-----\\n"}'
    )
    assert any("MIIEvQIBADANBg" in value for value in found(text, "PRIVATE_KEY"))


def test_putty_and_wireguard_keys_are_found(found: Found) -> None:
    assert found("PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\n", "PRIVATE_KEY")
    assert found("[Interface]\nPrivate" + "Key = " + "aB3d" * 10 + "xyz=", "PRIVATE_KEY")


def test_a_certificate_or_public_key_is_no_secret(found: Found) -> None:
    for kind in ("CERTIFICATE", "PUBLIC KEY", "CERTIFICATE REQUEST"):
        text = f"-----BEGIN {kind}-----\nMIIE\n-----END {kind}-----"
        assert not found(text, "PRIVATE_KEY")
