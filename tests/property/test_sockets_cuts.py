"""However a provider cuts what it sends over a socket, the client reads the same restored texts."""

import json
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.providers.dialect import dialects
from gateway.providers.socket_framing import MarkedRecords
from gateway.providers.sockets import SocketFormat
from gateway.pseudonyms.answer import AnswerRestorer
from gateway.socket_step import Message
from tests.golden.providers.cases import HERE, SOCKETS, wire
from tests.made_socket import socket_of

VALUE = "Zoë O'Neil"


def recorded(name: str) -> list[bytes]:
    """The messages of the recording, as they stand on the wire."""
    framing = dialect(name).framing()
    lines = (HERE / name / "stream.ndjson").read_text("utf-8").splitlines()
    return [framing.failure(line, "") for line in lines]


def dialect(name: str) -> SocketFormat:
    found = dialects()[name]
    assert isinstance(found, SocketFormat)
    return found


def issued(name: str) -> dict[str, str]:
    """The longer words of every text, most of which are cut over several messages."""
    spoken = dialect(name)
    codec = spoken.answer(wire("/"), status=101, content_type="")
    joined: dict[str, str] = {}
    for message in recorded(name):
        for frame in codec.feed(message):
            for found in frame.fields:
                if not found.channel.startswith("rest"):
                    joined[found.channel] = joined.get(found.channel, "") + found.text
    words = {word for text in joined.values() for word in re.findall(r"\b[A-Za-z0-9]{5,}", text)}
    return dict.fromkeys(words, VALUE)


def plain(name: str) -> list[bytes]:
    """All messages through one restorer: what must come out, however it is cut."""
    codec = dialect(name).answer(wire("/"), status=101, content_type="")
    restorer = AnswerRestorer(codec, issued(name), capture_characters=0)
    out = [unit for message in recorded(name) for unit in restorer.units(message)]
    return out + restorer.settle()


async def through(name: str, messages: Iterable[bytes]) -> list[Message]:
    socket = socket_of(dialect(name), issued(name))
    out: list[Message] = []
    for number, message in enumerate(messages):
        step = await socket.from_provider(Message(data=message, text=number % 2 == 0))
        out += step.to_client
    return out + socket.wait_no_longer().to_client


@pytest.mark.parametrize("name", SOCKETS)
async def test_each_record_comes_out_restored_and_in_its_own_kind_of_message(name: str) -> None:
    out = await through(name, recorded(name))
    assert [message.data for message in out] == plain(name)
    assert [message.text for message in out] == [n % 2 == 0 for n in range(len(out))]
    assert issued(name)


@pytest.mark.parametrize("name", SOCKETS)
async def test_what_is_restored_is_still_json_and_holds_the_values(name: str) -> None:
    framing = dialect(name).framing()
    out = [framing.payload(message.data) or "" for message in await through(name, recorded(name))]
    assert all(json.loads(one) is not None for one in out)
    assert any(
        VALUE.split(maxsplit=1)[0] in json.dumps(json.loads(one), ensure_ascii=False) for one in out
    )


def cut(data: bytes, places: Iterable[int]) -> Iterator[bytes]:
    bounds = [0, *sorted(set(places)), len(data)]
    return (data[start:end] for start, end in pairwise(bounds) if start < end)


MARKED = [name for name in SOCKETS if isinstance(dialect(name).framing(), MarkedRecords)]


@pytest.mark.parametrize("step", [37, pytest.param(1, marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", MARKED)
async def test_every_cut_of_records_over_messages_gives_the_same(name: str, step: int) -> None:
    data, expected = b"".join(recorded(name)), plain(name)
    for place in range(1, len(data), step):
        out = await through(name, cut(data, [place]))
        assert [message.data for message in out] == expected


@pytest.mark.parametrize("name", MARKED)
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_any_cuts_of_records_over_messages_give_the_same(name: str, data: st.DataObject) -> None:
    import asyncio

    whole = b"".join(recorded(name))
    places = data.draw(st.lists(st.integers(1, len(whole) - 1), max_size=30))
    out = asyncio.run(through(name, cut(whole, places)))
    assert [message.data for message in out] == plain(name)
