"""`detectors`: keeps detection good: measured, corrected, and told of the organisation's own."""

import click

from gateway.cli.clients import clients
from gateway.cli.evaluate import evaluate
from gateway.cli.judging import label, report
from gateway.cli.labels import labels


@click.group()
def detectors() -> None:
    """Measure detection, report and label its mistakes, and list your own clients."""


for _command in (clients, evaluate, label, labels, report):
    detectors.add_command(_command)
