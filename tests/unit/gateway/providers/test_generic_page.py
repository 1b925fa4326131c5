"""Other calls of web chats' pages: all of a person's pseudonyms come back, but not into programs."""

import json

import pytest

from gateway.providers.dialect import dialect_for
from gateway.unread import UnreadClass, class_of
from tests.golden.providers.cases import recorded_prompt, texts, wire


def test_what_is_told_outside_all_chats_is_read_and_its_answer_restored() -> None:
    prompt = recorded_prompt("generic.page/request.json")
    assert texts(prompt)[-1] == 'Sign as Margaret Okonkwo, "rent" first.'
    assert (prompt.dialect, prompt.chat, prompt.recalls) == ("generic.page", True, ("*",))


@pytest.mark.parametrize(
    ("host", "target", "headers", "name"),
    [
        ("grok.com", "/rest/user-settings", {"sec-fetch-dest": "empty"}, "generic.page"),
        ("www.perplexity.ai", "/rest/collections", {}, "generic.page"),
        ("chatgpt.com", "/backend-api/gizmos/g-1", {"accept": "*/*"}, "generic.page"),
        ("grok.com", "/chat", {"sec-fetch-dest": "document"}, "generic"),
        ("grok.com", "/_next/app.js", {"sec-fetch-dest": "script"}, "generic"),
        ("grok.com", "/chat", {"accept": "text/html"}, "generic"),
        ("grok.com", "/chat?_rsc=1a", {"sec-fetch-dest": "empty"}, "generic"),
        ("grok.com", "/chat", {"rsc": "1"}, "generic"),
        ("api.x.ai", "/v1/models", {}, "generic"),
        ("eu-west-1.api.x.ai", "/v1/models", {}, "generic"),
        ("api.deepseek.com", "/user/balance", {}, "generic"),
        ("x.com", "/i/api/graphql/1/HomeTimeline", {}, "generic"),
    ],
)
def test_only_calls_are_read_so(host: str, target: str, headers: dict[str, str], name: str) -> None:
    request = wire(target, host=host, method="GET", headers=headers)
    assert dialect_for(request).name == name


def test_a_call_about_a_chat_continues_it() -> None:
    request = wire("/rest/app-chat/conversations/5f0e1d2c/share", b"{}", host="grok.com")
    assert dialect_for(request).read(request).conversation == "5f0e1d2c"


SDP = "v=0\r\no=- 4611 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\n"
PARTS = f'--xyz\r\ncontent-disposition: form-data; name="sdp"\r\n\r\n{SDP}\r\n--xyz--\r\n'


@pytest.mark.parametrize(
    ("host", "target", "body", "media"),
    [
        ("chatgpt.com", "/realtime/vp", SDP, "application/sdp"),
        ("chatgpt.com", "/realtime/vp", PARTS, "multipart/form-data; boundary=xyz"),
        ("www.perplexity.ai", "/rest/realtime/connect", json.dumps({"sdp": SDP}), "text/plain"),
        ("voice.assistant.test", "/offer", json.dumps({"offer": {"sdp": SDP}}), "application/json"),
    ],
)
def test_a_call_whose_sound_goes_beside_the_gateway_is_unread(
    host: str, target: str, body: str, media: str
) -> None:
    request = wire(target, body.encode(), host=host, media=media)
    (found,) = dialect_for(request).read(request).unread
    assert class_of(found.why) is UnreadClass.AUDIO
