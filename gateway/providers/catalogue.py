"""Finds whose a host is: which generative-AI service, and which tool of the register. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from gateway.settings.hosts_file import REGION, ListedService
from gateway.types import Destination, Service, Tool

_REMEMBERED = 4096
_NAMED_GROUP = re.compile(r"\(\?P<\w+>")


class Catalogue:
    """The host catalogue and the register, as one question: where does this request go?"""

    def __init__(self, services: Sequence[ListedService], tools: Sequence[Tool]) -> None:
        self._services = tuple(services)
        self._tools = tuple(tools)
        self._exact = {s.pattern: s for s in services if s.pattern[:2] != "*." and not _regex(s)}
        self._suffix = {_stem(s.pattern): s for s in services if _wide(s)}
        self._patterns = [(re.compile(s.pattern[6:]), s) for s in services if _regex(s)]
        hosts = [(host, tool) for tool in tools for host in tool.hosts]
        self._tool_exact = {host: tool for host, tool in hosts if host[:2] != "*."}
        self._tool_suffix = {_stem(host): tool for host, tool in hosts if host[:2] == "*."}
        self._find = lru_cache(_REMEMBERED)(self._look_up)

    def find(self, host: str) -> Destination | None:
        """Where that host belongs; None when it is not generative AI and is tunnelled untouched.

        The most specific entry wins: exact name, then regular expression, then longest suffix.
        A host that only the register names is generative AI too. Any case, a trailing dot, a port
        and international names are understood.
        """
        return self._find(normal_host(host))

    def hosts(self) -> tuple[str, ...]:
        """Names, `*.suffix` and `regex:` patterns (no named groups) of all that `find` finds."""
        found = dict.fromkeys(host for tool in self._tools for host in tool.hosts)
        for service in self._services:
            if not service.shared:
                found.update(dict.fromkeys(_names(service)))
        return tuple(found)

    @property
    def remembered(self) -> int:
        """How many hosts' answers are kept at the moment; bounded."""
        return self._find.cache_info().currsize

    def _look_up(self, host: str) -> Destination | None:
        tool = self._tool_exact.get(host) or _longest(self._tool_suffix, host)
        service = self._service(host)
        if tool is None and (service is None or service.shared):
            return None
        described = _describe(service, host) if service else _own(tool, host)
        return Destination(host=host, service=described, tool=tool)

    def _service(self, host: str) -> ListedService | None:
        matching = (service for pattern, service in self._patterns if pattern.fullmatch(host))
        exact = self._exact.get(host) or next(matching, None)
        return exact or _longest(self._suffix, host)


def normal_host(host: str) -> str:
    """The name in lower case, without port and trailing dot, international names in ASCII."""
    name = host.strip().lower()
    if name.startswith("["):  # an IPv6 address keeps its colons
        return name.partition("]")[0] + "]"
    name = name.partition(":")[0] if name.count(":") == 1 else name
    if not name.isascii():
        name = _ascii(name)
    return name.rstrip(".")


def _ascii(name: str) -> str:
    try:
        return name.encode("idna").decode("ascii").lower()
    except UnicodeError:  # no resolver knows such a name, and no entry either
        return name


def _longest[Found](suffixes: Mapping[str, Found], host: str) -> Found | None:
    """What stands under the longest proper suffix of that host."""
    rest = host.partition(".")[2]
    while rest:
        if rest in suffixes:
            return suffixes[rest]
        rest = rest.partition(".")[2]
    return None


def _regex(service: ListedService) -> bool:
    return service.pattern.startswith("regex:")


def _wide(service: ListedService) -> bool:
    return service.subdomains or service.pattern.startswith("*.")


def _stem(pattern: str) -> str:
    return pattern.removeprefix("*.")


def _names(service: ListedService) -> Iterator[str]:
    yield _NAMED_GROUP.sub("(", service.pattern)
    if service.subdomains:
        yield f"*.{service.pattern}"


def _describe(service: ListedService, host: str) -> Service:
    return Service(
        vendor=service.vendor,
        product=service.product,
        host=service.pattern,
        kind=service.kind,
        category=service.category,
        storage_region=_region(service, service.storage_region, host),
        processing_region=_region(service, service.processing_region, host),
    )


def _region(service: ListedService, region: str | None, host: str) -> str | None:
    if region != REGION:
        return region
    match = re.fullmatch(service.pattern.removeprefix("regex:"), host)
    return match["region"] if match else None


def _own(tool: Tool | None, host: str) -> Service:
    """A service that only the register knows: the organisation's own, or one bought privately."""
    assert tool is not None
    return Service(vendor=tool.owner, product=tool.name, host=host, kind="api", category="chat")
