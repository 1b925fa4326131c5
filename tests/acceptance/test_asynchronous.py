"""Asynchronous clients: masked, refused and clean, and many conversations at once on one of them."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from tests.acceptance.asynchronous import ELSEWHERE, OWN
from tests.acceptance.sdks import through
from tests.acceptance.test_elsewhere import told
from tests.acceptance.test_sdks import CLEAN, PERSONAL, SPECIAL, VALUES
from tests.elsewhere.clients import fresh
from tests.served import Served

PEOPLE = ("Margaret Okonkwo", "Peter Whitfield", "Anna Kowalska", "David Llewellyn", "Sarah Begum")
CLIENTS = pytest.mark.parametrize("name", [*OWN, *ELSEWHERE])
MODES = pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])


@pytest.fixture
def behind(request: pytest.FixtureRequest) -> Iterator[Served]:
    """The gateway before the service of that client."""
    name = request.node.callspec.params["name"]
    served: Served = request.getfixturevalue("served" if name in OWN else "elsewhere")
    with through(served), fresh():
        yield served


def opened(name: str) -> Any:
    return (OWN | ELSEWHERE)[name]()


def letter(person: str, number: int) -> str:
    address = f"{person.replace(' ', '.').lower()}@example.com"
    return f"Letter {number}: write to {person} ({address}) and thank {person}."


@pytest.mark.slow
@CLIENTS
@MODES
@pytest.mark.parametrize("text", [CLEAN, PERSONAL], ids=["clean", "personal"])
async def test_what_is_asked_is_masked_and_restored(
    behind: Served, name: str, stream: bool, text: str
) -> None:
    async with opened(name) as ask:
        assert (await ask(text, stream)).endswith(f"You said: {text}")
    sent = behind.provider.sent
    assert [value for value in VALUES if value in sent] == []
    assert (text.encode() in sent) == (text == CLEAN)


@pytest.mark.slow
@CLIENTS
@MODES
async def test_a_refusal_is_an_ordinary_error_after_one_attempt(
    behind: Served, name: str, stream: bool
) -> None:
    async with opened(name) as ask:
        with pytest.raises(Exception) as caught:  # noqa: PT011 - theirs
            await ask(SPECIAL, stream)
    assert "clause 10.3" in told(caught.value)
    assert SPECIAL.encode() not in behind.provider.sent


async def many(served: Served, name: str, *, stream: bool, times: int) -> None:
    """Ask about all of them at once, on one client; each gets the answer to its own."""
    texts = [letter(person, number) for number in range(times) for person in PEOPLE]
    async with opened(name) as ask:
        said = await asyncio.gather(*(ask(text, stream) for text in texts))
    assert [one[one.find("You said") :] for one in said] == [f"You said: {t}" for t in texts]
    sent = served.provider.sent
    assert [person for person in PEOPLE if person.encode() in sent] == []
    assert b"@example.com" not in sent


@pytest.mark.parametrize("name", ["openai-chat"])
async def test_each_of_many_at_once_gets_its_own_answer(behind: Served, name: str) -> None:
    await many(behind, name, stream=True, times=1)


@pytest.mark.slow
@CLIENTS
@MODES
async def test_so_it_is_with_every_client(behind: Served, name: str, stream: bool) -> None:
    behind.provider.delay = 0.005
    await many(behind, name, stream=stream, times=4)
    behind.provider.delay = 0.0
