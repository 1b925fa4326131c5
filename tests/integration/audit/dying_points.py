"""The points of a process: one before each statement, and before and after each commit.

SIGKILL there is what kill -9, the kernel's memory killer and a machine that loses its power do.
"""

import os
import signal
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TextIO

from sqlalchemy import Connection, Engine, event


@dataclass(slots=True)
class Points:
    """Counts the points that are passed, and dies at one of them.

    Or (`after`) once the first statement that begins so is committed.
    """

    last: int
    told: TextIO
    passed: list[str] = field(default_factory=list)
    after: str = ""
    done: bool = False

    def watch(self) -> None:
        """From now on every engine of this process is watched."""
        event.listen(Engine, "before_cursor_execute", self._on_statement)
        event.listen(Engine, "engine_connect", self._on_connection)

    def tell(self, done: str) -> None:
        """This outlives the process: that prompt leaves now, or that is done."""
        print(done, file=self.told, flush=True)

    def _on_statement(self, *called: Any) -> None:
        self._pass(" ".join(called[2].split()[:4]))

    def _on_connection(self, connection: Connection) -> None:
        dialect: Any = connection.dialect
        if "do_commit" not in vars(dialect):  # once for each engine
            dialect.do_commit = self._around(dialect.do_commit)

    def _around(self, commit: Callable[[object], None]) -> Callable[[object], None]:
        def watched(connection: object) -> None:
            self._pass("before COMMIT")
            commit(connection)
            self._pass("after COMMIT")

        return watched

    def _pass(self, what: str) -> None:
        self.passed.append(what)
        self.done = self.done or (bool(self.after) and what.startswith(self.after))
        if len(self.passed) == self.last or (self.done and what == "after COMMIT"):
            os.kill(os.getpid(), signal.SIGKILL)
