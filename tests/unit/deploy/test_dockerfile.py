"""The Dockerfile's steps name files that exist, and the image runs without privileges."""

import json
import re
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

from tests.unit.deploy.dockerfile import ROOT, steps

STEPS = list(steps())


def of(word: str) -> list[str]:
    return [rest for instruction, rest in STEPS if instruction == word]


def copied() -> list[str]:
    """What is taken from the repository."""
    own = [rest for rest in of("COPY") if not rest.startswith("--from")]
    return [source for rest in own for source in rest.split()[:-1]]


def test_every_file_it_copies_exists() -> None:
    assert copied()
    assert [source for source in copied() if not (ROOT / source).exists()] == []


def test_the_ignore_file_lets_through_exactly_what_is_copied() -> None:
    lines = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    allowed = {line[1:] for line in lines if line.startswith("!")}
    assert lines[1] == "*"
    assert allowed == set(copied())


def test_everything_the_package_is_made_of_is_copied() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    packages = project["tool"]["setuptools"]["packages"]["find"]["include"]
    files = [project["project"]["readme"], *project["project"]["license-files"]]
    assert all(any(fnmatch(source, p) for source in copied()) for p in packages)
    assert {*files, "pyproject.toml"} <= set(copied())


def test_the_base_images_have_full_versions_and_are_slim() -> None:
    images = [rest.split()[0] for rest in of("FROM")]
    assert len(images) == 2
    assert all(re.fullmatch(r"python:3\.13\.\d+-slim-\w+", image) for image in images)


def test_requirements_are_installed_by_their_hashes_and_from_nowhere_else() -> None:
    pip = [step for step in of("RUN") if "/pip " in step]
    assert "--require-hashes" in pip[0]
    assert all("--no-index" in step and "--no-deps" in step for step in pip[1:])


def test_the_lock_brings_what_builds_the_package_without_the_network() -> None:
    lock = (ROOT / "requirements" / "run.txt").read_text("utf-8")
    match = re.search(r"^setuptools==(\d+)", lock, re.MULTILINE)
    assert match
    assert int(match[1]) >= 77


def test_it_runs_as_nobody_in_particular() -> None:
    assert of("USER") == ["10001:10001"]
    last = [word for word, _ in STEPS].index("USER")
    assert not [word for word, _ in STEPS[last:] if word in {"RUN", "COPY", "ADD"}]


def test_the_compiler_and_the_sources_stay_in_the_first_stage() -> None:
    second = [word for word, _ in STEPS].index("FROM", 1)
    taken = [rest for word, rest in STEPS[second:] if word == "COPY"]
    assert taken == [
        "--from=build /opt/genai-gateway /opt/genai-gateway",
        "config /etc/genai-gateway",
    ]


def test_the_gateway_understands_the_environment_it_is_given() -> None:
    from gateway.settings.environment import locate, read_environment

    given = dict(pair.split("=", 1) for rest in of("ENV") for pair in rest.split())
    environment = read_environment(given)
    paths = locate(environment)
    assert (paths.config, paths.state) == (
        Path("/etc/genai-gateway"),
        Path("/var/lib/genai-gateway"),
    )
    assert environment.metrics_listen == "0.0.0.0:9464"


def test_it_starts_the_gateway_itself_so_that_signals_reach_it() -> None:
    assert json.loads(of("ENTRYPOINT")[0]) == ["genai-gateway"]
    assert json.loads(of("CMD")[0]) == ["run"]


async def test_the_health_check_is_right_about_a_live_and_a_dead_gateway() -> None:
    import asyncio

    from gateway.health import Health
    from gateway.portal.listener import listen
    from gateway.portal.ops import ops
    from gateway.telemetry import Telemetry

    command = json.loads(of("HEALTHCHECK")[0].partition(" CMD ")[2])
    alive = await listen(ops(Telemetry(), lambda: Health(ready=True)), "127.0.0.1:0")
    code = command[2].replace("127.0.0.1:9464", alive.address)

    def check() -> int:
        return subprocess.run(
            [sys.executable, "-c", code], capture_output=True, check=False
        ).returncode

    healthy = await asyncio.to_thread(check)
    await alive.close()
    assert (healthy, await asyncio.to_thread(check)) == (0, 1)
