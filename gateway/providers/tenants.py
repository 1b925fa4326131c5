"""Which tenant-restriction headers go with a request, by its host; the register says which."""

from collections.abc import Iterable, Sequence

from gateway.tenancy import TenantHeaders
from gateway.types import Tool


class Tenants:
    """The restrictions of every tool of the register, whatever its approval: all are meant."""

    def __init__(self, tools: Iterable[Tool]) -> None:
        self._all = tuple(dict.fromkeys(one for tool in tools for one in tool.tenant))

    def headers(self, host: str) -> Sequence[tuple[str, str]]:
        """What to send to that (normal) host, once each; ours replace whatever a client sent."""
        found = (line for one in self._all if _of(one, host) for line in one.headers)
        return tuple(dict.fromkeys(found))

    def signs_in(self, host: str) -> bool:
        """Whether that host is opened for these headers though it is not generative AI."""
        return any(one.sign_in and _of(one, host) for one in self._all)


def _of(one: TenantHeaders, host: str) -> bool:
    return any(
        host.endswith(name[1:]) if name.startswith("*.") else host == name for name in one.hosts
    )
