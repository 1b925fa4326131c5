"""`case export`: the answer as a package that anybody can check."""

import os
from pathlib import Path
from typing import BinaryIO

import click

from gateway.audit.disclosure.package import Exported, export_case
from gateway.audit.disclosure.writing import Issuer
from gateway.audit.log.sequencer import Sequencer
from gateway.cli.case.desk import WHY, At, with_case
from gateway.cli.record_store import gateway_keys
from gateway.cli.screen import show_fields
from gateway.errors import GatewayError


@click.command()
@with_case
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    metavar="FILE",
    help="A new zip file; only you may read it. An existing file is never overwritten.",
)
@WHY
def export(at: At, output: Path, why: str) -> None:
    """Write the approved answer as a package.

    Copies of the records as JSON Lines, CSV and pages for people, the list of what was left out and
    withheld, a proof for each record, and verify.py, which checks all of it without the gateway.
    Where a redacted value still stands anywhere, however it is written, nothing is written. The
    same case gives the same file again, byte for byte.

    \b
    Example:
      genai-gateway case export FOI-2031-12 --output FOI-2031-12.zip

    Exit codes: 0 written, 1 not approved, a redacted value is left, the file exists, 2 wrong usage.
    """
    gateway = at.configuration.gateway
    issuer = Issuer(organisation=gateway.organisation, information=gateway.cases.information)
    with at.work() as desk, new_file(output) as target:
        try:
            sequencer = Sequencer(desk.store, gateway_keys(at.configuration).checkpoint)
            exported = export_case(desk, issuer, sequencer, target, why=why)
            os.fsync(target.fileno())
        except BaseException:
            output.unlink(missing_ok=True)
            raise
    show_fields(_said(output, exported))


def new_file(path: Path) -> BinaryIO:
    """A file that only its owner may read. Raises GatewayError when there is one of that name."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise GatewayError(f"{path} exists and is not overwritten; choose another name.") from None
    return os.fdopen(descriptor, "w+b")


def _said(output: Path, exported: Exported) -> list[tuple[str, str]]:
    return [
        ("written", str(output)),
        ("sha256", exported.sha256),
        ("records", str(exported.records)),
        ("withheld", str(exported.withheld)),
        ("redactions", str(exported.redactions)),
    ]
