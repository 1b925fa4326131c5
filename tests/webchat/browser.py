"""A real Chromium behind a gateway, as on a person's machine: its proxy and its CA, nothing else."""

import base64
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from starlette.applications import Starlette

from tests.provider import Provider, Running
from tests.served import PASSWORD, Served, configure, start, tool
from tests.webchat.sites import HOSTS, application

BROWSER = shutil.which("chromium")
MISSING = "there is no Chromium on this machine"
PICTURES = os.environ.get("WEB_CHAT_PICTURES", "")
"""A folder for pictures of the pages, for people who want to look."""


def pictured(page: Any, name: str) -> None:
    """Keep a picture of the page, where somebody wants some."""
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"))


@contextmanager
def behind_a_gateway(
    folder: Path,
    hosts: Sequence[str] = HOSTS,
    made: Callable[[Provider], Starlette] = application,
    **changes: Any,
) -> Iterator[Served]:
    """The web chats on these hosts, and a gateway whose register has each of them as a tool."""
    with Running(*hosts, made=made) as provider:
        ca = str(provider.write_ca(folder))
        address = f"127.0.0.1:{provider.port}"
        egress = [{"host": host, "address": address, "ca_file": ca} for host in hosts]
        tools = [tool(host.replace(".", "-"), host) for host in hosts]
        configure(folder, provider, tools=tools, egress=egress, **changes)
        served = start(folder, provider)
        try:
            yield served
        finally:
            served.stop()


@contextmanager
def browser(served: Served, person: str = "amina.hussain") -> Iterator[Any]:
    """A browser that trusts the CA of the gateway, and of nobody else who is not public."""
    from playwright.sync_api import sync_playwright

    proxy = {"server": f"http://127.0.0.1:{served.proxy_port}", "username": person}
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=BROWSER,
            proxy=proxy | {"password": PASSWORD},
            args=["--no-sandbox", f"--ignore-certificate-errors-spki-list={_key(served.ca)}"],
        )
        try:
            yield opened
        finally:
            opened.close()


def _key(ca: Path) -> str:
    """The fingerprint of a CA's public key, as Chromium wants it."""
    key = x509.load_pem_x509_certificate(ca.read_bytes()).public_key()
    spki = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return base64.b64encode(hashlib.sha256(spki).digest()).decode()
