"""Answers of the proxy itself: statuses that say what is meant, and nothing that is retried."""

import json

from addons.replies import misdirected, reply, sign_in, unavailable, unreachable


def test_each_answer_is_json_that_is_not_retried() -> None:
    for answer, status in (
        (sign_in(by_password=True), 407),
        (sign_in(by_password=False), 403),
        (misdirected(), 421),
        (unavailable(), 503),
    ):
        assert answer.status_code == status
        assert answer.headers["x-should-retry"] == "false"
        assert json.loads(answer.content or b"")["error"]["message"]


def test_only_a_question_for_a_password_says_how_to_answer() -> None:
    assert sign_in(by_password=True).headers["proxy-authenticate"].startswith("Basic realm=")
    assert "proxy-authenticate" not in sign_in(by_password=False).headers


def test_a_provider_that_does_not_answer_may_be_asked_again() -> None:
    answer = unreachable("api.openai.com")
    assert answer.status_code == 502
    assert "x-should-retry" not in answer.headers
    assert b"api.openai.com" in (answer.content or b"")


def test_headers_can_be_added() -> None:
    assert reply(400, "code", "message", **{"x-more": "1"}).headers["x-more"] == "1"
