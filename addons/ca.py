"""`python -m addons.ca`: makes the certificate authority with the organisation's name on it.

The proxy makes one by itself at its first start; this is for those who want to distribute the
certificate beforehand. The format is mitmproxy's own, which is why it stands here.
"""

import argparse
import secrets
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from mitmproxy.certs import CertStore
from mitmproxy.options import CONF_BASENAME, KEY_SIZE

_LONGEST_NAME = 64  # characters of a common name (RFC 5280, ub-common-name)


def make(folder: Path, organisation: str) -> None:
    """A new CA in that folder, whole or not at all. Raises FileExistsError where one is already."""
    if any(folder.glob("*.pem")):
        raise FileExistsError(f"there is a certificate authority in {folder} already")
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = folder.with_name(f".{folder.name}-{secrets.token_hex(4)}")
    draft.mkdir(mode=0o700)
    try:
        CertStore.create_store(
            draft,
            CONF_BASENAME,
            KEY_SIZE,
            organization=organisation[:_LONGEST_NAME],
            cn=f"GenAI gateway of {organisation}"[:_LONGEST_NAME],
        )
        draft.replace(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 0: made. 1: there is one, or the folder cannot be written."""
    parser = argparse.ArgumentParser(prog="addons.ca", description=__doc__)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--organisation", default="This organisation")
    options = parser.parse_args(arguments)
    try:
        make(options.folder, options.organisation)
    except OSError as error:
        sys.stderr.write(f"Error: {error.strerror or error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
