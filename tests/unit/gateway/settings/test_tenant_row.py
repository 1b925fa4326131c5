"""Every vendor's restriction header as documented; a value that a vendor would ignore is an error."""

import base64
import json

import pytest
from pydantic import ValidationError

from gateway.settings.tenant_row import NAMES, TenantRow
from gateway.tenancy import TenantHeaders

ID, OTHER = "0b1c2d3e-4f50-4a6b-8c7d-9e0f1a2b3c4d", "11111111-2222-4333-8444-555555555555"


def only(**row: object) -> TenantHeaders:
    """What that one setting sends."""
    (found,) = TenantRow.model_validate(row).headers()
    return found


def test_chatgpt_workspaces_are_joined_without_spaces() -> None:
    found = only(chatgpt_workspaces=[ID, OTHER])
    assert found.hosts == ("chatgpt.com", "*.chatgpt.com")
    assert found.headers == (("ChatGPT-Allowed-Workspace-Id", f"{ID},{OTHER}"),)


def test_the_openai_header_goes_to_the_one_documented_host() -> None:
    found = only(openai_organisations=["org-abcd1234"])
    assert found.hosts == ("api.openai.com",)
    assert found.headers == (("OpenAI-Allowed-Organization-Ids", "org-abcd1234"),)


def test_anthropic_gets_one_line_or_numbered_lines() -> None:
    assert only(anthropic_organisations=[ID]).headers == (("anthropic-allowed-org-ids", ID),)
    many = [f"00000000-0000-4000-8000-{number:012d}" for number in range(120)]
    lines = only(anthropic_organisations=many).headers
    assert [name for name, _ in lines] == [
        "anthropic-allowed-org-ids",
        "anthropic-allowed-org-ids1",
        "anthropic-allowed-org-ids2",
    ]
    assert lines[0][1].endswith(";n=3")
    sent = ",".join(value.removesuffix(";n=3") for _, value in lines).split(",")
    assert sent == many


def test_google_cloud_resources_are_strict_and_in_base64url() -> None:
    ((name, value),) = only(google_cloud_organisations=["123456789"]).headers
    assert name == "X-Goog-Allowed-Resources"
    said = json.loads(base64.urlsafe_b64decode(value))
    assert said == {"resources": ["organizations/123456789"], "options": "strict"}


def test_google_and_code_assist_have_headers_of_their_own() -> None:
    assert only(google_domains=["calderwick.example"]).sign_in
    found = only(gemini_code_assist_domains=["calderwick.example"])
    assert found.hosts == ("cloudcode-pa.googleapis.com",)
    assert not found.sign_in


def test_microsoft_headers_go_to_the_sign_in_hosts() -> None:
    tenants = only(microsoft_tenants={"allowed": ["calderwick.example"], "directory": ID})
    assert tenants.headers == (
        ("Restrict-Access-To-Tenants", "calderwick.example"),
        ("Restrict-Access-Context", ID),
    )
    assert "login.live.com" not in tenants.hosts
    policy = only(microsoft_policy={"tenant": ID, "policy": OTHER})
    assert policy.headers == (("sec-Restrict-Tenant-Access-Policy", f"{ID}:{OTHER}"),)
    personal = only(microsoft_personal_accounts=False)
    assert personal.hosts == ("login.live.com",)
    assert personal.headers == (("sec-Restrict-Tenant-Access-Policy", "restrict-msa"),)
    assert tenants.sign_in
    assert policy.sign_in
    assert personal.sign_in


def test_github_takes_one_enterprise() -> None:
    found = only(github_enterprise="calderwick")
    assert found.headers == (("sec-GitHub-allowed-enterprise", "calderwick"),)


@pytest.mark.parametrize(
    "row",
    [
        {"gemini_code_assist_domains": []},
        {"gemini_code_assist_domains": [""]},
        {"google_domains": ["not a domain"]},
        {"google_domains": ["*"]},
        {"chatgpt_workspaces": ["calderwick"]},
        {"openai_organisations": ["personal"]},
        {"anthropic_organisations": []},
        {"google_cloud_organisations": ["calderwick"]},
        {"github_enterprise": "a,b"},
        {"github_enterprise": ""},
        {"slack_workspaces": ["T1"]},
        {
            "microsoft_policy": {"tenant": ID, "policy": OTHER},
            "microsoft_personal_accounts": False,
        },
    ],
)
def test_a_value_that_restricts_nothing_is_refused(row: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        TenantRow.model_validate(row)


def test_every_header_that_is_set_is_one_that_clients_cannot_send() -> None:
    row = TenantRow.model_validate(
        {
            "chatgpt_workspaces": [ID],
            "openai_organisations": ["org-abcd1234"],
            "anthropic_organisations": [f"00000000-0000-4000-8000-{n:012d}" for n in range(500)],
            "google_domains": ["calderwick.example"],
            "gemini_code_assist_domains": ["calderwick.example"],
            "google_cloud_organisations": ["123456789"],
            "microsoft_tenants": {"allowed": [ID], "directory": ID},
            "microsoft_policy": {"tenant": ID, "policy": OTHER},
            "github_enterprise": "calderwick",
        }
    )
    sent = {name.lower() for one in row.headers() for name, _ in one.headers}
    assert sent == NAMES


def test_a_repr_does_not_show_the_values() -> None:
    assert ID not in repr(only(chatgpt_workspaces=[ID]))
