"""`detectors`: what the organisation adds to the scanner."""

import click

from gateway.cli.clients import clients


@click.group()
def detectors() -> None:
    """Your own lists of what to look for."""


detectors.add_command(clients)
