"""Files attached on the pages of web chats: each page's own call, and where it reads why not."""

import json
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Host, Route

from tests.provider import Provider, Received

GEMINI_STORE = "content-push.googleapis.com"
LECHAT_STORE = "mistralaichatupprodswe.blob.core.windows.net"
CHATGPT_STORE = "files.oaiusercontent.com"
STORES = (GEMINI_STORE, LECHAT_STORE, CHATGPT_STORE)
"""Where pages put files beside their own host."""

_BLOB = {"x-ms-blob-type": "BlockBlob", "content-type": "text/plain"}
_PUSHED = {
    "push-id": "feeds/mcudyrk2a4khkz",
    "x-tenant-id": "bard-storage",
    "x-goog-upload-command": "upload, finalize",
    "x-goog-upload-offset": "0",
}
_PICTURE = {"filename": "letter.png", "content_type": "image/png", "file_size": 9}


@dataclass(frozen=True, kw_only=True)
class Attaching:
    """A call that brings a file. `form`: the field it is in; `wrapped`: the JSON it is in.

    With neither the file is the whole body. `said`: the members that lead to the words shown.
    """

    path: str
    said: tuple[str, ...]
    method: str = "POST"
    headers: Mapping[str, str] = field(default_factory=dict)
    form: str = ""
    wrapped: Callable[[str], Any] | None = None

    def call(self, text: str) -> dict[str, Any]:
        """What the script on the page is given."""
        body = json.dumps(self.wrapped(text)) if self.wrapped else None
        typed = {"content-type": "application/json"} if body else {}
        return {
            "path": self.path,
            "method": self.method,
            "headers": typed | dict(self.headers),
            "form": self.form,
            "body": body,
            "said": self.said,
            "text": text,
        }


def _encoded(text: str) -> str:
    return b64encode(text.encode()).decode()


ERROR = ("error", "message")
ATTACHING: Mapping[str, Attaching] = {
    "chatgpt": Attaching(
        path=f"https://{CHATGPT_STORE}/file-1?se=2026&sig=abc",
        method="PUT",
        headers=_BLOB,
        said=ERROR,
    ),
    "claude": Attaching(
        path="/api/0f0f0f0f-0000-4000-8000-000000000001/upload", form="file", said=ERROR
    ),
    "gemini": Attaching(
        path=f"https://{GEMINI_STORE}/upload/?upload_id=x", headers=_PUSHED, said=ERROR
    ),
    "perplexity": Attaching(
        path="/rest/uploads/batch_create_upload_urls?version=2.18&source=default",
        wrapped=lambda _: {"files": {"0b9f1c1e-0000-4000-8000-0000000000aa": _PICTURE}},
        said=("detail",),
    ),
    "lechat": Attaching(
        path=f"https://{LECHAT_STORE}/up/letter.txt?sig=abc",
        method="PUT",
        headers=_BLOB,
        said=ERROR,
    ),
    "deepseek": Attaching(path="/api/v0/file/upload_file", form="file", said=("msg",)),
    "grok": Attaching(
        path="/rest/app-chat/upload-file",
        wrapped=lambda text: {
            "fileName": "letter.txt",
            "fileMimeType": "text/plain",
            "content": _encoded(text),
        },
        said=("message",),
    ),
    "copilot": Attaching(
        path="/c/api/attachments", headers={"content-type": "text/plain"}, said=("message",)
    ),
    "m365": Attaching(
        path="/m365Copilot/UploadFile",
        wrapped=lambda text: {
            "scenario": "UploadImage",
            "FileBase64": f"data:text/plain;base64,{_encoded(text)}",
        },
        said=("message",),
    ),
}
"""By the name of the page."""

ATTACH = """async ({path, method, headers, form, body, said, text}) => {
  const file = new File([text], "letter.txt", {type: "text/plain"});
  let sent = body === null ? file : body;
  if (form) {
    sent = new FormData();
    sent.append(form, file);
  }
  const answer = await fetch(path, {method, headers, body: sent});
  if (answer.ok) return "attached";
  return said.reduce((one, step) => one[step], await answer.json());
}"""
"""A script that attaches a file and gives back what its page would show."""


def stores(provider: Provider) -> list[BaseRoute]:
    """The hosts that files are put to; they let every page do so, as theirs do."""

    async def put(request: Request) -> Response:
        raw = await request.body()
        if request.method != "OPTIONS":
            host = request.headers.get("host", "")
            provider.received.append(Received(host, request.url.path, dict(request.headers), raw))
        return Response(
            b"{}",
            media_type="application/json",
            headers={
                "access-control-allow-origin": request.headers.get("origin", "*"),
                "access-control-allow-methods": "PUT, POST",
                "access-control-allow-headers": request.headers.get(
                    "access-control-request-headers", "*"
                ),
            },
        )

    route = Route("/{path:path}", put, methods=["PUT", "POST", "OPTIONS"])
    return [Host(store, Starlette(routes=[route])) for store in STORES]
