"""Files and skills that Anthropic keeps."""

import pytest

from gateway.providers.anthropic_files import read_files
from gateway.providers.dialect import dialect_for
from tests.golden.providers.cases import codec, event, play, read, recorded_prompt, segment, wire

HOST = "api.anthropic.com"


def test_files_of_a_skill_are_files_and_its_name_is_text() -> None:
    prompt = recorded_prompt("anthropic.files/request.multipart")
    assert segment(prompt, "Letters for Ann Lowe").writable
    assert [blob.name for blob in prompt.attached.blobs] == ["letters/SKILL.md", "letters/seal.png"]
    assert prompt.conversation == ""


@pytest.mark.parametrize("method", ["GET", "DELETE", "POST"])
def test_what_is_named_in_the_path_is_asked_for_and_nothing_is_continued(method: str) -> None:
    prompt = read("/v1/skills/skill_01J/versions", b"", host=HOST, method=method)
    assert (prompt.conversation, prompt.recalls) == ("", ("skill_01J",))


def test_what_was_made_is_known_by_its_ids() -> None:
    version = {"id": "skillver_01", "skill_id": "skill_01J", "type": "skill_version"}
    assert read_files(version, False).kept == ["skillver_01", "skill_01J"]


def test_a_file_that_comes_back_is_read_line_by_line() -> None:
    request = wire("/v1/files/file_1/content", method="GET", host=HOST)
    answer = dialect_for(request).answer(
        request, status=200, content_type="application/octet-stream"
    )
    frames = play(answer, [b"1,PersonK7Q2\n\xff\xfe\n"])
    assert [[said.text for said in frame.fields] for frame in frames] == [["1,PersonK7Q2\n"], []]


def test_a_file_made_by_a_program_is_known_by_the_id_in_the_answer() -> None:
    made = {"type": "bash_code_execution_output", "file_id": "file_2"}
    block = {"type": "bash_code_execution_tool_result", "content": {"content": [made]}}
    started = {"type": "content_block_start", "index": 0, "content_block": block}
    for value in ({"type": "message", "content": [block]}, started):
        told = codec("/v1/messages")
        play(told, [event(value)])
        assert told.facts.kept == ("file_2",)


@pytest.mark.parametrize(
    ("skill", "unread"),
    [
        ({"type": "anthropic", "skill_id": "pptx", "version": "latest"}, 0),
        ({"type": "custom", "skill_id": "skill_01J"}, 1),
        ({"type": "anthropic", "skill_id": "Ann Lowe of Mill Lane"}, 1),
    ],
)
def test_only_the_providers_own_skills_are_known_to_hold_nothing(
    skill: dict[str, str], unread: int
) -> None:
    body = {"messages": [], "container": {"skills": [skill]}}
    prompt = read("/v1/messages", body, host=HOST)
    whys = [part.why for part in prompt.unread]
    assert whys == ["kept by the provider, not in this request"] * unread
