"""The Dockerfile's steps, executed: what they make starts and is ready. No container engine needed.

What only an image has (the base image, its users, its read-only root) is not shown here.
"""

import json
import subprocess
import urllib.request
from pathlib import Path

import pytest

from tests.ports import ANY, wait_for_banner
from tests.unit.deploy.dockerfile import Image, empty_image, steps


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_what_the_steps_make_starts_and_is_ready(tmp_path: Path) -> None:
    image = empty_image(tmp_path)
    for word, rest in steps():
        try:
            image.take(word, rest)
        except subprocess.CalledProcessError as error:
            pytest.fail(f"{word} {rest}\n{error.stdout[-2000:]}\n{error.stderr[-2000:]}")
    noted = (tmp_path / "noted").read_text(encoding="utf-8")
    assert "groupadd --gid 10001 gateway" in noted
    assert "useradd --uid 10001 --gid 10001" in noted
    assert (tmp_path / "var/lib/genai-gateway").stat().st_mode & 0o777 == 0o700
    assert not list((tmp_path / "opt").rglob("pytest"))  # nor anything else of ours to develop with
    starts(image)


def starts(image: Image) -> None:
    """The entry point with its command, in the image's environment, on ports of the kernel's."""
    last = dict(steps())
    command = [*json.loads(last["ENTRYPOINT"]), *json.loads(last["CMD"])]
    entry = image.folder / "opt/genai-gateway/bin" / command[0]
    ports = {"GATEWAY_LISTEN": ANY, "GATEWAY_METRICS_LISTEN": ANY}
    log = image.folder / "log"
    with log.open("w", encoding="utf-8") as out:
        process = subprocess.Popen(
            [entry, *command[1:]],
            cwd=image.workdir,
            env=image.variables | ports,
            stdout=out,
            stderr=subprocess.STDOUT,
            text=True,
        )
    try:
        at = wait_for_banner(log, process)
        with urllib.request.urlopen(f"http://{at.metrics}/readyz", timeout=30) as reply:
            assert json.load(reply)["status"] == "ready"
    finally:
        process.terminate()
        assert process.wait(60) == 0
    assert (image.folder / "var/lib/genai-gateway/records.db").exists()
