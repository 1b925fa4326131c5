"""How things are shown: tables and colour on a terminal, plain lines when piped (or NO_COLOR)."""

import sys
from collections.abc import Iterable, Sequence

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table


def show_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table on a terminal; when piped, `name: value` pairs, a line per row."""
    if sys.stdout.isatty():
        table = Table(*columns, title=title)
        for row in rows:
            table.add_row(*map(escape, row))
        Console().print(table)
        return
    for row in rows:
        filled = (f"{name}: {value}" for name, value in zip(columns, row, strict=True) if value)
        click.echo("; ".join(filled))


def show_fields(fields: Iterable[tuple[str, str]]) -> None:
    """`name: value` lines; empty values are left out."""
    for name, value in fields:
        if value:
            click.echo(f"{name}: {value}")
