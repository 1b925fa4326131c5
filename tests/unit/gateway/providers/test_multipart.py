"""Text fields of multipart bodies are read and replaced in place; files are not read."""

import pytest

from gateway.providers.dialect import dialect_for
from gateway.types import Prompt
from tests.golden.providers.cases import HERE, read, texts, unread, wire

MULTIPART = 'multipart/form-data; boundary="xyz"'


def post(body: bytes, media: str = "", target: str = "/api/ask") -> Prompt:
    return read(target, body, media=media)


def test_text_fields_of_multipart_are_read_and_files_are_not() -> None:
    body = (HERE / "generic/request.multipart").read_bytes()
    prompt = post(body, MULTIPART)
    assert texts(prompt) == ["Draw Zoë O'Neil", "Ann Lowe", "ann lowe.png"]
    assert [s.writable for s in prompt.segments] == [True, True, False]
    assert [u.why for u in prompt.unread] == ["a file"]


def test_a_multipart_field_is_replaced_in_place() -> None:
    body = (HERE / "generic/request.multipart").read_bytes()
    request = wire("/v1/images/edits", body, media=MULTIPART)
    written = dialect_for(request).write(request, {0: "Draw Zöe", 1: 'A "B"'})
    wanted = body.replace("Draw Zoë O'Neil".encode(), "Draw Zöe".encode())
    assert written == wanted.replace(b"Ann Lowe", b'A \\"B\\"')


@pytest.mark.parametrize(
    ("body", "media"),
    [
        (b"--xyz\r\nno end", MULTIPART),
        (b"--xyz\r\n\r\nAnn\r\n--xyz--", "multipart/form-data"),
        (b"Ann Lowe before\r\n--xyz\r\n\r\nx\r\n--xyz--", MULTIPART),
        (b"--xyz\r\nno header end--xyz--", MULTIPART),
        (b"--other\r\n\r\nAnn\r\n--other--", MULTIPART),
    ],
)
def test_a_multipart_body_that_is_not_well_formed_is_unread(body: bytes, media: str) -> None:
    assert unread(post(body, media)) == ["body"]


def test_a_transfer_encoded_part_is_unread() -> None:
    body = (
        b'--xyz\r\nContent-Disposition: form-data; name="prompt"\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\nQW5u\r\n--xyz--"
    )
    assert unread(post(body, MULTIPART)) == ["/prompt"]


def form(*lines: str) -> bytes:
    return "\r\n".join(lines).encode()


HELLO = ("--aaa", 'Content-Disposition: form-data; name="a"', "", "hi", "--aaa--")
HIDDEN = ("--bbb", 'Content-Disposition: form-data; name="b"', "", "Ann Lowe", "--bbb--", "")


@pytest.mark.parametrize(
    "media",
    [
        "multipart/form-data; xboundary=aaa; boundary=bbb",
        "multipart/form-data; boundary=aaa; boundary=bbb",
        "multipart/form-data; boundary=aaa; boundary*=utf-8''bbb",
        "multipart/form-data; boundary=aaa",
        'multipart/form-data; boundary="bbb; boundary=aaa"',
        'multipart/form-data; boundary="boundary aaa"',
    ],
)
def test_a_body_that_somebody_may_cut_elsewhere_is_not_read(media: str) -> None:
    prompt = post(form(*HELLO, *HIDDEN), media)
    assert prompt.unread or "Ann Lowe" in " ".join(texts(prompt))


@pytest.mark.parametrize(
    "boundary",
    ["----WebKitFormBoundaryA1b2C3d4E5f6G7h8", "----geckoformboundary1f2e3d4c", "boundary"],
)
def test_browsers_write_into_the_boundary_that_it_is_one(boundary: str) -> None:
    head = 'Content-Disposition: form-data; name="file"; filename="letter.txt"'
    body = form(f"--{boundary}", head, "Content-Type: text/plain", "", "hi", f"--{boundary}--", "")
    prompt = post(body, f"multipart/form-data; boundary={boundary}")
    assert [blob.part for blob in prompt.attached.blobs] == ["/file"]
    assert [one.why for one in prompt.unread] == ["a file"]


def test_what_is_written_into_names_and_part_headers_is_read() -> None:
    named = ("--aaa", 'Content-Disposition: form-data; name="Ann Lowe has epilepsy"', "", "hi")
    noted = ("--aaa", 'Content-Disposition: form-data; name="b"', "X-Note: Joe Bright", "", "hi")
    prompt = post(form(*named, *noted, "--aaa--", ""), "multipart/form-data; boundary=aaa")
    assert "Ann Lowe has epilepsy" in " ".join(texts(prompt))
    assert "Joe Bright" in " ".join(texts(prompt))


def test_a_form_in_seven_bits_is_not_taken_for_an_encoded_one() -> None:
    head = ('Content-Disposition: form-data; name="a"', "Content-Transfer-Encoding: 7bit")
    prompt = post(
        form("--aaa", *head, "", "hi", "--aaa--", ""), "multipart/form-data; boundary=aaa"
    )
    assert not prompt.unread
    assert "hi" in texts(prompt)


def test_a_header_that_goes_on_in_the_next_line_is_one_text() -> None:
    head = ('Content-Disposition: form-data; name="a"', "X-Note: Ann", "\tLowe has epilepsy")
    prompt = post(
        form("--aaa", *head, "", "hi", "--aaa--", ""), "multipart/form-data; boundary=aaa"
    )
    assert "X-Note: Ann Lowe has epilepsy" in texts(prompt)
