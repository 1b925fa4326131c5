"""Several gateways under load, and what they told."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """Gateways that write to one store at once, each a process."""

    url: str
    folder: Path
    processes: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    @property
    def anchors(self) -> Path:
        return self.folder / "anchors.jsonl"

    def start(self, how_many: int) -> None:
        command = [sys.executable, "-m", "tests.integration.audit.loaded_process"]
        for number in range(how_many):
            with (self.folder / f"told{number}").open("wb") as told:
                started = subprocess.Popen(
                    [*command, self.url, str(self.anchors)],
                    cwd=ROOT,
                    stdin=subprocess.PIPE,
                    stdout=told,
                )
            self.processes.append(started)

    def told(self) -> list[list[str]]:
        files = (self.folder / f"told{number}" for number in range(len(self.processes)))
        return [file.read_text().splitlines() for file in files]

    def go_on(self, prompts: int) -> None:
        """Until each of them let so many more prompts leave."""
        before = [len(lines) for lines in self.told()]
        until(
            lambda: all(
                len(lines) >= count + prompts
                for lines, count in zip(self.told(), before, strict=True)
            )
        )

    def stop(self) -> tuple[set[str], list[dict[str, Any]]]:
        """In good order. What may have left, and how each fared."""
        for process in self.processes:
            assert process.stdin is not None
            process.stdin.close()
        assert [process.wait(60) for process in self.processes] == [0] * len(self.processes)
        told = self.told()
        fared = [json.loads(lines.pop()) for lines in told]
        return {identity for lines in told for identity in lines}, fared


def until(holds: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it never came to be"
        time.sleep(0.05)
