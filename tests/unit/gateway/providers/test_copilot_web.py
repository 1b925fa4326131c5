"""The chat on github.com: what is typed, referred to and instructed is read; turns are kept there."""

from gateway.providers.dialect import dialect_for
from tests.golden.providers.cases import (
    play,
    read,
    recorded_answer,
    recorded_prompt,
    runs,
    texts,
    wire,
)

HOST = "api.individual.githubcopilot.com"
THREAD = "4fa1c6b8-1111-4222-8333-444455556666"


def test_a_message_is_read_with_what_it_refers_to() -> None:
    prompt = recorded_prompt("copilot.web/request.json")
    assert {"Who is Ann Lowe?", "Joe Bright", "Call me Zoë"} <= {*texts(prompt)}
    assert (prompt.dialect, prompt.conversation, prompt.chat) == ("copilot.web", THREAD, True)


def test_a_thread_that_is_made_has_no_past() -> None:
    prompt = read("/github/chat/threads", {}, host=HOST)
    assert (prompt.conversation, prompt.chat) == ("", True)
    request = wire("/github/chat/threads", b"{}", host=HOST)
    made = dialect_for(request).answer(request, status=201, content_type="application/json")
    play(made, [b'{"thread_id": "%s"}' % THREAD.encode()])
    assert made.facts.conversation == THREAD


def test_the_answer_is_one_run_and_what_it_refers_to_comes_back_too() -> None:
    made, frames = recorded_answer("copilot.web/stream.sse")
    assert runs(frames) == {"g.body": "She is PersonK7Q2, yes"}
    assert "About PersonK7Q2" in runs(frames, kept=False).values()
    assert made.facts.finished


def test_an_error_in_the_stream_is_learnt() -> None:
    request = wire(f"/github/chat/threads/{THREAD}/messages", b"{}", host=HOST)
    made = dialect_for(request).answer(request, status=200, content_type="text/event-stream")
    play(made, [b'data: {"type":"error","errorType":"filtered","description":"no"}\n\n'])
    assert made.facts.error == "filtered"
