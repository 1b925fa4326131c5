"""A web chat for tests: a page that asks and shows, and answers in ChatGPT's delta encoding."""

from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

HOST = "chatgpt.com"
_HTML = """<!doctype html><html lang="en"><title>Chat</title>
<style>body{font:18px sans-serif;max-width:40em;margin:2em auto}#answer{white-space:pre-wrap}</style>
<h1>Chat</h1><p id="state">ready</p><p id="answer"></p>
<script>
function at(root, pointer, change) {
  const steps = pointer.split("/").slice(1), last = steps.pop();
  const holder = steps.reduce((one, step) => one[step], root);
  holder[last] = change(holder[last]);
}
async function ask(text) {
  const shown = document.getElementById("answer"), state = document.getElementById("state");
  const message = {id: "m0", author: {role: "user"},
    content: {content_type: "text", parts: [text]}, metadata: {}};
  const answer = await fetch("/backend-api/f/conversation", {method: "POST",
    headers: {"content-type": "application/json"},
    body: JSON.stringify({action: "next", messages: [message], model: "auto",
      parent_message_id: "client-created-root", supported_encodings: ["v1"]})});
  const seen = [];
  let root = {}, last = {p: "", o: "add"}, held = "";
  const apply = one => {
    if (!one.p) root = one.v;
    else at(root, one.p, old => one.o === "append" ? old + one.v : one.v);
  };
  const take = event => {
    const line = event.split("\\n").find(one => one.startsWith("data: "));
    if (!line || line === "data: [DONE]") return;
    const value = JSON.parse(line.slice(6));
    if (value.message) root = value;
    else if (value.v !== undefined && typeof value === "object") {
      last = {...last, ...value};
      (last.o === "patch" ? last.v : [last]).forEach(apply);
    }
    if (root.message && root.message.author.role === "assistant") {
      shown.textContent = root.message.content.parts[0];
      seen.push(shown.textContent);
    }
  };
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let part; !(part = await reader.read()).done;) {
    const events = (held + part.value).split("\\n\\n");
    held = events.pop();
    events.forEach(take);
  }
  state.textContent = answer.status + " done";
  return seen;
}
</script></html>
"""


async def _page(_: Request) -> HTMLResponse:
    return HTMLResponse(_HTML)


PAGE = Route("/", _page)


def asked(body: dict[str, Any]) -> str:
    """What the person typed."""
    return str(body["messages"][-1]["content"]["parts"][0])


def changes(answer: list[str]) -> list[tuple[str, Any]]:
    """The events of an answer that comes in these pieces."""
    author = {"role": "assistant"}
    content = {"content_type": "text", "parts": [""]}
    message = {"id": "m1", "author": author, "content": content, "status": "in_progress"}
    root = {"message": message, "conversation_id": "c1", "error": None}
    part = "/message/content/parts/0"
    first, *rest = answer
    return [
        ("delta_encoding", '"v1"'),
        ("delta", {"p": "", "o": "add", "v": root, "c": 0}),
        ("delta", {"p": part, "o": "append", "v": first}),
        *(("delta", {"v": piece}) for piece in rest),
        (
            "delta",
            {
                "p": "",
                "o": "patch",
                "v": [
                    {"p": part, "o": "append", "v": "!"},
                    {"p": "/message/status", "o": "replace", "v": "finished_successfully"},
                ],
            },
        ),
        ("", {"type": "message_stream_complete", "conversation_id": "c1"}),
        ("", "[DONE]"),
    ]
