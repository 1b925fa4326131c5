"""Answers of web chats for tests, frame by frame as each vendor's page gets them."""

import json
from itertools import accumulate
from typing import Any

LECHAT = "d4c3b2a1-0000-4000-8000-000000000001"
GROK = "5f0e1d2c-3b4a-4958-8776-655443322110"


def event(data: Any, name: str = "", end: str = "\n") -> str:
    """A server-sent event."""
    text = data if isinstance(data, str) else json.dumps(data)
    return (f"event: {name}{end}" if name else "") + f"data: {text}{end}{end}"


def chunk(rows: Any) -> str:
    """A chunk of Gemini's: its length in UTF-16 units, line ends included."""
    body = f"\n{json.dumps(rows, ensure_ascii=False)}\n"
    return f"{len(body.encode('utf-16-le')) // 2}{body}"


def gemini(_: str, answer: list[str]) -> list[str]:
    """Every chunk says all that was said so far."""

    def row(text: str, *, complete: bool) -> list[Any]:
        candidate = ["rc_1a2b3c4d", [text], *[None] * 6, [2 if complete else 1]]
        said = [None, ["c_1a2b3c4d5e6f7a8b", "r_9f8e7d6c"], None, None, [candidate]]
        return [["wrb.fr", None, json.dumps(said, ensure_ascii=False)]]

    whole = list(accumulate(answer))
    chunks = [chunk(row(text, complete=False)) for text in whole]
    end = chunk([["e", len(whole) + 2, None, None, 4321]])
    return [")]}'\n\n", *chunks, chunk(row(whole[-1], complete=True)), end]


def gemini_chat(texts: list[str]) -> str:
    """A chat that is opened again."""
    row = ["wrb.fr", "hNvQHb", json.dumps([texts]), None, None, None, "generic"]
    return ")]}'\n\n" + chunk([row]) + chunk([["e", 4, None, None, 131]])


def copilot(chat: str, answer: list[str]) -> list[dict[str, Any]]:
    """Events with a name each, one a message."""
    of = {"conversationId": chat, "messageId": "m4Kd9"}
    part = {"messageId": "m4Kd9", "partId": "p0"}
    return [
        {"event": "received", **of},
        {"event": "startMessage", **of},
        *({"event": "appendText", "text": piece, **part} for piece in answer),
        {"event": "partCompleted", **part},
        {"event": "done", **of},
    ]


def m365(prompt: str, answer: list[str]) -> list[dict[str, Any]]:
    """SignalR: pieces at the cursor, a snapshot, the final list with the prompt, the end."""
    named = {"conversationId": "5c0f1b2c-0000-4000-8000-000000000009"}
    whole = {"author": "bot", "text": "".join(answer)}
    item = {"messages": [{"author": "user", "text": prompt}, whole], **named}
    return [
        *(
            {"type": 1, "target": "update", "arguments": [{"writeAtCursor": piece}]}
            for piece in answer
        ),
        {"type": 1, "target": "update", "arguments": [{"messages": [whole], **named}]},
        {"type": 2, "invocationId": "0", "item": item},
        {"type": 3, "invocationId": "0"},
    ]


def perplexity(prompt: str, answer: list[str]) -> list[str]:
    """Pieces by offset, then by patches, then all of it again in two blocks and a string."""

    def said(*blocks: dict[str, Any], **more: Any) -> str:
        named = {"backend_uuid": "c0de0001-0000-4000-8000-00000000000a", "query_str": prompt}
        return event(named | {"blocks": blocks} | more, "message", "\r\n")

    def block(use: str, **markdown: Any) -> dict[str, Any]:
        return {"intended_usage": use, "markdown_block": {"progress": "DONE", **markdown}}

    def patch(number: int, piece: str) -> dict[str, Any]:
        change = {"op": "add", "path": f"/chunks/{number}", "value": piece}
        diff = {"field": "markdown_block", "patches": [change]}
        return {"intended_usage": "ask_text_0_markdown", "diff_block": diff}

    half, text = len(answer) // 2, "".join(answer)
    use = "ask_text_0_markdown"
    by_offset = [
        said(block(use, chunks=[piece], chunk_starting_offset=number))
        for number, piece in enumerate(answer[:half])
    ]
    by_patch = [said(patch(half + number, p)) for number, p in enumerate(answer[half:])]
    ends = [
        block(one, chunks=answer, chunk_starting_offset=0, answer=text) for one in (use, "ask_text")
    ]
    steps = [{"step_type": "FINAL", "content": {"answer": json.dumps({"answer": text})}}]
    last = said(*ends, text=json.dumps(steps), status="COMPLETED", final_sse_message=True)
    return [*by_offset, *by_patch, last, event({}, "end_of_stream", "\r\n")]


def lechat(prompt: str, answer: list[str]) -> list[str]:
    """Numbered lines with patches to a message."""

    def line(**json_: Any) -> str:
        return f"15:{json.dumps({'json': json_})}\n"

    def patches(*changes: dict[str, Any]) -> str:
        return line(type="message", messageId="d4c3b2a1-3", messageVersion=0, patches=changes)

    first, *rest = answer
    chunks = [{"type": "text", "text": first, "_context": None}]
    empty = {"role": "assistant", "contentChunks": [], "generationStatus": "in_progress"}
    asked = [{"role": "user", "content": prompt}]
    text = "/contentChunks/0/text"
    return [
        line(type="bootstrap", chat={"id": LECHAT}, messages=asked),
        patches({"op": "replace", "path": "/", "value": empty}),
        patches({"op": "replace", "path": "/contentChunks", "value": chunks}),
        *(patches({"op": "append", "path": text, "value": piece}) for piece in rest),
        patches({"op": "replace", "path": "/generationStatus", "value": "success"}),
        "8:null\n",
    ]


def deepseek(_: str, answer: list[str]) -> list[str]:
    """Changes that leave out what the one before them said."""
    first, second, *rest = [*answer, "", ""]
    fragments = [{"id": 1, "type": "RESPONSE", "content": first}]
    root = {"message_id": 2, "role": "ASSISTANT", "status": "WIP", "fragments": fragments}
    content = "response/fragments/-1/content"
    return [
        event({"request_message_id": 1, "response_message_id": 2}, "ready"),
        event({"v": {"response": root}}),
        event({"p": content, "o": "APPEND", "v": second}),
        *(event({"v": piece}) for piece in rest),
        event({"p": "response/status", "o": "SET", "v": "FINISHED"}),
        event({"click_behavior": "none"}, "close"),
    ]


def grok(prompt: str, answer: list[str]) -> list[str]:
    """Lines: the conversation, the prompt as it was heard, tokens, the whole message, a title."""
    conversation = {"conversationId": GROK, "title": "New conversation"}
    wrapped = [{"response": one} for one in _said_by_grok(prompt, answer)]
    ends = [{"title": {"newTitle": "A letter"}}]
    return [_line(one) for one in ({"conversation": conversation}, *wrapped, *ends)]


def grok_later(prompt: str, answer: list[str]) -> list[str]:
    """The same for a later prompt, less wrapped."""
    return [_line(one) for one in _said_by_grok(prompt, answer)]


def _said_by_grok(prompt: str, answer: list[str]) -> list[dict[str, Any]]:
    whole = {"message": "".join(answer), "sender": "ASSISTANT", "model": "grok-4"}
    return [
        {"userResponse": {"message": prompt, "sender": "human"}},
        *({"token": piece, "isThinking": False} for piece in answer),
        {"token": "", "isSoftStop": True},
        {"modelResponse": whole},
    ]


def _line(result: dict[str, Any]) -> str:
    return json.dumps({"result": result}) + "\n"
