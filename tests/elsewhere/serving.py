"""A gateway in front of these services, all of them approved for personal data."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import yaml

from tests.elsewhere.services import HOSTS, application
from tests.provider import Running
from tests.served import Served, configure, start, tool


@contextmanager
def serving_elsewhere(
    folder: Path, prepare: Callable[[Path], None] | None = None
) -> Iterator[Served]:
    """Services and gateway, from start to stop; `prepare` alters the configuration's folder."""
    with Running(*HOSTS, made=application) as provider:
        ca, address = str(provider.write_ca(folder)), f"127.0.0.1:{provider.port}"
        egress = [{"host": host, "address": address, "ca_file": ca} for host in HOSTS]
        configure(folder, provider, egress=egress)
        register = {"tools": [tool(host.replace(".", "-"), host) for host in HOSTS]}
        text = yaml.safe_dump(register, sort_keys=False)
        (folder / "config" / "tools.yaml").write_text(text, encoding="utf-8")
        if prepare:
            prepare(folder / "config")
        served = start(folder, provider)
        try:
            yield served
        finally:
            served.stop()
