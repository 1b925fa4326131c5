"""The register in force: the file, and on top of it what the authority decided while running."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from gateway.types import Approval, Tool

_MILDEST_FIRST = tuple(Approval)


def in_force(tools: Iterable[Tool], decided: Mapping[str, Approval | None]) -> tuple[Tool, ...]:
    """Each tool with the stricter of file and live decision (clauses 3 and 11.4)."""
    return tuple(_with(tool, decided.get(tool.id) or tool.approval) for tool in tools)


def _with(tool: Tool, decided: Approval) -> Tool:
    approval = max(tool.approval, decided, key=_MILDEST_FIRST.index)
    return tool if approval is tool.approval else replace(tool, approval=approval)
