"""A runtime reduced to what the portal asks of it, and clients that trust the practice tool."""

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx2

from gateway.health import Health
from gateway.portal.serve import Servers, serve
from gateway.settings.gateway_file import GatewayFile, Paths
from gateway.settings.load import Configuration
from gateway.settings.policy_file import PolicyFile
from gateway.telemetry import Telemetry
from tests.make import NOW

HEALTHY = Health(ready=True, checks={"scanner": "ok", "records": "ok"})


@dataclass
class Runtime:
    """Stands where gateway.bootstrap.Runtime does."""

    configuration: Configuration
    telemetry: Telemetry = field(default_factory=Telemetry)
    now: Health = HEALTHY

    def health(self) -> Health:
        return self.now


def runtime(state: Path, **settings: object) -> Runtime:
    configuration = Configuration(
        paths=Paths(config=state, state=state),
        gateway=GatewayFile.model_validate(settings),
        tools=(),
        services=(),
        policy=PolicyFile(rules=()),
        users=(),
        version="0123456789abcdef",
        loaded=NOW,
    )
    return Runtime(configuration)


@asynccontextmanager
async def serving(runtime: Runtime) -> AsyncIterator[Servers]:
    servers = await serve(runtime, metrics="127.0.0.1:0")
    try:
        yield servers
    finally:
        await servers.close()


def trusting(servers: Servers) -> httpx2.AsyncClient:
    """A client that knows only the practice tool's authority, and asks for its real host name."""
    context = ssl.create_default_context(cafile=servers.practice_ca)
    context.verify_flags |= ssl.VERIFY_X509_STRICT
    client = httpx2.AsyncClient(verify=context, trust_env=False)
    client.event_hooks["request"].append(_as_practice_host)
    return client


async def _as_practice_host(request: httpx2.Request) -> None:
    """No name server knows the host: the address is dialled, the name is what TLS checks."""
    request.extensions["sni_hostname"] = "practice.genai-gateway.test"
    request.headers["host"] = "practice.genai-gateway.test"
