"""`pac`: the file that sends browsers to the gateway for generative-AI hosts only."""

import re

import click

from gateway.cli.places import Places, with_places
from gateway.portal.pac import pac
from gateway.providers.catalogue import Catalogue

_ADDRESS = re.compile(r"[A-Za-z0-9.-]+:[0-9]{1,5}|\[[0-9A-Fa-f:]+\]:[0-9]{1,5}")


def _address(_ctx: click.Context, _option: click.Parameter, value: str) -> str:
    if not _ADDRESS.fullmatch(value):
        raise click.BadParameter("should be HOST:PORT")
    return value


@click.command("pac")
@with_places
@click.option(
    "--proxy",
    required=True,
    metavar="HOST:PORT",
    callback=_address,
    help="The gateway's address as clients reach it.",
)
def pac_file(places: Places, proxy: str) -> None:
    """Print a proxy auto-configuration file for the hosts of the catalogue and the register.

    Browsers that use it send generative-AI traffic to the gateway and everything else directly.
    Publish it on your intranet and set its address by group policy; make it anew after a change of
    hosts.yaml or tools.yaml.

    \b
    Example:
      genai-gateway pac --proxy gateway.example.gov.uk:8080 > proxy.pac

    Exit codes: 0 printed, 2 wrong usage or configuration.
    """
    configuration = places.load()
    hosts = Catalogue(configuration.services, configuration.tools).hosts()
    click.echo(pac(hosts, proxy))
