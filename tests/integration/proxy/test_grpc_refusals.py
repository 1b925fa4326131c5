"""A refused gRPC call reads as one: a status in the headers that also end the stream."""

from pathlib import Path
from urllib.parse import unquote

from tests.proxy import proxying

HOST = "europe-west2-aiplatform.googleapis.com"
URL = f"https://{HOST}/google.cloud.aiplatform.v1.PredictionService/GenerateContent"


async def test_a_grpc_client_is_told_in_its_own_way(tmp_path: Path) -> None:
    async with proxying(tmp_path, also=(HOST,)) as proxy, proxy.client(http2=True) as client:
        headers = {"content-type": "application/grpc", "te": "trailers"}
        answer = await client.post(URL, content=b"\0\0\0\0\x02hi", headers=headers)
        assert answer.http_version == "HTTP/2"
        assert (answer.status_code, answer.content) == (200, b"")
        assert answer.headers["grpc-status"] == "7"
        assert "clause" in unquote(answer.headers["grpc-message"])
        (screened,) = proxy.runtime.recorder.requests
        assert [part.why for part in screened.interaction.prompt.unread] == ["gRPC"]
        await proxy.nothing_left()
