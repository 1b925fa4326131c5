"""Whether the hosts of approved tools can be reached, and what the gateway says of itself."""

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import httpx

from gateway.cli.checks.line import Line, fail, ok, warn
from gateway.portal.banner import reachable
from gateway.portal.certificate import HOST as PRACTICE_HOST
from gateway.settings.gateway_file import GatewayFile
from gateway.types import Approval, Tool

_TIMEOUT = 3.0  # seconds
_MOST = 200  # hosts
_IN_USE = (Approval.APPROVED, Approval.LIMITED)
_START = "Start it: genai-gateway run"
_CLOCK = "Set the clock right; if it is, say so: retention run --clock-is-right (docs/retention.md)"
_DO = {  # words of a warning, and what helps; the first that fits
    "bytes of disposed records": "Run: genai-gateway retention run (docs/retention.md says more)",
    "the clock": _CLOCK,
    "dated in the future": _CLOCK,
    "no whole retention run": "Run: genai-gateway retention run; it says what stands in its way.",
}
_DECIDE = "It works, but this needs your decision."


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A host of the register, and where its traffic really goes."""

    name: str
    host: str
    port: int


def targets(gateway: GatewayFile, tools: Iterable[Tool]) -> tuple[Target, ...]:
    """The exact hosts of tools in use, through the egress entries; practice hosts are our own."""
    overrides = {entry.host: entry.address for entry in gateway.egress}
    named = dict.fromkeys(
        host
        for tool in tools
        if tool.approval in _IN_USE
        for host in tool.hosts
        if not host.startswith("*.") and not (gateway.practice and _practice(host))
    )
    return tuple(_target(host, overrides.get(host, f"{host}:443")) for host in named)[:_MOST]


def _practice(host: str) -> bool:
    return host == PRACTICE_HOST or host.endswith(f".{PRACTICE_HOST}")


def _target(name: str, address: str) -> Target:
    host, _, port = address.rpartition(":")
    return Target(name=name, host=host.strip("[]"), port=int(port))


def check_hosts(gateway: GatewayFile, tools: Iterable[Tool]) -> Iterator[Line]:
    """A TCP connection to each host. Behind an upstream proxy, to that proxy instead."""
    upstream = [mode for mode in gateway.listen.modes if mode.startswith("upstream:")]
    if upstream:
        wanted = tuple(_upstream(mode.removeprefix("upstream:")) for mode in upstream)
    else:
        wanted = targets(gateway, tools)
    if not wanted:
        yield ok("hosts", "no outside host to reach: only practice tools are in use")
        return
    outcomes = asyncio.run(_connect_all(wanted))
    for target, problem in zip(wanted, outcomes, strict=True):
        name = f"host {target.name}"
        if problem:
            do = "Check DNS and the firewall, or add an egress entry to gateway.yaml."
            yield warn(name, f"{target.host}:{target.port} cannot be reached: {problem}", do)
        else:
            yield ok(name, f"{target.host}:{target.port} answers")


def _upstream(url: str) -> Target:
    parsed = httpx.URL(url)
    port = parsed.port or (443 if parsed.scheme == "https" else 80)
    return Target(name=parsed.host, host=parsed.host, port=port)


async def _connect_all(wanted: tuple[Target, ...]) -> list[str]:
    return await asyncio.gather(*map(_connect, wanted))


async def _connect(target: Target) -> str:
    """ "" when it answers, else what went wrong."""
    try:
        async with asyncio.timeout(_TIMEOUT):
            _, writer = await asyncio.open_connection(target.host, target.port)
    except TimeoutError:
        return f"no answer within {_TIMEOUT:g} seconds"
    except OSError as error:
        return error.strerror or type(error).__name__
    writer.close()
    return ""


def check_health(address: str) -> Iterator[Line]:
    """The running gateway's own word, from its metrics address."""
    base = f"http://{reachable(address)}"
    try:
        with httpx.Client(base_url=base, timeout=_TIMEOUT, trust_env=False) as client:
            live, ready = client.get("/healthz"), client.get("/readyz")
            said = ready.json()
    except (httpx.HTTPError, ValueError):
        yield fail("gateway", f"nothing answers at {base}", _START)
        return
    if live.status_code != 200 or not isinstance(said, dict) or "status" not in said:
        yield fail("gateway", f"something else answers at {base}", "Use another --metrics address.")
        return
    yield from _readiness(said, ready=ready.status_code == 200)


def _readiness(said: dict[str, object], *, ready: bool) -> Iterator[Line]:
    checks, warnings = said.get("checks"), said.get("warnings")
    detail = ", ".join(f"{k} {v}" for k, v in checks.items()) if isinstance(checks, dict) else ""
    if not ready:
        yield fail("gateway", f"not ready: {detail}", "Read its log; it refuses every prompt now.")
    elif not warnings:
        yield ok("gateway", f"ready: {detail}")
    for warning in warnings if isinstance(warnings, list) else ():
        text = str(warning).removeprefix("warn: ")
        yield warn("gateway", text, next((do for part, do in _DO.items() if part in text), _DECIDE))
