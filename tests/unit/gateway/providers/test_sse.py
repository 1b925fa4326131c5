"""Events keep every byte; lines end at LF, CR and CRLF and at nothing else."""

import pytest

from gateway.providers.sse import ServerSentEvents


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_lines_may_end_in_three_ways(end: str) -> None:
    content = f"event: x{end}data: one{end}data:two{end}{end}: note{end}{end}".encode()
    sse = ServerSentEvents()
    units = [*sse.feed(content), *sse.end()]
    assert b"".join(units) == content
    assert [sse.payload(unit) for unit in units] == ["one\ntwo", None]


def test_other_line_separators_are_text() -> None:
    sse = ServerSentEvents()
    (unit,) = sse.feed("data: a\u2028b\u0085c\u2029\n\n".encode())
    assert sse.payload(unit) == "a\u2028b\u0085c\u2029"


def test_an_event_leaves_as_soon_as_it_is_complete() -> None:
    sse = ServerSentEvents()
    assert sse.feed(b"data: a\n") == []
    assert sse.feed(b"\n") == [b"data: a\n\n"]


def test_a_return_at_the_end_waits_for_its_newline() -> None:
    sse = ServerSentEvents()
    assert sse.feed(b"data: a\r\n\r") == []
    assert sse.feed(b"\ndata: b") == [b"data: a\r\n\r\n"]
    assert sse.end() == [b"data: b"]


def test_a_byte_order_mark_is_no_part_of_the_first_line() -> None:
    sse = ServerSentEvents()
    assert sse.payload(b"\xef\xbb\xbfdata: a\n\n") == "a"


@pytest.mark.parametrize(
    ("raw", "text", "wanted"),
    [
        (b"event: e\r\ndata:a\r\nid: 7\r\n\r\n", "b", b"event: e\r\ndata:b\r\nid: 7\r\n\r\n"),
        (b"data: a\ndata: b\n\n", "c\nd", b"data: c\ndata: d\n\n"),
        (b"data: a\n\n", "c\nd", b"data: c\ndata: d\n\n"),
        (b"data: a\n\n", "c\r\n\rd", b"data: c\ndata: \ndata: d\n\n"),
    ],
)
def test_a_new_text_takes_the_place_of_the_old(raw: bytes, text: str, wanted: bytes) -> None:
    assert ServerSentEvents().dress(raw, text) == wanted
