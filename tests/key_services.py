"""Services that keep keys, for tests: Vault's transit engine and AWS KMS, as far as they are used."""

import base64
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self, cast

from gateway.audit.sealing import seal, unseal
from gateway.errors import RecordError

TOKEN = "s.practice"


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        status, answer = cast("KeyService", self.server).answer(self.path, self.headers, body)
        content = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_PUT = do_POST  # noqa: N815 - its name upstream

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name upstream
        """Say nothing."""


class KeyService(ThreadingHTTPServer):
    """Keeps one key, and the names under which it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.key, self.names = b"v" * 32, list[str]()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self.shutdown()
        self.server_close()

    def answer(self, path: str, headers: Any, body: dict[str, Any]) -> tuple[int, Any]:
        """Status and JSON."""
        try:
            if "X-Amz-Target" in headers:
                return 200, self._kms(headers["X-Amz-Target"], body)
            if headers.get("X-Vault-Token") != TOKEN:
                return 403, {"errors": ["permission denied"]}
            return 200, {"data": self._transit(path, body)}
        except RecordError:
            return 400, {"errors": ["cipher: message authentication failed"]}

    def _transit(self, path: str, body: dict[str, str]) -> dict[str, str]:
        aad = base64.b64decode(body["associated_data"])
        self.names.append(aad.decode())
        if path == "/v1/transit/encrypt/records":
            sealed = seal(self.key, body["plaintext"].encode(), aad)
            return {"ciphertext": "vault:v1:" + base64.b64encode(sealed).decode()}
        assert path == "/v1/transit/decrypt/records"
        sealed = base64.b64decode(body["ciphertext"].removeprefix("vault:v1:"))
        return {"plaintext": unseal(self.key, sealed, aad).decode()}

    def _kms(self, target: str, body: dict[str, Any]) -> dict[str, Any]:
        name = body["EncryptionContext"]["genai-gateway"]
        self.names.append(name)
        if target == "TrentService.Encrypt":
            sealed = seal(self.key, body["Plaintext"].encode(), name.encode())
            return {"CiphertextBlob": base64.b64encode(sealed).decode(), "KeyId": body["KeyId"]}
        assert target == "TrentService.Decrypt"
        content = unseal(self.key, base64.b64decode(body["CiphertextBlob"]), name.encode())
        return {"Plaintext": content.decode(), "KeyId": body["KeyId"]}
