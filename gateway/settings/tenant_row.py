"""Tenant restrictions of a tool (clause 7.2, personal logins): headers by which vendors let in only
the organisation's own accounts, on exactly the hosts each vendor documents.
"""

import base64
import json
from collections.abc import Iterator
from typing import Annotated, Self

from pydantic import Field, model_validator

from gateway.settings.strict import Strict
from gateway.tenancy import TenantHeaders

Uuid = Annotated[str, Field(pattern=r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$")]
Domain = Annotated[str, Field(pattern=r"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$")]
Organisation = Annotated[str, Field(pattern=r"^org-[A-Za-z0-9]{4,64}$")]
Number = Annotated[str, Field(pattern=r"^[0-9]{6,20}$")]
Slug = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{0,62}$")]

_ENTRA = ("login.microsoftonline.com", "login.microsoft.com", "login.windows.net")
_LIVE = ("login.live.com",)
_ANTHROPIC = ("claude.ai", "api.anthropic.com", "claude.com", "anthropic.com")
_GITHUB = ("github.com", "api.github.com", "*.githubcopilot.com")
_IN_A_LINE = 50  # ids; longer lists are split over numbered headers

NAMES = frozenset(
    (
        "chatgpt-allowed-workspace-id",
        "openai-allowed-organization-ids",
        "anthropic-allowed-org-ids",
        *(f"anthropic-allowed-org-ids{number}" for number in range(1, 10)),
        "x-googapps-allowed-domains",
        "x-geminicodeassist-allowed-domains",
        "x-goog-allowed-resources",
        "restrict-access-to-tenants",
        "restrict-access-context",
        "sec-restrict-tenant-access-policy",
        "sec-github-allowed-enterprise",
    )
)
"""Every header of this kind, lower case: a client's own copy never passes."""


class MicrosoftTenants(Strict):
    """Entra tenant restrictions v1: the tenants that may be signed in to, and our directory."""

    allowed: tuple[Domain | Uuid, ...] = Field(min_length=1)
    directory: Uuid


class MicrosoftPolicy(Strict):
    """Entra tenant restrictions v2: our tenant and the policy's id."""

    tenant: Uuid
    policy: Uuid


class TenantRow(Strict):
    """What of the vendor's own the tool may be used with. An empty value is a mistake: several
    vendors take it for no restriction at all.
    """

    chatgpt_workspaces: tuple[Uuid, ...] | None = Field(None, min_length=1, max_length=16)
    openai_organisations: tuple[Organisation, ...] | None = Field(None, min_length=1)
    anthropic_organisations: tuple[Uuid, ...] | None = Field(None, min_length=1, max_length=500)
    google_domains: tuple[Domain, ...] | None = Field(None, min_length=1)
    gemini_code_assist_domains: tuple[Domain, ...] | None = Field(None, min_length=1)
    google_cloud_organisations: tuple[Number, ...] | None = Field(None, min_length=1)
    microsoft_tenants: MicrosoftTenants | None = None
    microsoft_policy: MicrosoftPolicy | None = None
    microsoft_personal_accounts: bool = True
    github_enterprise: Slug | None = None

    @model_validator(mode="after")
    def _one_word_for_microsoft(self) -> Self:
        if self.microsoft_policy and not self.microsoft_personal_accounts:
            raise ValueError(
                "microsoft_policy and microsoft_personal_accounts: false use one header;"
                " a policy shuts out personal accounts itself"
            )
        return self

    def headers(self) -> tuple[TenantHeaders, ...]:
        """What to send where."""
        return tuple(
            TenantHeaders(hosts=hosts, headers=lines, sign_in=hosts[0] in _SIGN_IN)
            for hosts, lines in self._lines()
        )

    def _lines(self) -> Iterator[tuple[tuple[str, ...], tuple[tuple[str, str], ...]]]:
        if self.chatgpt_workspaces:
            value = ",".join(self.chatgpt_workspaces)
            yield ("chatgpt.com", "*.chatgpt.com"), (("ChatGPT-Allowed-Workspace-Id", value),)
        if self.openai_organisations:
            value = ",".join(self.openai_organisations)
            yield ("api.openai.com",), (("OpenAI-Allowed-Organization-Ids", value),)
        if self.anthropic_organisations:
            yield _ANTHROPIC, _anthropic(self.anthropic_organisations)
        yield from self._google()
        yield from self._microsoft()
        if self.github_enterprise:
            yield _GITHUB, (("sec-GitHub-allowed-enterprise", self.github_enterprise),)

    def _google(self) -> Iterator[tuple[tuple[str, ...], tuple[tuple[str, str], ...]]]:
        if self.google_domains:
            value = ",".join(self.google_domains)
            hosts = ("google.com", "*.google.com", "*.googleapis.com")
            yield hosts, (("X-GoogApps-Allowed-Domains", value),)
        if self.gemini_code_assist_domains:
            value = ",".join(self.gemini_code_assist_domains)
            name = "X-GeminiCodeAssist-Allowed-Domains"
            yield ("cloudcode-pa.googleapis.com",), ((name, value),)
        if self.google_cloud_organisations:
            resources = [f"organizations/{number}" for number in self.google_cloud_organisations]
            said = json.dumps({"resources": resources, "options": "strict"}, separators=(",", ":"))
            value = base64.urlsafe_b64encode(said.encode()).decode()
            yield ("*.googleapis.com",), (("X-Goog-Allowed-Resources", value),)

    def _microsoft(self) -> Iterator[tuple[tuple[str, ...], tuple[tuple[str, str], ...]]]:
        policy = "sec-Restrict-Tenant-Access-Policy"
        if self.microsoft_tenants:
            yield (
                _ENTRA,
                (
                    ("Restrict-Access-To-Tenants", ",".join(self.microsoft_tenants.allowed)),
                    ("Restrict-Access-Context", self.microsoft_tenants.directory),
                ),
            )
        if self.microsoft_policy:
            value = f"{self.microsoft_policy.tenant}:{self.microsoft_policy.policy}"
            yield (*_LIVE, *_ENTRA), ((policy, value),)
        if not self.microsoft_personal_accounts:
            yield _LIVE, ((policy, "restrict-msa"),)


_SIGN_IN = frozenset((*_ENTRA, *_LIVE, "google.com"))
"""First hosts of the groups at which people sign in: headers only, nothing is read or kept."""


def _anthropic(ids: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """One line, or numbered lines of which the first says how many there are."""
    name = "anthropic-allowed-org-ids"
    lines = [",".join(ids[at : at + _IN_A_LINE]) for at in range(0, len(ids), _IN_A_LINE)]
    if len(lines) == 1:
        return ((name, lines[0]),)
    first = (name, f"{lines[0]};n={len(lines)}")
    return (first, *((f"{name}{number}", line) for number, line in enumerate(lines[1:], start=1)))
