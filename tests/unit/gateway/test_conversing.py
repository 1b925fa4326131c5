"""One socket, message by message, with the real policy, dialects and pseudonyms."""

import json
from dataclasses import replace
from typing import Any

from gateway.errors import CannotCheck
from gateway.providers.dialect import dialects
from gateway.providers.sockets import SocketFormat
from gateway.socket_step import Message, Step
from gateway.types import Approval, Effect, End
from tests.fakes import NameScanner
from tests.made_socket import Made
from tests.make import tool
from tests.unit.gateway.test_pipeline import gateway


def made(name: str = "openai.responses.ws") -> Made:
    spoken = dialects()[name]
    assert isinstance(spoken, SocketFormat)
    return Made(spoken)


def message(value: Any, *, text: bool = True) -> Message:
    return Message(data=json.dumps(value, ensure_ascii=False).encode(), text=text)


def create(text: str, **more: Any) -> Message:
    return message({"type": "response.create", "input": text, **more})


def delta(text: str) -> Message:
    return message({"type": "response.output_text.delta", "output_index": 0, "delta": text})


COMPLETED = message({"type": "response.completed", "response": {"id": "resp_1"}})


def sent(step: Step) -> list[Any]:
    return [json.loads(one.data) for one in step.to_provider]


def told(step: Step) -> list[Any]:
    return [json.loads(one.data) for one in step.to_client]


async def test_the_record_is_there_before_anything_leaves() -> None:
    at = made()
    step = await at.socket.from_client(create("Write to Ann Lowe"))
    (screened,) = at.recorder.requests
    assert screened.interaction.method == "WEBSOCKET"
    assert screened.decision.effect is Effect.PSEUDONYMISE
    assert sent(step)[0]["input"].startswith("Write to Person")
    assert step.counted == ["pseudonymise"]


async def test_an_answer_is_restored_and_closes_its_interaction() -> None:
    at = made()
    await at.socket.from_client(create("Write to Ann Lowe"))
    (token,) = at.recorder.requests[0].issued
    first = await at.socket.from_provider(delta(f"Dear {token[:8]}"))
    second = await at.socket.from_provider(delta(f"{token[8:]}, hello"))
    assert at.socket.busy
    last = await at.socket.from_provider(COMPLETED)
    assert [one["delta"] for one in told(first) + told(second)] == ["Dear Ann Lowe", ", hello"]
    ((exchange, end),) = last.ended
    assert end is End.COMPLETE
    assert exchange.verdict.screened is at.recorder.requests[0]
    assert not at.socket.busy


async def test_what_is_held_back_leaves_after_a_while() -> None:
    at = made()
    await at.socket.from_client(create("Write to Ann Lowe"))
    step = await at.socket.from_provider(delta("Dear Person"))
    assert step.to_client == []
    assert at.socket.waits
    assert told(at.socket.wait_no_longer())[0]["delta"] == "Dear Person"
    assert not at.socket.waits


async def test_each_message_keeps_its_kind() -> None:
    at = made()
    await at.socket.from_client(create("Write to Ann Lowe"))
    await at.socket.from_provider(replace(delta("Dear Person"), text=False))
    step = await at.socket.from_provider(delta(", hello"))
    assert [one.text for one in step.to_client] == [False, True]


async def test_a_later_prompt_ends_the_one_before_and_knows_its_names() -> None:
    at = made()
    await at.socket.from_client(create("Write to Ann Lowe"))
    await at.socket.from_provider(delta("Dear "))
    step = await at.socket.from_client(create("Say hello"))
    assert [end for _, end in step.ended] == [End.COMPLETE]
    (token,) = at.recorder.requests[0].issued
    assert told(await at.socket.from_provider(delta(token)))[0]["delta"] == "Ann Lowe"


async def test_what_comes_outside_of_an_answer_is_restored_and_kept_with_the_connection() -> None:
    at = made()
    await at.socket.from_provider(delta("Welcome. "))
    await at.socket.from_client(create("Write to Ann Lowe"))
    await at.socket.from_provider(COMPLETED)
    (token,) = at.recorder.requests[0].issued
    step = await at.socket.from_provider(delta(f"{token} called."))
    assert told(step)[0]["delta"] == "Ann Lowe called."
    assert at.socket.connection.restorer
    assert at.socket.connection.restorer.restored == "Welcome. Ann Lowe called."
    assert at.socket.connection.restorer.received == f"Welcome. {token} called."


async def test_a_refused_prompt_does_not_end_the_answer_that_is_running() -> None:
    at = made()
    await at.socket.from_client(create("Hello"))
    running = at.socket.current
    step = await at.socket.from_client(create("Ann Lowe has epilepsy"))
    assert (step.to_provider, step.close) == ([], None)
    assert told(step)[0]["type"] == "error"
    assert at.socket.current is running


async def test_quiet_messages_pass_without_a_record() -> None:
    at = made()
    cancel = message({"type": "response.cancel"})
    step = await at.socket.from_client(cancel)
    assert step.to_provider == [cancel]
    assert step.counted == ["quiet"]
    assert at.recorder.requests == []


async def test_records_of_one_message_are_judged_one_by_one_and_leave_in_one() -> None:
    at = made("m365.copilot")
    texts = ("Hello", "Ann Lowe has epilepsy", "Goodbye")
    records = [
        {"type": 4, "target": "chat", "invocationId": str(n), "arguments": [{"text": text}]}
        for n, text in enumerate(texts)
    ]
    data = "".join(json.dumps(record) + "\x1e" for record in records).encode()
    step = await at.socket.from_client(Message(data=data, text=True))
    (left,) = step.to_provider
    assert left.data == data.replace(json.dumps(records[1]).encode() + b"\x1e", b"")
    assert step.counted == ["allow", "block", "allow"]


async def test_a_record_over_two_messages_is_judged_when_it_is_whole() -> None:
    at = made("m365.copilot")
    data = json.dumps({"type": 4, "target": "chat", "arguments": [{"text": "Ann Lowe"}]}).encode()
    assert (await at.socket.from_client(Message(data=data[:-9], text=True))).to_provider == []
    step = await at.socket.from_client(Message(data=data[-9:] + b"\x1e", text=True))
    assert b"Ann Lowe" not in step.to_provider[0].data
    assert len(at.recorder.requests) == 1


async def test_a_conversation_is_carried_only_if_its_whole_past_was() -> None:
    at = made()
    step = await at.socket.from_client(create("Hello", previous_response_id="resp_old"))
    assert step.counted == ["block"]
    await at.socket.from_provider(COMPLETED)  # names resp_1, but nobody asked
    assert (await at.socket.from_client(create("Hi", previous_response_id="resp_1"))).counted == [
        "block"
    ]
    await at.socket.from_client(create("Hello"))
    await at.socket.from_provider(COMPLETED)
    step = await at.socket.from_client(create("Hi", previous_response_id="resp_1"))
    assert step.counted == ["allow"]


async def test_a_reload_that_stops_the_tool_closes_at_the_next_message_of_either_side() -> None:
    for speak in ("client", "provider"):
        at = made()
        await at.socket.from_client(create("Hello"))
        at.gateway = gateway(tool(approval=Approval.PAUSED), recorder=at.recorder)
        if speak == "client":
            step = await at.socket.from_client(message({"type": "response.cancel"}))
        else:
            step = await at.socket.from_provider(delta("Dear"))
        assert step.close
        assert step.close.code == 1008
        assert step.to_provider == []
        (error,) = told(step)
        assert "not available" in error["message"]
        assert at.recorder.requests[-1].decision.blocked


async def test_what_only_repeats_is_judged_anew_after_a_reload_or_a_while() -> None:
    at = made("openai.realtime")
    sound = message({"type": "input_audio_buffer.append", "audio": "AAAA"})
    for _ in range(3):
        assert (await at.socket.from_client(sound)).to_provider == []
    assert len(at.recorder.requests) == 1
    at.clock.now += 31
    await at.socket.from_client(sound)
    assert len(at.recorder.requests) == 2
    at.gateway = gateway(recorder=at.recorder)
    assert (await at.socket.from_client(sound)).to_client
    assert len(at.recorder.requests) == 3


async def test_a_refusal_for_a_text_says_nothing_about_sound() -> None:
    at = made("openai.realtime")
    item = {"content": [{"type": "input_audio", "audio": "AAAA"}, {"text": "Hello"}]}
    await at.socket.from_client(message({"type": "conversation.item.create", "item": item}))
    await at.socket.from_client(message({"type": "input_audio_buffer.append", "audio": "AAAA"}))
    assert len(at.recorder.requests) == 2


async def test_tokens_of_a_conversation_that_began_elsewhere_are_fetched_once_there() -> None:
    at = made("chatgpt.ws")
    item = [{"payload": {"conversation_id": "c-1", "title": "About PersonK7Q2A9XB4C"}}]
    assert "PersonK7Q2" in (await at.socket.from_provider(message(item))).to_client[0].data.decode()
    tokens = {"PersonK7Q2A9XB4C": "Ann Lowe"}
    asked = at.socket.opened.screened.interaction
    assert asked.tool
    await at.vault.save(asked.person.id, asked.tool.id, "c-1", tokens)
    at.clock.now += 1
    step = await at.socket.from_provider(message(item))
    assert told(step)[0][0]["payload"]["title"] == "About Ann Lowe"


async def test_every_open_record_gets_one_ending() -> None:
    at = made()
    await at.socket.from_client(create("Hello"))
    ends = [end for _, end in at.socket.end(End.CLIENT_ABORTED).ended]
    assert ends == [End.CLIENT_ABORTED, End.COMPLETE]
    assert [end for _, end in made("generic.socket").socket.end(End.PROVIDER_ERROR).ended] == [
        End.COMPLETE
    ]
    assert [end for _, end in made().socket.end(End.GATEWAY_ERROR).ended] == [End.GATEWAY_ERROR]


async def test_a_fault_is_recorded_told_and_closes() -> None:
    at = made()
    step = await at.socket.fault()
    assert step.close
    assert step.close.code == 1011
    assert told(step)[0]["type"] == "error"
    too_large = await at.socket.fault(CannotCheck("too_large", "message"))
    assert too_large.close
    assert too_large.close.code == 1009
    assert [screened.failure for screened in at.recorder.requests] == ["gateway", "too_large"]


async def test_the_messages_know_nothing_of_the_opening_requests_content_headers() -> None:
    at = made()
    scanner = NameScanner()
    at.gateway = gateway(scanner=scanner, recorder=at.recorder)
    await at.socket.from_client(create("Hello"))
    assert scanner.asked == ["Hello"]
    assert at.recorder.requests[0].interaction.prompt.unread == ()
