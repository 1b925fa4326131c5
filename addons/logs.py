"""The gateway's log lines: one line each, and nothing of what people wrote.

mitmproxy quotes bytes of connections, URLs and texts of exceptions in its messages. Of those
loggers, and of every traceback, only the kind of event and its place in the code are shown.
"""

import logging
import sys
import traceback
from typing import TextIO, override

_OURS = ("addons", "gateway", "detectors", "__main__")
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class OneLine(logging.Formatter):
    """Our own messages as they are, everybody else's without their text."""

    default_msec_format = "%s.%03d"

    @override
    def format(self, record: logging.LogRecord) -> str:
        own = record.name.partition(".")[0] in _OURS
        said = record.getMessage() if own else f"event at {record.module}:{record.lineno}"
        shown = logging.makeLogRecord(
            {
                **record.__dict__,
                "msg": " ".join(said.split()) + _kind(record),
                "args": None,
                "exc_info": None,
                "exc_text": None,
                "stack_info": None,
            }
        )
        return super().format(shown)


def set_up(stream: TextIO | None = None) -> None:
    """Log to `stream` (standard error), from our own modules at INFO, from all others WARNING."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(OneLine(_FORMAT))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in _OURS:
        logging.getLogger(name).setLevel(logging.INFO)


def _kind(record: logging.LogRecord) -> str:
    if not record.exc_info or record.exc_info[0] is None:
        return ""
    frames = traceback.extract_tb(record.exc_info[2])
    place = f" at {frames[-1].filename.rpartition('/')[2]}:{frames[-1].lineno}" if frames else ""
    return f" ({record.exc_info[0].__name__}{place})"
