"""Reads the Dockerfile, and runs its steps in a folder that stands in for the image."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[3]
_OF_THE_IMAGE = ("/opt/", "/etc/genai-gateway", "/var/lib/", "/build")
"""Paths that the steps write to or read from; they go below the folder instead."""

_ONLY_IN_AN_IMAGE = ("groupadd", "useradd")
"""They change who exists on a machine; here their calls are only noted."""


def steps() -> Iterator[tuple[str, str]]:
    """Instructions and their arguments, continuation lines joined, comments left out."""
    lines = (ROOT / "Dockerfile").read_text("utf-8").splitlines()
    joined = "\n".join(line for line in lines if not line.lstrip().startswith("#"))
    for line in joined.replace("\\\n", " ").splitlines():
        if line.strip():
            word, _, rest = line.strip().partition(" ")
            yield word, " ".join(rest.split())


@dataclass(slots=True)
class Image:
    """What the steps made: a folder, the environment, and what was noted."""

    folder: Path
    outside: Mapping[str, str]
    environment: dict[str, str] = field(default_factory=dict)
    workdir: Path = Path("/")

    def inside(self, text: str) -> str:
        """The same text with the image's paths below the folder."""
        for path in _OF_THE_IMAGE:
            text = text.replace(path, f"{self.folder}{path}")
        return text

    def run(self, step: str) -> None:
        """RUN, with a shell as in an image. Raises CalledProcessError, which holds what it said."""
        command = ["/bin/sh", "-ec", self.inside(step)]
        subprocess.run(
            command,
            cwd=self.workdir,
            env=self.variables,
            check=True,
            capture_output=True,
            text=True,
        )

    def copy(self, arguments: Sequence[str]) -> None:
        """COPY of files and folders; from the stage before when it says so: both share the folder."""
        if arguments[0].startswith("--from="):
            assert all(Path(self.inside(name)).exists() for name in arguments[1:])
            return
        *sources, target = arguments
        place = self.workdir / self.inside(target)
        for name in sources:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, place, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                into = place / source.name if target.endswith("/") else place
                into.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(source, into)

    def take(self, word: str, rest: str) -> None:
        """One instruction; those that only describe the image do nothing."""
        if word == "FROM":
            self.environment.clear()
        elif word == "ENV":
            pairs = (pair.split("=", 1) for pair in rest.split())
            self.environment |= {name: self.inside(value) for name, value in pairs}
        elif word == "WORKDIR":
            self.workdir = Path(self.inside(rest))
            self.workdir.mkdir(parents=True, exist_ok=True)
        elif word == "COPY":
            self.copy(rest.split())
        elif word == "RUN":
            self.run(rest)

    @property
    def variables(self) -> dict[str, str]:
        """What a process of the image finds in its environment."""
        base = {**self.outside, "NOTED": str(self.folder / "noted")}
        path = self.environment.get("PATH", "$PATH").replace("$PATH", base["PATH"])
        return base | self.environment | {"PATH": path}


def empty_image(folder: Path) -> Image:
    """A folder with `python`, and with stand-ins for what must not touch this machine."""
    tools = folder / "tools"
    tools.mkdir()
    (tools / "python").symlink_to(Path(sys.base_prefix) / "bin" / "python3")
    owner = "case $1 in --owner*|--group*) shift;; *) break;; esac"
    scripts = dict.fromkeys(_ONLY_IN_AN_IMAGE, 'echo "$0 $*" >>"$NOTED"')
    if os.geteuid() != 0:  # only root can give files away
        scripts["install"] = (
            f'd=$1; shift; while :; do {owner}; done; exec /usr/bin/install "$d" "$@"'
        )
    for name, script in scripts.items():
        (tools / name).write_text(f"#!/bin/sh\n{script}\n")
        (tools / name).chmod(0o755)
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("GATEWAY_", "PYTHON"))}
    kept["PATH"] = f"{tools}:/usr/local/bin:/usr/bin:/bin"
    return Image(folder, kept)
