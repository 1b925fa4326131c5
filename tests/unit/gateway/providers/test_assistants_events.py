"""Units of an assistant's answer that the recordings do not show."""

from gateway.providers.assistants_events import read_assistants


def test_a_failed_run_is_an_error_by_its_code_only() -> None:
    value = {
        "object": "thread.run",
        "id": "run_1",
        "last_error": {"code": "server_error", "message": "Ann Lowe"},
    }
    event = read_assistants(value, True)
    assert event.error == "server_error"


def test_code_and_its_output_are_pieces_of_their_own_runs() -> None:
    call = {
        "index": 1,
        "code_interpreter": {"input": "print(1)", "outputs": [{"index": 0, "logs": "1"}]},
    }
    delta = {"step_details": {"tool_calls": [call]}}
    event = read_assistants({"object": "thread.run.step.delta", "id": "s", "delta": delta}, True)
    ends = [spot.field.channel.partition(".")[2] for spot in event.spots]
    assert ends == ["tool1.code", "tool1.logs0"]


def test_a_message_that_has_ended_closes_its_runs() -> None:
    ended = {"object": "thread.message", "id": "m", "status": "completed", "content": []}
    delta = {"content": [{"index": 0, "text": {"value": "An"}}]}
    begun = read_assistants({"object": "thread.message.delta", "id": "m", "delta": delta}, True)
    (closed,) = read_assistants(ended, True).closes
    assert begun.spots[0].field.channel.startswith(closed)
