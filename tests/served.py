"""A real gateway as its own process, configured for tests, with a provider behind it."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import yaml

from gateway.audit.keys import Keys
from gateway.audit.store import Store
from gateway.identity.passwords import hash_password
from tests.ports import ANY, wait_for_banner
from tests.provider import Provider, Running

ROOT = Path(__file__).parents[1]
PASSWORD = "a long enough practice phrase"
PEOPLE = {"amina.hussain": ["all-staff"], "joe.bright": ["all-staff", "social-care"]}
_READY_SECONDS = 60


def tool(name: str, host: str, **changes: Any) -> dict[str, Any]:
    """A row of the register: approved for everybody, personal data under a DPIA."""
    row: dict[str, Any] = {
        "id": name,
        "name": name.title(),
        "category": "procured",
        "owner": "Head of Digital",
        "purpose": "Drafting",
        "hosts": [host],
        "approval": "approved",
        "groups": ["*"],
        "data": ["personal"],
        "dpia": {"reference": "DPIA-TEST", "expires": "2035-01-01"},
        "review": "2035-01-01",
    }
    return {key: value for key, value in (row | changes).items() if value is not None}


OPENAI, ANTHROPIC = "api.openai.com", "api.anthropic.com"
BEDROCK = "bedrock-runtime.eu-west-2.amazonaws.com"
AGENTS = "bedrock-agent-runtime.eu-west-2.amazonaws.com"
VERTEX = "europe-west2-aiplatform.googleapis.com"
GEMINI, UNLISTED = "generativelanguage.googleapis.com", "api.cohere.com"
TOOLS = [
    tool("openai", OPENAI),
    tool("claude", ANTHROPIC),
    tool("gemini", GEMINI),
    tool("vertex", VERTEX),
    tool("no-data", "api.mistral.ai", data=[], dpia=None),
    tool("social", "api.groq.com", groups=["social-care"]),
    tool("expired", "api.deepseek.com", dpia={"reference": "OLD", "expires": "2020-01-01"}),
    tool("region", "api.x.ai", storage_regions=["uk"], processing_regions=["uk"]),
    tool("overdue", "api.together.xyz", review="2020-01-01"),
    tool("paused", "api.perplexity.ai", approval="paused"),
    tool("limited", "api.fireworks.ai", approval="limited", conditions="Drafts only."),
    tool("own-key", "openrouter.ai", keys=["0" * 24]),
    tool("masked", "eu.api.openai.com", capture="masked"),
    tool("bedrock", BEDROCK),
    tool("knowledge", AGENTS),
    tool("metadata", "us.api.openai.com", capture="metadata"),
]
HOSTS = (*(row["hosts"][0] for row in TOOLS), UNLISTED)


@dataclass(slots=True, kw_only=True)
class Served:
    """A running gateway: where it is, what is behind it, and its records."""

    provider: Provider
    folder: Path
    proxy_port: int
    metrics_port: int
    process: subprocess.Popen[str]
    log: Path
    people: Mapping[str, list[str]] = field(default_factory=lambda: PEOPLE)

    @property
    def config(self) -> Path:
        return self.folder / "config"

    @property
    def state(self) -> Path:
        return self.folder / "state"

    @property
    def ca(self) -> Path:
        return self.state / "ca" / "mitmproxy-ca-cert.pem"

    def proxy(self, person: str = "amina.hussain") -> str:
        """The proxy's address with that person's credentials."""
        return f"http://{person}:{PASSWORD.replace(' ', '%20')}@127.0.0.1:{self.proxy_port}"

    def client(self, person: str = "amina.hussain", **options: Any) -> httpx.Client:
        """A plain client that goes through the gateway and trusts its CA."""
        import ssl

        context = ssl.create_default_context(cafile=self.ca)
        return httpx.Client(proxy=self.proxy(person), verify=context, timeout=30, **options)

    def chat(self, text: str, *, host: str = OPENAI, **options: Any) -> httpx.Response:
        """One chat completion, sent by hand."""
        person = options.pop("person", "amina.hussain")
        headers = options.pop("headers", {})
        body = {"model": "m", "messages": [{"role": "user", "content": text}]} | options
        with self.client(person) as client:
            url = f"https://{host}/v1/chat/completions"
            return client.post(url, json=body, headers={"authorization": "Bearer k", **headers})

    def store(self) -> Store:
        """The record store, opened beside the running gateway."""
        return Store.open(
            f"sqlite:///{self.state / 'records.db'}", Keys.load(self.state / "keys", {})
        )

    def metrics(self) -> str:
        return httpx.get(f"http://127.0.0.1:{self.metrics_port}/metrics").text

    def ready(self) -> httpx.Response:
        return httpx.get(f"http://127.0.0.1:{self.metrics_port}/readyz")

    def stop(self, how: int = signal.SIGTERM) -> int:
        """End the gateway with that signal and say how it went."""
        self.process.send_signal(how)
        return self.process.wait(40)


def configure(folder: Path, provider: Provider, **changes: Any) -> None:
    """The shipped configuration with the test register, two people, and the provider's address.

    `changes` are keys of gateway.yaml; under "tools" more rows of the register.
    """
    config = folder / "config"
    shutil.copytree(ROOT / "config", config)
    tools = yaml.safe_load((config / "tools.yaml").read_text(encoding="utf-8"))
    tools["tools"] += [*TOOLS, *changes.pop("tools", ())]
    (config / "tools.yaml").write_text(yaml.safe_dump(tools, sort_keys=False), encoding="utf-8")
    people = [
        {"id": name, "password_hash": hash_password(PASSWORD), "groups": groups}
        for name, groups in PEOPLE.items()
    ]
    (config / "users.yaml").write_text(yaml.safe_dump({"users": people}), encoding="utf-8")
    gateway = yaml.safe_load((config / "gateway.yaml").read_text(encoding="utf-8"))
    gateway["identity"] = {"users_file": "users.yaml"}
    gateway["organisation"] = {
        "name": "Calderwick Council",
        "authority": "AI governance board",
        "contact": "Ask ai.governance@calderwick.example.",
    }
    ca = str(provider.write_ca(folder))
    address = f"127.0.0.1:{provider.port}"
    gateway["egress"] = [{"host": h, "address": address, "ca_file": ca} for h in HOSTS]
    gateway |= changes
    (config / "gateway.yaml").write_text(yaml.safe_dump(gateway), encoding="utf-8")


def start(folder: Path, provider: Provider, **environment: str) -> Served:
    """Start `genai-gateway run` on a configured folder and wait until it is ready."""
    log = folder / "gateway.log"
    before = len(log.read_text(encoding="utf-8")) if log.exists() else 0
    variables = {k: v for k, v in os.environ.items() if not k.startswith("GATEWAY_")}
    with log.open("a", encoding="utf-8") as out:
        process = subprocess.Popen(
            (
                *(sys.executable, "-m", "gateway", "run"),
                *("--config", str(folder / "config"), "--state", str(folder / "state")),
                *("--listen", ANY, "--metrics", ANY),
            ),
            cwd=ROOT,
            text=True,
            stdout=out,
            stderr=subprocess.STDOUT,
            env=variables | environment,
        )
    at = wait_for_banner(log, process, skip=before)
    made = Served(
        provider=provider,
        folder=folder,
        proxy_port=at.proxy_port,
        metrics_port=at.metrics_port,
        process=process,
        log=log,
    )
    _wait(made)
    return made


def _wait(served: Served) -> None:
    until = time.monotonic() + _READY_SECONDS
    while time.monotonic() < until and served.process.poll() is None:
        try:
            if served.ready().status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise RuntimeError(f"the gateway did not become ready:\n{served.log.read_text()}")


@contextmanager
def serving(
    folder: Path, *, environment: Mapping[str, str] | None = None, **changes: Any
) -> Iterator[Served]:
    """Provider and gateway, from start to stop."""
    with Running(*HOSTS) as provider:
        configure(folder, provider, **changes)
        served = start(folder, provider, **(environment or {}))
        try:
            yield served
        finally:
            if served.process.poll() is None:
                served.stop()
