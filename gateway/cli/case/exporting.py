"""`case export`: the answer as a package that anybody can check."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
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

_UNNAMED = getattr(os, "O_TMPFILE", 0)  # of Linux


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
        sequencer = Sequencer(desk.store, gateway_keys(at.configuration).checkpoint)
        exported = export_case(desk, issuer, sequencer, target, why=why)
    show_fields(_said(output, exported))


@contextmanager
def new_file(path: Path, *, unnamed: int = _UNNAMED) -> Iterator[BinaryIO]:
    """A file that only its owner may read, whole when the block ends and gone when it raises.

    It has no name before, where the file system can do that: a process that is killed leaves
    nothing. Raises GatewayError when there is a file of that name.
    """
    if path.exists():
        raise _Exists(path)
    descriptor, named = _opened(path, unnamed)
    try:
        with os.fdopen(descriptor, "w+b") as target:
            yield target
            target.flush()
            os.fsync(target.fileno())
            if not named:
                _give_name(target.fileno(), path)
    except BaseException as error:
        if named and not isinstance(error, _Exists):
            path.unlink(missing_ok=True)
        raise


class _Exists(GatewayError):
    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} exists and is not overwritten; choose another name.")


def _opened(path: Path, unnamed: int) -> tuple[int, bool]:
    """A new file, and whether it has its name already: not every file system has unnamed ones."""
    if unnamed:
        with suppress(OSError):
            return os.open(path.parent, os.O_RDWR | unnamed, 0o600), False
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), True
    except FileExistsError:
        raise _Exists(path) from None


def _give_name(descriptor: int, path: Path) -> None:
    """As open(2) describes it for O_TMPFILE. The folder's descriptor makes it a linkat()."""
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.link(f"/proc/self/fd/{descriptor}", path.name, dst_dir_fd=folder, follow_symlinks=True)
        os.fsync(folder)
    except FileExistsError:
        raise _Exists(path) from None
    finally:
        os.close(folder)


def _said(output: Path, exported: Exported) -> list[tuple[str, str]]:
    return [
        ("written", str(output)),
        ("sha256", exported.sha256),
        ("records", str(exported.records)),
        ("withheld", str(exported.withheld)),
        ("redactions", str(exported.redactions)),
    ]
