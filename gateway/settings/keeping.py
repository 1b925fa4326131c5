"""The settings of who may look at records, over which connections, and how long they are kept."""

from pydantic import Field

from gateway.settings.casework import Role
from gateway.settings.strict import Strict

_GOVERNANCE = (Role.INFORMATION_GOVERNANCE,)
_LOOKING = (Role.AUDITOR, Role.INFORMATION_GOVERNANCE)
_WATCHING = (*_LOOKING, Role.SECURITY)


class Access(Strict):
    """Which offices may use which commands, once there are officers."""

    search: tuple[Role, ...] = _WATCHING  # records search
    show: tuple[Role, ...] = _WATCHING  # records show, without texts
    texts: tuple[Role, ...] = _LOOKING  # records show --texts, detectors label and export
    person: tuple[Role, ...] = _LOOKING  # records person
    export: tuple[Role, ...] = _LOOKING  # records export
    report: tuple[Role, ...] = _LOOKING  # report transparency, usage, atrs, completeness, dpia
    verify: tuple[Role, ...] = _WATCHING  # records verify
    activities: tuple[Role, ...] = _LOOKING  # records activities: who looked
    approve: tuple[Role, ...] = (*_GOVERNANCE, Role.APPROVER)  # records approve: four eyes
    retention: tuple[Role, ...] = _GOVERNANCE  # retention run
    tools: tuple[Role, ...] = (Role.ADMINISTRATOR, *_GOVERNANCE)  # tools pause, resume ...
    keys: tuple[Role, ...] = (Role.ADMINISTRATOR, *_GOVERNANCE)  # keys list and rewrap
    destroy: tuple[Role, ...] = _GOVERNANCE  # keys destroy: a disposal
    approval_hours: float = Field(default=72.0, gt=0)  # of another officer


class Retention(Strict):
    """How records are let go of."""

    schedule: str = "retention.yaml"  # beside gateway.yaml; "": nothing goes by schedule
    daily: bool = True  # a gateway does it; False: `genai-gateway retention run` elsewhere
    batch: int = Field(default=200, ge=1, le=5_000)  # records of one transaction
    overdue_hours: float = Field(default=48.0, gt=0)


class Connections(Strict):
    """Other database URLs for less than everything (deploy/postgres); "" is the store's own."""

    sequencer: str = Field(default="", repr=False)  # GATEWAY_SEQUENCER_DATABASE_URL
    auditor: str = Field(default="", repr=False)  # GATEWAY_AUDITOR_DATABASE_URL
    retention: str = Field(default="", repr=False)  # GATEWAY_RETENTION_DATABASE_URL
