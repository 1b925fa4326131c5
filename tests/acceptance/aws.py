"""Requests to AWS signed by their caller, through a gateway that may hold credentials of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from botocore.config import Config

from tests.acceptance.vendors import SESSION
from tests.provider import Received
from tests.served import BEDROCK, Served, serving
from tests.sigv4 import verified

CALLER, GATEWAY = ("AKIACALLER000", "the-callers-secret"), ("AKIAGATEWAY00", "the-gateways-secret")


def client(base: str | None, ca: Path, proxy: str = "") -> Any:
    """boto3 with the caller's keys: at that address, or at AWS through that proxy."""
    return SESSION.client(
        "bedrock-runtime",
        region_name="eu-west-2",
        endpoint_url=base,
        verify=str(ca),
        config=Config(proxies={"https": proxy} if proxy else {}),
        aws_access_key_id=CALLER[0],
        aws_secret_access_key=CALLER[1],
    )


def signed_with(one: Received, key: tuple[str, str], at: str = BEDROCK) -> bool:
    """Whether AWS would take it for that key's."""
    url = f"https://{at}{one.target}"
    return verified(url, one.headers, one.body, key=key[0], secret=key[1])


@contextmanager
def serving_signed(folder: Path) -> Iterator[Served]:
    """A gateway that holds AWS credentials of its own."""
    held = folder / "aws"
    lines = ("[council]", f"aws_access_key_id={GATEWAY[0]}", f"aws_secret_access_key={GATEWAY[1]}")
    held.write_text("\n".join(lines), encoding="utf-8")
    row = {"hosts": ["*.amazonaws.com"], "credentials_file": str(held), "profile": "council"}
    with serving(folder, signing=[row]) as served:
        yield served
