"""Starts the three contestants' processes with one certificate authority between them."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import trustme
import yaml

from tests.bench.bodies import HOST
from tests.ports import ANY

ROOT = Path(__file__).parents[2]
TOOL = {
    "id": "bench",
    "name": "Bench",
    "category": "procured",
    "owner": "Bench",
    "purpose": "Measuring",
    "hosts": [HOST],
    "approval": "approved",
    "groups": ["*"],
    "data": ["personal"],
    "dpia": {"reference": "BENCH", "expires": "2099-01-01"},
    "review": "2099-01-01",
}


@contextmanager
def process(*command: str, cwd: Path = ROOT, **options: object) -> Iterator[subprocess.Popen[str]]:
    """A child that is ended with this block."""
    child = subprocess.Popen(  # type: ignore[call-overload]
        command, cwd=cwd, text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, **options
    )
    try:
        yield child
    finally:
        child.terminate()
        try:
            child.wait(15)
        except subprocess.TimeoutExpired:
            child.kill()


def certificates(folder: Path) -> tuple[Path, Path]:
    """(CA file, server certificate and key) for the provider."""
    authority = trustme.CA()
    ca, server = folder / "provider-ca.pem", folder / "provider.pem"
    authority.cert_pem.write_to_path(ca)
    authority.issue_cert(HOST, "localhost").private_key_and_cert_chain_pem.write_to_path(server)
    return ca, server


def configure(folder: Path, ca: Path, provider: int, **changes: object) -> Path:
    """The shipped configuration, with one more tool and the provider's address."""
    config = folder / "config"
    shutil.copytree(ROOT / "config", config)
    tools = yaml.safe_load((config / "tools.yaml").read_text())
    tools["tools"].append(TOOL)
    (config / "tools.yaml").write_text(yaml.safe_dump(tools))
    gateway = yaml.safe_load((config / "gateway.yaml").read_text()) or {}
    gateway["egress"] = [{"host": HOST, "address": f"127.0.0.1:{provider}", "ca_file": str(ca)}]
    gateway |= changes
    (config / "gateway.yaml").write_text(yaml.safe_dump(gateway))
    return config


def gateway_command(config: Path, state: Path) -> tuple[str, ...]:
    """The command that serves the gateway on ports of the kernel's."""
    return (
        *(sys.executable, "-m", "gateway", "run"),
        *("--config", str(config), "--state", str(state)),
        *("--listen", ANY, "--metrics", ANY),
    )


def mitmdump_command(folder: Path, ca: Path) -> tuple[str, ...]:
    """A bare mitmdump: no addon of ours, no output."""
    return (
        str(Path(sys.executable).with_name("mitmdump")),
        *("-q", "--mode", f"regular@{ANY}"),
        *("--set", f"confdir={folder / 'mitmdump'}"),
        *("--set", f"ssl_verify_upstream_trusted_ca={ca}", "--set", "connection_strategy=lazy"),
        # Without it mitmdump keeps a streamed answer back until its end.
        *("--set", "stream_large_bodies=1"),
    )


def memory(child: subprocess.Popen[str]) -> list[tuple[str, float]]:
    """(role, MB resident) of a process and its children."""
    top = psutil.Process(child.pid)
    rows = [("main process", top.memory_info().rss / 1e6)]
    workers = [p for p in top.children(recursive=True) if p.memory_info().rss > 30e6]
    return rows + [
        (f"scan worker {n}", p.memory_info().rss / 1e6) for n, p in enumerate(workers, 1)
    ]


def environment() -> dict[str, str]:
    """This process's environment without what would change the gateway."""
    return {k: v for k, v in os.environ.items() if not k.startswith("GATEWAY_")}
