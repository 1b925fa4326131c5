"""Tables where they fit, plain lines where not."""

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios

from gateway.cli.screen import harmless

CODE = """
import click
from gateway.cli.program import Program
from gateway.cli.screen import show_table

def show():
    show_table("Title", ("Id", "Name", "Note"), [("an-id-of-some-length", "[bold]Nm", "")])
    click.secho("green", fg="green")

class One(Program):
    def get_command(self, ctx, cmd_name):
        return click.Command(cmd_name, callback=show)

One(name="one").main(["any"])
"""


def shown(*, columns: int | None, **environment: str) -> str:
    """What the code prints, on a terminal so wide or (None) into a pipe."""
    variables = {**os.environ, "TERM": "xterm", **environment}
    variables.pop("COLUMNS", None)
    command = [sys.executable, "-c", CODE]
    if columns is None:
        piped = subprocess.run(command, capture_output=True, text=True, env=variables, check=True)
        return piped.stdout
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    subprocess.run(command, stdin=theirs, stdout=theirs, stderr=theirs, env=variables, check=True)
    os.close(theirs)
    text = b""
    try:
        while piece := os.read(ours, 4096):
            text += piece
    except OSError:  # Linux says so at the end of a terminal
        pass
    os.close(ours)
    return text.decode()


def test_a_wide_terminal_gets_a_table_with_whole_ids_and_no_markup() -> None:
    text = shown(columns=100)
    assert "an-id-of-some-length" in text
    assert "[bold]Nm" in text
    assert "─" in text


def test_a_narrow_terminal_gets_lines_instead_of_cut_off_ids() -> None:
    text = shown(columns=20)
    assert "Id: an-id-of-some-length; Name: [bold]Nm" in text.replace("\r\n", "")


def test_a_pipe_gets_plain_lines() -> None:
    assert shown(columns=None) == "Id: an-id-of-some-length; Name: [bold]Nm\ngreen\n"


def test_what_clients_sent_cannot_steer_the_terminal() -> None:
    assert harmless("gpt\x1b[2J\nfake: line\u202e") == "gpt\ufffd[2J fake: line\ufffd"
    assert harmless("Zo\u00eb \U0001f469\u200d\U0001f4bb") == "Zo\u00eb \U0001f469\u200d\U0001f4bb"


def test_no_color_takes_the_colour_away() -> None:
    assert "\x1b[32m" in shown(columns=100)
    assert "\x1b[32m" not in shown(columns=100, NO_COLOR="1")
