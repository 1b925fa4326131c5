"""`run`: becomes the gateway's process, so that signals and exit code are its own."""

import os
import sys
from collections.abc import Sequence

import click

from gateway.cli.places import Places, with_places


@click.command()
@with_places
@click.option("--listen", metavar="HOST:PORT", help="Address of the proxy. Default: gateway.yaml.")
@click.option(
    "--mode",
    multiple=True,
    metavar="MODE",
    help="regular, transparent, upstream:URL, socks5 or wireguard; may be given several times.",
)
@click.option("--metrics", metavar="HOST:PORT", help="Address of /metrics, /healthz and /readyz.")
def run(places: Places, listen: str | None, mode: tuple[str, ...], metrics: str | None) -> None:
    """Serve: the proxy, its metrics and health, and the practice tool.

    Prints where the CA certificate is and lines to paste once it listens. SIGTERM or Ctrl-C lets
    running answers finish, then stops. SIGHUP, or a change of a file in the configuration folder,
    brings the new policy, register and hosts into force at once; a file with a mistake keeps the
    old ones in force and turns /readyz to warn.

    \b
    Examples:
      genai-gateway run
      genai-gateway run --listen 0.0.0.0:8080 --metrics 127.0.0.1:9464
      genai-gateway run --mode regular --mode wireguard

    Exit codes: 0 stopped cleanly, 1 failed while running, 2 wrong usage or configuration.
    """
    command = proxy_command(places, listen=listen, modes=mode, metrics=metrics)
    os.execv(command[0], command)  # noqa: S606 - our own interpreter and module, no shell


def proxy_command(
    places: Places, *, listen: str | None, modes: Sequence[str], metrics: str | None
) -> list[str]:
    """The command line of the gateway's own process."""
    command = [sys.executable, "-m", "addons.run"]
    command += ["--config", str(places.config), "--state", str(places.state)]
    command += ["--listen", listen] if listen else []
    command += ["--metrics", metrics] if metrics else []
    for mode in modes:
        command += ["--mode", mode]
    return command
