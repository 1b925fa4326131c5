"""Credentials in addresses, headers, commands and settings; what only looks random is none."""

import pytest

from tests.unit.detectors.scanning import Found

HEX = "9f2c71bd04e8aa7712c0"
RANDOM = "wJalrXUtn" + "FEMIK7MDENGbPxRfiCYzq81"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("DATABASE_URL: postgresql://revs_app:kR7!vmm2-Lq@10.24.8.61/revs", "revs_app:kR7!vmm2-Lq"),
        ("redis://:otter-7-lamp@cache:6379/0", ":otter-7-lamp"),
        ("ftp://upload:Barge77@ftp.example.org/in", "upload:Barge77"),
    ],
)
def test_a_password_in_an_address_is_found(found: Found, text: str, value: str) -> None:
    assert value in found(text, "URL_CREDENTIAL")


@pytest.mark.parametrize(
    "text",
    [
        "https://northmere.gov.uk:8443/a@b",
        "postgresql://user:password@localhost/app",
        "https://<user>:<token>@git.example.org/x.git",
        "amqp://${RABBIT_USER}:${RABBIT_PASS}@mq",
        "git clone ssh://git@example.org:22/x",
    ],
)
def test_a_port_or_a_placeholder_in_an_address_is_no_password(found: Found, text: str) -> None:
    assert not found(text, "URL_CREDENTIAL", at_least=0.3)


@pytest.mark.parametrize(
    "text",
    [
        f'curl -H "Authorization: Bearer {RANDOM}" https://api.example.org',
        f"authorization: basic {'anNtaXRoOldl' + 'bGNvbWUx'}",
        f"X-Api-Key: {HEX}",
        f"Ocp-Apim-Subscription-Key: {HEX * 2}",
        f"headers = {{'x-functions-key': '{RANDOM}'}}",
        f"Cookie: PHPSESSID={HEX}",
    ],
)
def test_what_a_request_carries_to_be_let_in_is_found(found: Found, text: str) -> None:
    assert found(text, "CREDENTIAL")


@pytest.mark.parametrize(
    "text",
    [
        'curl -H "Authorization: Bearer $TOKEN" https://api.example.org',
        "Authorization: Bearer <access token>",
        "the bearer documentation-and-guidance page",
        "bearer of administrative responsibilities",
        "X-Api-Key: YOUR_API_KEY_HERE",
        "add the authorization header described below",
    ],
)
def test_a_header_that_shows_only_its_form_is_not(found: Found, text: str) -> None:
    assert not found(text, "CREDENTIAL", at_least=0.3)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (f"aws_secret_access_key = {RANDOM}", RANDOM),
        (f"API_TOKEN=tok-{HEX}", f"tok-{HEX}"),
        (f'"client_secret": "{RANDOM}"', RANDOM),
        (f"TWILIO_AUTH_TOKEN: {HEX}abcdef012345", f"{HEX}abcdef012345"),
        (f"our api key is {HEX}", HEX),
        ("DJANGO_SECRET_KEY='k4-zebra-77-lantern'", "k4-zebra-77-lantern"),
        (f'storage_key = "{RANDOM}+/abQ12345=="', f"{RANDOM}+/abQ12345=="),
        ("NOTIFY_KEY=live_key-29fa77c1-8be0-4d1c", "live_key-29fa77c1-8be0-4d1c"),
    ],
)
def test_a_generated_value_beside_the_name_of_a_key_is_found(
    found: Found, text: str, value: str
) -> None:
    assert value in found(text, "CREDENTIAL")


@pytest.mark.parametrize(
    "text",
    [
        f"commit {HEX}9f2c71bd04e8aa7712c0",
        f"sha256: {HEX}{HEX}{HEX}abcd",
        f"etag key: {HEX}abcdef012345",
        "cache_key = 3d844edf-8d35-48ac-975b-e847b4f122b0",
        "next_page_token: CAESFQoTMjAyNi0wMS0wMVQ",
        f"public_key = {RANDOM}",
        "api_key = os.environ['API_KEY']",
        "token = request.headers.get('x-token-2')",
        "secret: ${{ secrets.DEPLOY_2 }}",
        "token=settings.AUTH_TOKEN_2",
        "The key findings2024: residents want more buses",
        "primary key: customer_id_2024_long",
        "The secret to a good 2024 budget",
        "tokens_in=812 tokens_out=240",
        "key: value, e.g. key1: abc123def456ghi7",
    ],
)
def test_hashes_identifiers_and_code_are_no_secrets(found: Found, text: str) -> None:
    assert not found(text, "CREDENTIAL", at_least=0.3)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("net use z: \\\\srv\\hr /user:cal\\o.fairhurst Tangerine#44", "Tangerine#44"),
        ("sshpass -p Barge77x ssh deploy@10.1.2.3", "Barge77x"),
        ("curl -u jsmith:Welcome1 https://example.org", "Welcome1"),
        ("mysqldump -u root -pHarbour12 revs", "Harbour12"),
        ("az login --password kR7vmm2Lq", "kR7vmm2Lq"),
    ],
)
def test_a_password_typed_into_a_command_is_found(found: Found, text: str, value: str) -> None:
    assert value in found(text, "CREDENTIAL")


@pytest.mark.parametrize(
    "text", ["az login --password $PASS", "curl -u name:<password>", "mysql -p revenues"]
)
def test_a_command_that_asks_for_its_password_is_not(found: Found, text: str) -> None:
    assert not found(text, "CREDENTIAL", at_least=0.3)
