"""When and on what a table was measured: the line below it."""

import os
import platform
from datetime import UTC, datetime


def measured(rounds: int) -> str:
    """The day, the machine, and how busy it was besides."""
    cores = os.cpu_count() or 1
    return (
        f"Measured on {datetime.now(UTC):%d %B %Y}: {cores} cores ({platform.machine()}),"
        f" Python {platform.python_version()}, medians over {rounds} rounds,"
        f" {os.getloadavg()[0] / cores:.1f} programs at work for each core."
    )
