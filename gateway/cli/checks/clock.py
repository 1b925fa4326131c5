"""Whether this machine's clock can be trusted: records and certificates depend on it."""

import shutil
import subprocess
import time
from datetime import UTC, datetime

from gateway.cli.checks.line import Line, fail, ok, warn

_STEP = 0.5  # seconds between wall and monotonic clock that mean somebody set the clock
_LOOK = 0.05


def check_clock() -> Line:
    """The year is possible, the clock runs steadily, and a time service sets it."""
    now = datetime.now(UTC)
    if not 2025 <= now.year <= 2100:
        return fail("clock", f"it says {now:%d %B %Y}", "Set this machine's clock.")
    if abs(drift(_LOOK)) > _STEP:
        do = "Something sets the clock in steps; let one time service do it gradually."
        return warn("clock", "it jumped while the doctor looked", do)
    return _service(f"{now:%d %B %Y %H:%M:%S} UTC")


def drift(seconds: float) -> float:
    """How far wall and monotonic clock go apart in that time, in seconds."""
    before = time.time() - time.monotonic()
    time.sleep(seconds)
    return time.time() - time.monotonic() - before


def _service(said: str) -> Line:
    program = shutil.which("timedatectl")
    if program is None:
        return ok("clock", f"{said}; whether a time service sets it is not known here")
    asked = [program, "show", "--property=NTPSynchronized", "--value"]
    try:
        answer = subprocess.run(asked, capture_output=True, text=True, timeout=5, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return ok("clock", f"{said}; timedatectl does not answer here")
    if answer.returncode:
        return ok("clock", f"{said}; timedatectl does not answer here")
    if answer.stdout.strip() == "yes":
        return ok("clock", f"{said}, set by a time service")
    return warn(
        "clock", f"{said}; no time service sets it", "Turn NTP on: timedatectl set-ntp true"
    )
