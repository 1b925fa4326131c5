"""Reads what people pipe in. Errors name the place, never the text."""

import sys
from collections.abc import Iterator
from typing import BinaryIO

import click

MAX_LINE_BYTES = 16_000_000
_PIECE = 65_536


def whole_text(what: str) -> str:
    """All of standard input as text; asks for it first where somebody sits at a terminal."""
    if sys.stdin.isatty():
        click.echo(f"Type {what}; end with Ctrl-D on an empty line.", err=True)
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise click.UsageError("standard input is not UTF-8 text") from None


def line_batches(stream: BinaryIO) -> Iterator[list[bytes]]:
    """Whole lines as they come in, without their line ends; memory stays flat.

    A batch is what one read brought, so that a program on the other end that waits for its reply
    gets it. Raises click.UsageError for a line beyond MAX_LINE_BYTES.
    """
    read = getattr(stream, "read1", stream.read)
    rest = b""
    while piece := read(_PIECE):
        *lines, rest = (rest + piece).split(b"\n") if b"\n" in piece else (rest + piece,)
        if len(rest) > MAX_LINE_BYTES:
            raise click.UsageError(f"a line is longer than {MAX_LINE_BYTES:,} bytes")
        if lines:
            yield lines
    if rest:
        yield [rest]
