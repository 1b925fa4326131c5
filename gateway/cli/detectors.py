"""`detectors`: keeps detection good: measured, corrected, and labelled by people."""

import click

from gateway.cli.evaluate import evaluate
from gateway.cli.judging import label, report
from gateway.cli.labels import labels


@click.group()
def detectors() -> None:
    """Measure detection, and report and label its mistakes."""


for _command in (evaluate, report, label, labels):
    detectors.add_command(_command)
