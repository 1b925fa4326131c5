"""The finished file is looked through as its reader will read it."""

import io
import json
from zipfile import ZipFile

import pytest

from gateway.audit.cases.wording import wording
from gateway.audit.disclosure.read_back import check_archive
from gateway.audit.disclosure.rescan import Redacted, StillHeld, check_text

SAM = wording("Sam Poe")
assert SAM is not None
VALUES = (Redacted(number=4, value=SAM),)


def zipped(name: str, content: str) -> io.BytesIO:
    target = io.BytesIO()
    with ZipFile(target, "w") as archive:
        archive.writestr(f"FOI-1/{name}", content)
    return target


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("records/records.jsonl", json.dumps({"texts": [{"text": "for S\u00e1m Poe"}]}) + "\n"),
        ("records/records.jsonl", '{"found": {}, "model": "Sam\\nPoe"}\n'),
        ("records/records.csv", '\ufefftext\r\nx\r\n"Ask\nSam\tPoe"\r\n'),
        ("records/records-1.html", "<main><pre>Ask Sam&nbsp;Po<b></b>e</pre></main>"),
        ("index.html", "<dl><dt>User</dt><dd>sam.<wbr>poe</dd></dl>"),
    ],
)
def test_a_value_in_any_file_is_found(name: str, content: str) -> None:
    with pytest.raises(StillHeld, match=f"redaction 4 .* {name}"):
        check_archive(zipped(name, content), VALUES)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("records/records.jsonl", '{"text": "Sam met Poe"}\n'),
        ("records/records.csv", "sam poe\r\nx\r\n"),
        ("index.html", "<h1>Sam Poe</h1><p>is ours</p>"),
    ],
)
def test_what_is_no_value_of_a_record_stops_nothing(name: str, content: str) -> None:
    check_archive(zipped(name, content), VALUES)


def test_our_own_marks_are_no_text_but_others_are() -> None:
    law = wording("Sch 2 para")
    assert law is not None
    values = (Redacted(number=1, value=law),)
    check_text("Ask [redacted: Sch 2 para 16] now", values, "here")
    with pytest.raises(StillHeld):
        check_text("Ask [redacted: Sch 2 para 16 or so] now", values, "here")
