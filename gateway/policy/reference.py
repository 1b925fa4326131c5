"""What documents and editors show of the checks, made from the checks themselves.

`python -m gateway.policy.reference` in the project's folder writes it anew.
"""

import inspect
from collections.abc import Iterator, Mapping
from enum import Enum
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo

import gateway.policy.checks  # noqa: F401 - importing the file registers its checks
from gateway.policy.registry import CHECKS, Check
from gateway.settings.schemas import write_schemas

_HEAD = "| check | speaks when | parameters | may pseudonymise |"


def table() -> str:
    """Every check with what it asks and its parameters, as Markdown."""
    return (
        "\n".join((_HEAD, "|---|---|---|---|", *(_row(CHECKS[name]) for name in sorted(CHECKS))))
        + "\n"
    )


def write(root: Path) -> None:
    """Bring config/schemas and the table in docs/policy.md under that folder into step."""
    write_schemas(root / "config" / "schemas", parameters())
    page = root / "docs" / "policy.md"
    before, _, rest = page.read_text(encoding="utf-8").partition(_HEAD)
    after = rest.partition("\n\n")[2]
    page.write_text(f"{before}{table()}\n{after}", encoding="utf-8")


def parameters() -> Mapping[str, Mapping[str, Any]]:
    """The JSON Schema of each check's parameters, for the editors' schema of policy.yaml."""
    return {name: check.shape.model_json_schema() for name, check in CHECKS.items()}


def _row(check: Check) -> str:
    asked = " ".join((inspect.getdoc(check.function) or "").split())
    params = "; ".join(_parameters(check)) or "none"
    return f"| `{check.name}` | {asked} | {params} | {'yes' if check.finds else 'no'} |"


def _parameters(check: Check) -> Iterator[str]:
    for name, field in check.shape.model_fields.items():
        yield f"`{name}` (required)" if field.is_required() else f"`{name}: {_default(field)}`"


def _default(field: FieldInfo) -> str:
    value = field.default
    if isinstance(value, frozenset):
        return f"[{', '.join(sorted(_plain(item) for item in value))}]"
    return {"None": "null", "True": "true", "False": "false"}.get(_plain(value), _plain(value))


def _plain(value: object) -> str:
    return str(value.value if isinstance(value, Enum) else value)


if __name__ == "__main__":
    write(Path.cwd())
