"""The authority whose certificates clients see: made once, with the organisation's name on it."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from mitmproxy.certs import CertStore

from gateway.errors import ConfigError, Problem

NAME = "mitmproxy"  # the start of the file names, which mitmproxy fixes
_BITS = 2048


def exists(folder: Path) -> bool:
    """Whether there is an authority in that folder."""
    return (folder / f"{NAME}-ca.pem").exists()


def create(folder: Path, organisation: str) -> None:
    """Make the authority's files, the keys readable for their owner alone. Raises OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    CertStore.create_store(
        folder, NAME, _BITS, organization=organisation, cn=f"{organisation} GenAI gateway"[:64]
    )


def check(folder: Path) -> None:
    """See that the authority, if there is one, can sign. Raises ConfigError.

    The engine would go on with an authority it cannot load, and fail at every connection.
    """
    if not exists(folder):
        return
    try:
        CertStore.from_store(folder, NAME, _BITS)
    except (OSError, ValueError, TypeError) as error:
        said = f"cannot be used ({type(error).__name__}); restore it, or remove it and all clients"
        said += " must trust the next one"
        problem = Problem(file=str(folder / f"{NAME}-ca.pem"), line=0, where="", message=said)
        raise ConfigError(problem) from None


def main(arguments: Sequence[str] | None = None) -> int:
    """`python -m addons.ca --folder DIR --organisation NAME`. Never replaces an authority."""
    parser = argparse.ArgumentParser(prog="addons.ca", description=main.__doc__)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--organisation", required=True)
    options = parser.parse_args(arguments)
    if exists(options.folder):
        return _failed(f"There is a certificate authority in {options.folder} already.")
    try:
        create(options.folder, options.organisation)
    except OSError as error:
        return _failed(f"{options.folder} cannot be written: {error.strerror}.")
    return 0


def _failed(message: str) -> int:
    sys.stderr.write(f"{message}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
