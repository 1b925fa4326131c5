"""The table of checks in docs/policy.md, made from the checks themselves."""

import inspect
from collections.abc import Iterator
from enum import Enum

from pydantic.fields import FieldInfo

from gateway.policy import checks  # noqa: F401 - importing the file registers its checks
from gateway.policy.registry import CHECKS, Check


def table() -> str:
    """Every check with what it asks and its parameters, as Markdown."""
    head = ("| check | speaks when | parameters | may pseudonymise |", "|---|---|---|---|")
    return "\n".join((*head, *(_row(CHECKS[name]) for name in sorted(CHECKS)))) + "\n"


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
