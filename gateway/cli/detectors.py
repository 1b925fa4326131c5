"""`detectors`: keeps detection good: measured, corrected, and labelled by people."""

import click

from gateway.cli.evaluate import evaluate


@click.group()
def detectors() -> None:
    """Measure detection, and report and label its mistakes."""


detectors.add_command(evaluate)
