"""How the gateway is: what /readyz, the doctor and the metrics say."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """`ready`: takes traffic. `warnings`: somebody must look. `checks`: name to state."""

    ready: bool
    warnings: tuple[str, ...] = ()
    checks: Mapping[str, str] = field(default_factory=dict)
