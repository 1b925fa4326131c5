"""`detectors`: keeps detection good: measured, corrected, and told of the organisation's own."""

import click

from gateway.cli.clients import clients
from gateway.cli.evaluate import evaluate


@click.group()
def detectors() -> None:
    """Measure detection, report and label its mistakes, and list your own clients."""


detectors.add_command(clients)
detectors.add_command(evaluate)
