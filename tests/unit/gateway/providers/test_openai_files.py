"""Files: what was put into one comes back with names, as it is read line by line."""

from gateway.providers.dialect import dialect_for
from gateway.pseudonyms.answer import AnswerRestorer
from tests.golden.providers.cases import read, recorded_answer, recorded_prompt, runs, texts, wire

TOKEN = "PersonK7Q2A9XB4C"
CONTENT = "/v1/files/file-out1/content"


def restored(media: str, body: bytes) -> bytes:
    request = wire(CONTENT, method="GET")
    codec = dialect_for(request).answer(request, status=200, content_type=media)
    answer = AnswerRestorer(codec, {TOKEN: 'Zoë "Z" O\'Neil'}, capture_characters=999)
    return answer.feed(body[:20]) + answer.feed(body[20:]) + answer.end()


def test_the_recorded_file_is_read_whole() -> None:
    prompt = recorded_prompt("openai.files/request.multipart")
    assert prompt.dialect == "openai.files"
    assert prompt.unread == ()
    assert {"Write to Zoë O'Neil, 4 Mill Lane", "Zoë O'Neil", "Joe Bright is late"} <= set(
        texts(prompt)
    )
    assert "letters for zoe.jsonl" in texts(prompt)


def test_what_a_batch_gave_is_restored_in_each_line_whatever_it_is_called() -> None:
    body = b'{"a":"Dear ' + TOKEN.encode() + b'","arguments":"{\\"n\\":\\"' + TOKEN.encode()
    body += b'\\"}"}\n{"b":1}\n'
    for media in ("application/octet-stream", "application/jsonl", "text/plain"):
        out = restored(media, body)
        assert TOKEN.encode() not in out
    assert b'"{\\"n\\":\\"Zo\xc3\xab \\\\\\"Z\\\\\\" O\'Neil\\"}"' in restored(
        "application/octet-stream", body
    )
    assert restored("application/octet-stream", body).endswith(b'\n{"b":1}\n')


def test_a_file_that_is_no_text_passes_as_it_is() -> None:
    body = b"%PDF-1.7\n\xff\xfe" + TOKEN.encode() + b"\n\x00"
    assert restored("application/pdf", body) == body


def test_a_file_is_known_by_its_id() -> None:
    made, frames = recorded_answer("openai.files/answer.json")
    assert made.facts.kept == ("file-in1",)
    assert "letters for PersonK7Q2.jsonl" in runs(frames).values()


def test_reading_a_file_back_recalls_what_it_holds() -> None:
    prompt = read(CONTENT, b"", method="GET")
    assert (prompt.recalls, prompt.conversation, prompt.generative) == (("file-out1",), "", False)


def test_an_upload_in_pieces_is_named_and_its_pieces_are_unread() -> None:
    body = {"filename": "Ann Lowe.pdf", "purpose": "user_data", "bytes": 5, "mime_type": "a/b"}
    assert texts(read("/v1/uploads", body)) == ["Ann Lowe.pdf"]
    form = b'--xyz\r\nContent-Disposition: form-data; name="data"; filename="blob"\r\n\r\nA\r\n'
    piece = read(
        "/v1/uploads/upload_1/parts", form + b"--xyz--", media="multipart/form-data; boundary=xyz"
    )
    assert [found.why for found in piece.unread] == ["a piece of a file"]
    done = {"part_ids": ["part_1", "part_2"], "md5": "d41d8cd98f00b204e9800998ecf8427e"}
    assert texts(read("/v1/uploads/upload_1/complete", done)) == []
