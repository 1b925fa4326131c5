"""Lines as they come in."""

import io

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.cli import stdin
from gateway.cli.stdin import line_batches


class Dribble(io.BytesIO):
    """A stream that gives a few bytes at a time."""

    def __init__(self, content: bytes, size: int) -> None:
        super().__init__(content)
        self._size = size

    def read1(self, size: int | None = -1, /) -> bytes:
        return super().read1(min(self._size, size or self._size))


@given(
    st.lists(st.binary().map(lambda line: line.replace(b"\n", b"")), max_size=20), st.integers(1, 9)
)
def test_lines_come_out_whole_however_they_arrive(lines: list[bytes], size: int) -> None:
    content = b"".join(line + b"\n" for line in lines)
    assert [line for batch in line_batches(Dribble(content, size)) for line in batch] == lines


def test_a_last_line_without_an_end_counts() -> None:
    assert list(line_batches(io.BytesIO(b"one\ntwo"))) == [[b"one"], [b"two"]]


def test_a_batch_is_given_before_the_next_bytes_are_read() -> None:
    stream = Dribble(b"one\ntwo\n", 4)
    batches = line_batches(stream)
    assert next(batches) == [b"one"]
    assert stream.tell() == 4


def test_a_line_without_end_does_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stdin, "MAX_LINE_BYTES", 100_000)
    with pytest.raises(click.UsageError, match="longer than 100,000 bytes"):
        list(line_batches(io.BytesIO(b"x" * 300_000)))
