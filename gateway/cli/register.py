"""The register as it is in force: the file, and what the authority decided since."""

from collections.abc import Mapping

from gateway.audit.tools import current_overrides
from gateway.cli.record_store import has_store, open_store
from gateway.register import in_force
from gateway.settings.load import Configuration
from gateway.types import Approval, Tool


def decisions(configuration: Configuration) -> Mapping[str, Approval]:
    """Tool id to what was decided while running; empty before the first start."""
    if not has_store(configuration):
        return {}
    with open_store(configuration) as store:
        changes = current_overrides(store)
    return {tool: change.approval for tool, change in changes.items() if change.approval}


def tools_in_force(configuration: Configuration) -> tuple[Tool, ...]:
    """The tools, each with the stricter of the file's approval and the decision."""
    return in_force(configuration.tools, decisions(configuration))
