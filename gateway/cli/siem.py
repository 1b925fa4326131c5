"""`siem`: sends a test event the way the gateway sends real ones."""

import click

from gateway.cli.checks.siem import send_test
from gateway.cli.places import Places, with_places
from gateway.cli.program import NO
from gateway.errors import GatewayError


@click.group()
def siem() -> None:
    """Events to the security team's SIEM."""


@siem.command()
@with_places
@click.argument("name", required=False, metavar="[NAME]")
@click.option("--show", is_flag=True, help="Print what is sent, too.")
@click.pass_context
def test(ctx: click.Context, places: Places, name: str | None, *, show: bool) -> None:
    """Send one test event to every destination, or to NAME.

    It is made in the destination's format, goes by the same connection as real events, and holds
    nothing about anybody. Search your SIEM for genai.siem.test.

    \b
    Examples:
      genai-gateway siem test
      genai-gateway siem test soc --show

    Exit codes: 0 every destination took it, 1 one did not or there is none, 2 wrong configuration.
    """
    configuration = places.load()
    chosen = [one for one in configuration.gateway.siem.destinations if name in {None, one.name}]
    if not chosen:
        what = f"There is no destination {name}" if name else "There is no destination"
        raise GatewayError(f"{what} under siem in gateway.yaml.")
    failed = False
    for destination in chosen:
        sent = send_test(configuration, destination)
        for message in sent.messages if show else ():
            click.echo(message.plain(facility=configuration.gateway.siem.facility))
        took = "took the test event" if destination.to != "udp" else "was sent the test event"
        click.echo(f"{destination.name}: {sent.error or took}", err=bool(sent.error))
        failed = failed or bool(sent.error)
    ctx.exit(NO if failed else 0)
