"""Files as they stand in a body: decoded only when they are read, and shown in no repr."""

import base64

import pytest

from gateway.files import Blob, is_data_url

CONTENT = b"Letter to Ann Lowe, " * 8
PLAIN = base64.b64encode(CONTENT).decode()


@pytest.mark.parametrize(
    "source",
    [
        PLAIN,
        PLAIN.rstrip("="),
        "\n".join(PLAIN[i : i + 60] for i in range(0, len(PLAIN), 60)),
        base64.urlsafe_b64encode(CONTENT).decode(),
        f"data:text/plain;charset=utf-8;base64,{PLAIN}",
        f"data:;base64,{PLAIN}",
    ],
)
def test_base64_is_understood_however_it_is_written(source: str) -> None:
    assert bytes(Blob(part="/file", source=source).data()) == CONTENT


def test_a_data_url_may_be_percent_encoded() -> None:
    assert is_data_url("data:,Ann%20Lowe")
    assert Blob(part="/file", source="data:,Ann%20Lowe").data() == b"Ann Lowe"


def test_bytes_are_a_view_and_not_a_copy() -> None:
    body = bytearray(CONTENT)
    assert Blob(part="/file", source=memoryview(body)).data() is not body


@pytest.mark.parametrize("source", ["short", "this is no base64 at all, " * 5])
def test_what_is_no_base64_is_not_decoded(source: str) -> None:
    with pytest.raises(ValueError, match=r"word|base64"):
        Blob(part="/file", source=source).data()


def test_a_repr_shows_neither_content_nor_name() -> None:
    blob = Blob(part="/file", source="Ann Lowe " * 10, name="Ann Lowe.pdf")
    assert "Lowe" not in repr(blob)
