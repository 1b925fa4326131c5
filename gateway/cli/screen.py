"""How things are shown: tables on a terminal wide enough, plain lines otherwise."""

import re
import sys
from collections.abc import Iterable, Sequence

import click
from rich.box import SIMPLE
from rich.console import Console
from rich.markup import escape
from rich.progress import Progress, ProgressColumn
from rich.table import Table

# What a client sent (a model name, a prompt) must not steer the terminal of whoever reads it.
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def harmless(text: str) -> str:
    """The text on one line, with every character that steers a terminal made visible as U+FFFD."""
    return _STEERING.sub("\ufffd", text.replace("\n", " ").replace("\t", " "))


def show_text(text: str) -> None:
    """A whole text: exact when piped, harmless on a terminal."""
    click.echo(_STEERING.sub("\ufffd", text) if sys.stdout.isatty() else text)


def show_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table where it fits; else (and when piped) `name: value` pairs, a line per row."""
    filled = [tuple(map(harmless, row)) for row in rows]
    if sys.stdout.isatty() and _drawn(title, columns, filled):
        return
    for row in filled:
        pairs = (f"{name}: {value}" for name, value in zip(columns, row, strict=True) if value)
        click.echo("; ".join(pairs))


def _drawn(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Draws the table unless it is wider than the screen: cut-off ids are of no use."""
    console = Console()
    table = Table(title=title, box=SIMPLE)
    for name in columns:
        table.add_column(name, no_wrap=True)
    for row in rows:
        table.add_row(*map(escape, row))
    if console.measure(table, options=console.options.update(width=10_000)).maximum > console.width:
        return False
    console.print(table)
    return True


def progress_bar(*columns: str | ProgressColumn) -> Progress:
    """A bar on standard error while somebody watches there; else nothing, not even a line end."""
    screen = Console(stderr=True)
    return Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal)


def show_fields(fields: Iterable[tuple[str, str]]) -> None:
    """`name: value` lines; empty values are left out."""
    for name, value in fields:
        if value:
            click.echo(f"{name}: {harmless(value)}")
