"""Log lines: one line each, foreign messages without their text."""

import io
import logging

from addons.logs import OneLine, set_up


def line(name: str, message: str, *, error: Exception | None = None) -> str:
    info = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord(name, logging.ERROR, "/x/place.py", 7, message, (), info)
    return OneLine("%(name)s: %(message)s").format(record)


def test_our_own_messages_are_shown_on_one_line() -> None:
    assert line("gateway.bootstrap", "two\nlines") == "gateway.bootstrap: two lines"


def test_messages_of_the_engine_show_only_where_they_came_from() -> None:
    shown = line("mitmproxy.proxy.server", "canary")
    assert "canary" not in shown
    assert "place:7" in shown


def test_an_exception_shows_its_kind_and_place_and_not_its_text() -> None:
    try:
        {}["canary"]
    except KeyError as error:
        shown = line("gateway.x", "failed", error=error)
    assert shown.startswith("gateway.x: failed (KeyError at test_logs.py:")
    assert "canary" not in shown


def test_setting_up_shows_our_information_and_only_warnings_of_others() -> None:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    stream = io.StringIO()
    try:
        set_up(stream)
        logging.getLogger("gateway.x").info("shown")
        logging.getLogger("mitmproxy.x").info("hidden")
        logging.getLogger("mitmproxy.x").warning("canary")
    finally:
        root.handlers[:] = before
        root.setLevel(level)
    assert "shown" in stream.getvalue()
    assert "hidden" not in stream.getvalue()
    assert "canary" not in stream.getvalue()
    assert len(stream.getvalue().splitlines()) == 2
