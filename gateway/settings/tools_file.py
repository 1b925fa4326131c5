"""The shape of config/tools.yaml: the register of approved tools (clause 4)."""

from datetime import date

from pydantic import Field, field_validator

from detectors.types import Category
from gateway.settings.hosts_file import host_pattern
from gateway.settings.strict import Strict, Words
from gateway.settings.tenant_row import TenantRow
from gateway.types import Approval, Assessment, Capture, Tool, ToolCategory


class AssessmentRow(Strict):
    """A DPIA or EqIA: its reference and its last valid day (none: it does not expire)."""

    reference: Words
    expires: date | None = None

    def assessment(self) -> Assessment:
        return Assessment(reference=self.reference, expires=self.expires)


class ContractRegions(Strict):
    """Where the contract says that data is kept and processed; used where names tell nothing."""

    storage: Words | None = None
    processing: Words | None = None


class ToolRow(Strict):
    """A tool of the register."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")
    name: Words
    category: ToolCategory
    owner: Words
    purpose: Words
    hosts: tuple[Words, ...] = Field(min_length=1)
    approval: Approval
    groups: frozenset[Words] = Field(min_length=1)
    data: frozenset[Category] = frozenset()
    conditions: str = ""
    dpia: AssessmentRow | None = None
    eqia: AssessmentRow | None = None
    storage_regions: frozenset[Words] = frozenset()
    processing_regions: frozenset[Words] = frozenset()
    contract_regions: ContractRegions | None = None
    capture: Capture = Capture.FULL
    review: date | None = None
    keys: frozenset[Words] = frozenset()
    tenant: TenantRow | None = None
    allows: frozenset[Words] = frozenset()

    @field_validator("hosts")
    @classmethod
    def _hosts(cls, hosts: tuple[str, ...]) -> tuple[str, ...]:
        if any(host.startswith("regex:") for host in hosts):
            raise ValueError("a tool names its hosts exactly or as '*.suffix'")
        return tuple(host_pattern(host) for host in hosts)

    def tool(self) -> Tool:
        """The row as the rest of the gateway knows it."""
        plain = {name: getattr(self, name) for name in type(self).model_fields}
        return Tool(
            **plain
            | {
                "dpia": self.dpia and self.dpia.assessment(),
                "eqia": self.eqia and self.eqia.assessment(),
                "contract_regions": self._contract(),
                "tenant": self.tenant.headers() if self.tenant else (),
            }
        )

    def _contract(self) -> dict[str, str]:
        named = self.contract_regions.model_dump() if self.contract_regions else {}
        return {place: region for place, region in named.items() if region}


class ToolsFile(Strict):
    """config/tools.yaml."""

    tools: tuple[ToolRow, ...] = ()
