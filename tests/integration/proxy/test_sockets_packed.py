"""Microsoft 365 Copilot's hub in MessagePack, over a real socket: binary messages both ways."""

import json
from pathlib import Path
from typing import Any

from websockets.asyncio.client import ClientConnection
from websockets.asyncio.server import ServerConnection

from gateway.types import End
from tests.golden.providers.cases import HOMES
from tests.integration.proxy.socketed import socketed
from tests.packed_hub import AGREED, HANDSHAKE, chat, ending, unpacked, update
from tests.provider import pieces
from tests.served import tool
from tests.socket_provider import Data, SocketProvider

HOST, TARGET, _ = HOMES["m365.copilot"]
URL = f"wss://{HOST}{TARGET}"
PERSONAL = "Write to Ann Lowe, NHS number 943 476 5919, and thank Ann Lowe."


async def hub(provider: SocketProvider, link: ServerConnection, message: Data) -> None:
    """Agrees to the handshake; tells every prompt back, cut anyhow over messages."""
    if isinstance(message, str):
        await link.send(AGREED)
        return
    for record in unpacked(message):
        said = f"You said: {record[4][0]['message']['text']}"
        stream = b"".join(map(update, pieces(said))) + ending(said, record[2])
        for at in range(0, len(stream), 61):
            await link.send(stream[at : at + 61])


async def answered(link: ClientConnection) -> list[Any]:
    records: list[Any] = []
    while not records or records[-1][0] != 3:
        message = await link.recv()
        assert isinstance(message, bytes)
        records += unpacked(message)
    return records


def shown(records: list[Any]) -> str:
    pieces_ = [r[4][0].get("writeAtCursor", "") for r in records if r[0] == 1]
    (final,) = [r[3]["messages"][0]["text"] for r in records if r[0] == 2]
    assert "".join(pieces_) in ("", final)
    return str(final)


def serving(folder: Path) -> Any:
    return socketed(
        folder, SocketProvider(reply=hub), hosts=(HOST,), changes={"tools": [tool("m365", HOST)]}
    )


async def test_prompts_are_masked_restored_and_refused_as_in_json(tmp_path: Path) -> None:
    async with serving(tmp_path) as sockets:
        async with sockets.open(URL) as link:
            await link.send(HANDSHAKE)
            assert await link.recv() == AGREED
            await link.send(chat(PERSONAL))
            assert shown(await answered(link)) == f"You said: {PERSONAL}"
            await link.send(chat("Ann Lowe has epilepsy", "1"))
            assert "clause 10.3" in shown(await answered(link))
            await link.send(chat("Summarise the bin rota.", "2"))
            assert shown(await answered(link)) == "You said: Summarise the bin rota."
        assert sockets.provider.received[-1] == chat("Summarise the bin rota.", "2")
        assert all(word not in sockets.provider.sent for word in ("Ann Lowe", "943", "epilepsy"))
        ends = [answer.end for answer in await sockets.everything_ended()]
        assert sorted(ends) == sorted([End.COMPLETE] * 3 + [End.REFUSED])


async def test_a_handshake_for_another_protocol_is_answered_at_once(tmp_path: Path) -> None:
    async with serving(tmp_path) as sockets:
        async with sockets.open(URL) as link:
            await link.send(HANDSHAKE.replace("messagepack", "blazorpack"))
            told = json.loads(str(await link.recv()).removesuffix("\x1e"))
            assert "clause 10.3" in told["error"]
            await link.wait_closed()
            assert link.close_code == 1008
        assert sockets.provider.received == []
