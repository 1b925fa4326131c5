"""The words in a picture, read by Tesseract where it is installed: through pipes, no files."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from detectors.documents.confine import room_for_ocr
from detectors.documents.limits import Limits

_SURROUNDINGS = ("PATH", "LD_LIBRARY_PATH", "TESSDATA_PREFIX", "LANG", "LC_ALL", "SYSTEMROOT")


@cache
def languages() -> frozenset[str]:
    """The languages this machine's Tesseract knows; none when there is no Tesseract."""
    program = shutil.which("tesseract")
    if program is None:
        return frozenset()
    try:
        listed = subprocess.run(  # noqa: S603 - our own words
            (program, "--list-langs"), capture_output=True, env=_environment(), timeout=10,
            check=True, cwd=Path("/"),
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return frozenset()
    return frozenset(filter(None, listed.stdout.decode("ascii", errors="replace").split("\n")[1:]))


def programs(limits: Limits) -> tuple[Path, ...]:
    """What a reader has to start: Tesseract, where pictures are to be read and it is there."""
    program = shutil.which("tesseract") if limits.ocr and languages() else None
    return (Path(program).resolve(),) if program else ()


def chosen(wanted: Sequence[str]) -> str:
    """Those of the wanted languages that are there, as Tesseract wants them; "" for none."""
    return "+".join(name for name in wanted if name in languages())


def words(picture: bytes, *, language: str, seconds: float) -> str:
    """The text in a picture in a format that Tesseract reads (PNM).

    Raises TimeoutError, or OSError when it cannot be started or does not like the picture.
    """
    command = ("tesseract", "stdin", "stdout", "-l", language, "--psm", "3")
    with room_for_ocr():
        process = subprocess.Popen(  # noqa: S603 - our own words; the picture goes through the pipe
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env=_environment() | {"OMP_THREAD_LIMIT": "1"}, cwd=Path("/"),
        )  # fmt: skip
    with process:
        try:
            found, _ = process.communicate(picture, timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            raise TimeoutError from None
    if process.returncode:
        raise OSError("the picture could not be read")
    return found.decode("utf-8", errors="replace").replace("\f", "\n")


def _environment() -> dict[str, str]:
    return {name: os.environ[name] for name in _SURROUNDINGS if name in os.environ}
