"""Mistral's files: a line does not say where it goes, so that it is read as a chat."""

import pytest

from gateway.providers.mistral_files import FILES_DIALECT
from tests.golden.providers.cases import (
    play,
    read,
    recorded_answer,
    recorded_prompt,
    runs,
    segment,
    unread,
    wire,
)


def test_lines_are_read_as_chats_with_their_roles() -> None:
    prompt = recorded_prompt("mistral.files/request.multipart")
    assert prompt.dialect == "mistral.files"
    assert segment(prompt, "Be brief.").role == "system"
    assert segment(prompt, "And to Ann Lowe?").role == "user"
    assert segment(prompt, "Joe Bright is late").role == "user"
    assert [s.role for s in prompt.segments if s.text == "Ann Lowe"] == ["assistant", "tool"]
    assert unread(prompt) == []
    assert all(one.new for one in prompt.segments)


@pytest.mark.parametrize("end", ["", "/content", "/url"])
def test_a_file_is_read_back_under_its_id(end: str) -> None:
    prompt = read(f"/v1/files/0f1c9f3e{end}", b"", method="GET", host="api.mistral.ai")
    assert (prompt.dialect, prompt.recalls) == ("mistral.files", ("0f1c9f3e",))


def test_what_a_batch_gave_is_read_line_by_line_whatever_its_type() -> None:
    content = recorded_answer("mistral.files/stream.ndjson")[1]
    raw = b"".join(frame.raw for frame in content)
    asked = wire("/v1/files/f1/content", b"", method="GET", host="api.mistral.ai")
    codec = FILES_DIALECT.answer(asked, status=200, content_type="application/octet-stream")
    frames = play(codec, [raw])
    assert len(frames) == 2
    assert "To PersonK7Q2" in runs(frames).values()


def test_an_upload_is_known_by_its_id() -> None:
    codec, _ = recorded_answer("mistral.files/answer.json")
    assert codec.facts.kept == ("0f1c9f3e-5a7b-4c1d-9e2f-3a4b5c6d7e8f",)
