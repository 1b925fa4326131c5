"""A hub that speaks MessagePack: the same treatment as in JSON, in binary messages."""

import json
from typing import Any

import pytest

from gateway.providers.dialect import dialects
from gateway.providers.sockets import SocketFormat
from gateway.socket_step import Message, Step
from gateway.types import Effect
from tests.made_socket import Made
from tests.packed_hub import AGREED, HANDSHAKE, chat, ending, packed, unpacked, update


def binary(*records: bytes) -> Message:
    return Message(data=b"".join(records), text=False)


def told_in(step: Step) -> list[Any]:
    """What the client is sent; each message is whole records in binary."""
    assert not any(one.text for one in step.to_client)
    return [record for one in step.to_client for record in unpacked(one.data)]


@pytest.fixture
async def at() -> Made:
    spoken = dialects()["m365.copilot"]
    assert isinstance(spoken, SocketFormat)
    made = Made(spoken)
    step = await made.socket.from_client(Message(data=HANDSHAKE.encode(), text=True))
    assert step.to_provider == [Message(data=HANDSHAKE.encode(), text=True)]
    step = await made.socket.from_provider(Message(data=AGREED.encode(), text=True))
    assert step.to_client == [Message(data=AGREED.encode(), text=True)]
    return made


async def test_what_nobody_masks_leaves_byte_for_byte(at: Made) -> None:
    sent = binary(packed(6), chat("Summarise the bin rota."), packed(6))
    step = await at.socket.from_client(sent)
    assert step.to_provider == [sent]
    assert step.counted == ["quiet", "allow", "quiet"]


async def test_a_prompt_is_masked_and_its_answer_restored_over_two_records(at: Made) -> None:
    sent = chat("Write to Ann Lowe")
    step = await at.socket.from_client(binary(sent))
    (screened,) = at.recorder.requests
    assert screened.decision.effect is Effect.PSEUDONYMISE
    (token,) = screened.issued
    (left,) = step.to_provider
    assert left == binary(chat(f"Write to {token}"))
    stream = update(f"Dear {token[:8]}") + update(f"{token[8:]}, hello")
    stream += ending(f"Dear {token}, hello")
    steps = [
        await at.socket.from_provider(binary(stream[at_ : at_ + 31]))
        for at_ in range(0, len(stream), 31)
    ]
    records = [record for step in steps for record in told_in(step)]
    pieces = [record[4][0]["writeAtCursor"] for record in records if record[0] == 1]
    assert "".join(pieces) == "Dear Ann Lowe, hello"
    assert records[2][3]["messages"][0]["text"] == "Dear Ann Lowe, hello"
    assert records[3] == [3, {}, "0", 2]
    assert not at.socket.busy


async def test_a_refusal_is_an_answer_in_the_clients_protocol_and_the_socket_goes_on(
    at: Made,
) -> None:
    step = await at.socket.from_client(binary(chat("Ann Lowe has epilepsy", "7")))
    assert (step.to_provider, step.close) == ([], None)
    shown, item, done = told_in(step)
    assert shown[3] == "update"
    assert "clause 10.3" in shown[4][0]["messages"][0]["text"]
    assert item[:3] == [2, {}, "7"]
    assert done == [3, {}, "7", 2]
    assert (await at.socket.from_client(binary(chat("Hello")))).to_provider


@pytest.mark.parametrize(
    "record", [b"\x06\x91\xa3abcd", b"\x00\xff\xfe", packed(4, b"\xff" * 200), packed(99, b"\x00")]
)
async def test_what_cannot_be_read_is_refused_at_once(at: Made, record: bytes) -> None:
    step = await at.socket.from_client(binary(record))
    assert step.to_provider == []
    assert step.counted == ["block"]
    told = told_in(step)[0][4][0]["messages"][0]["text"]
    assert "could not be checked" in told


async def test_another_protocol_is_refused_in_the_handshake_and_closes(at: Made) -> None:
    made = Made(at.format)
    handshake = b'{"protocol":"blazorpack","version":1}\x1e'
    step = await made.socket.from_client(Message(data=handshake, text=True))
    assert step.to_provider == []
    (told,) = step.to_client
    assert told.text
    assert "could not be checked" in json.loads(told.data[:-1])["error"]
    assert step.close
    assert step.close.code == 1008


SPOKEN = [one for one in dialects().values() if isinstance(one, SocketFormat)]


@pytest.mark.parametrize("spoken", SPOKEN, ids=lambda spoken: spoken.name)
@pytest.mark.parametrize(
    "sent", [chat("Ann Lowe has epilepsy")[1:], b"\x0a\x08Ann Lowe\xff\x10\x01"]
)
async def test_binary_that_a_socket_does_not_speak_is_refused_at_once_wherever_it_comes(
    spoken: SocketFormat, sent: bytes
) -> None:
    step = await Made(spoken).socket.from_client(binary(sent))
    assert set(step.counted) == {"block"}
    assert step.to_provider == []
    assert step.to_client
