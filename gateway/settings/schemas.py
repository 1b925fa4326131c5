"""Writes the JSON Schemas that editors use to check and complete the configuration files."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from detectors.codenames import CodeNamesFile
from detectors.suppress import SuppressFile
from gateway.settings.gateway_file import GatewayFile
from gateway.settings.hosts_file import HostsFile
from gateway.settings.policy_file import PolicyShape
from gateway.settings.retention_file import RetentionFile
from gateway.settings.tools_file import ToolsFile
from gateway.settings.users_file import UsersFile

FILES: Mapping[str, type[BaseModel]] = {
    "codenames": CodeNamesFile,
    "gateway": GatewayFile,
    "hosts": HostsFile,
    "policy": PolicyShape,
    "retention": RetentionFile,
    "suppress": SuppressFile,
    "tools": ToolsFile,
    "users": UsersFile,
}


def schema(name: str, checks: Mapping[str, Mapping[str, Any]]) -> str:
    """The schema of config/<name>.yaml as JSON text.

    `checks` gives each policy check's parameters as a JSON Schema (the policy knows them, the
    settings must not), so that an editor completes them too.
    """
    found = FILES[name].model_json_schema()
    if name == "policy":
        rule = found["$defs"]["RuleRow"]
        rule["properties"]["check"]["enum"] = sorted(checks)
        rule["allOf"] = [_when(check, checks[check]) for check in sorted(checks)]
        for params in checks.values():  # references start at the root
            found["$defs"] |= params.get("$defs", {})
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return json.dumps(_ordered(head | found), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def write_schemas(folder: Path, checks: Mapping[str, Mapping[str, Any]]) -> None:
    """All schemas into that folder, as <name>.schema.json."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        (folder / f"{name}.schema.json").write_text(schema(name, checks), encoding="utf-8")


def _ordered(value: Any) -> Any:  # noqa: ANN401 - any JSON
    """The same with defaults that are sets in order, so that it reads the same everywhere."""
    if isinstance(value, list):
        return [_ordered(item) for item in value]
    if not isinstance(value, dict):
        return value
    made = {key: _ordered(item) for key, item in value.items()}
    if made.get("uniqueItems") and isinstance(made.get("default"), list):
        made["default"] = sorted(made["default"])
    return made


def _when(check: str, params: Mapping[str, Any]) -> dict[str, Any]:
    is_check = {"properties": {"check": {"const": check}}, "required": ["check"]}
    own = {key: value for key, value in params.items() if key != "$defs"}
    return {"if": is_check, "then": {"properties": {"params": own}}}
