"""How to scan: the settings a Scanner is made with."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanSettings:
    """`pipeline` names a spaCy pipeline or its folder; "" is the shipped model, in the form that
    `model` names ("accurate" or "fast").

    `workers` counts processes; 0 scans in a thread of this process, where a stuck scan
    cannot be stopped, so it is for command lines and tests. `queue_limit` counts texts
    waiting for a worker. `threads` is what one worker's model may use; 0 shares the cores among the
    workers. A text longer than `max_characters` is not scanned at all. `references` is the file of
    the organisation's own patterns; `clients` the folder of the hashed list of its clients, which
    may not be there.
    """

    workers: int = 1
    queue_limit: int = 256
    deadline_seconds: float = 20.0
    cache_entries: int = 20_000
    max_characters: int = 500_000
    pipeline: str = ""
    terms: Path | None = None
    model: str = "accurate"
    threads: int = 0
    suppress: Path | None = None  # the file of what is judged not to be private; None: nothing is
    code_names: Path | None = None  # the file of confidential code names; None: there are none
    references: Path | None = None
    clients: Path | None = None

    def threads_each(self) -> int:
        """Threads of one worker's model, at least 1."""
        return self.threads or max(1, cores() // max(1, self.workers))


def cores() -> int:
    """Cores this process may run on."""
    allowed = getattr(os, "sched_getaffinity", None)  # not on macOS and Windows
    return len(allowed(0)) if allowed else os.cpu_count() or 1
