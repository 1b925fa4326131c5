"""Base64, hexadecimal and escapes."""

import base64
import html
import json
import urllib.parse

import pytest

from tests.unit.detectors.views.reading import pieces, read

SAID = "Margaret Okonkwo, NHS 943 476 5919"


def b64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


@pytest.mark.parametrize(
    "run",
    [
        b64(SAID),
        b64(SAID).rstrip("="),
        base64.urlsafe_b64encode(SAID.encode()).decode(),
        b64(b64(SAID)),
        SAID.encode().hex(),
        SAID.encode().hex(" "),
        SAID.encode().hex().upper(),
        "".join(f"\\x{byte:02x}" for byte in SAID.encode()),
        "".join(f"\\u{ord(c):04x}" for c in SAID),
        "".join(f"&#{ord(c)};" for c in SAID),
        "".join(f"&#x{ord(c):x};" for c in SAID),
        "".join(f"&amp;#{ord(c)};" for c in SAID),
        "".join(f"%{byte:02X}" for byte in SAID.encode()),
        "".join(f"%25{byte:02X}" for byte in SAID.encode()),
        b64(urllib.parse.quote(SAID)),
        b64(SAID.encode().hex()),
        base64.b64encode(SAID.encode("utf-16-le")).decode(),
    ],
)
def test_an_encoded_run_is_read(run: str) -> None:
    assert read(f"note: {run} end") == f"note: {SAID} end"


def test_base64_in_lines_is_one_run() -> None:
    long = f"{SAID}. " * 6
    wrapped = base64.encodebytes(long.encode()).decode().strip()
    assert read(f"a\n{wrapped}\nb") == f"a\n{long}\nb"


def test_a_run_cut_by_a_window_is_read_from_where_it_can_be() -> None:
    run = b64(f"{SAID}. " * 6)
    for skip in range(1, 4):
        assert SAID in (read(run[skip:]) or "")


def test_escapes_inside_words_are_read() -> None:
    assert read("jo.bell%40example.com") == "jo.bell@example.com"
    assert read("943&nbsp;476&nbsp;5919") == "943 476 5919"
    assert read(json.dumps({"n": "Zo\u00eb"})) == '{"n": "Zo\u00eb"}'
    assert read(html.escape("O'Brien")) == "O'Brien"


@pytest.mark.parametrize(
    "text",
    [
        "safeguarding and accommodation arrangements",
        "getUserAuthenticationTokenFromRequest(context)",
        "commit 3d844edf8d3548ac975be847b4f122b01234abcd",
        "id 3d844edf-8d35-48ac-975b-e847b4f122b0",
        "sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "4929 3310 7725 0180",
        "5500003411276009 and 5500003411276010",
        "45% of 20 and 100% here",
        "R&D & AT&T; a &amp; b &lt;p&gt;",
        "C:\\users\\x\\u and \\n",
        '{"quote": "\\u2019", "dash": "\\u2013"}',
        "https://example.org/a-long-path/with_words_and-hyphens-2024",
        "0x7fff5fbff8c0 segfault",
        "colour #ff00aa",
    ],
)
def test_ordinary_runs_have_no_view(text: str) -> None:
    assert read(text) is None


def test_a_piece_says_how_it_was_encoded() -> None:
    assert pieces(b64(SAID)) == [(b64(SAID), SAID, "base64")]
    assert pieces("a%40b")[0][1:] == ("@", "escaped address")
