"""What the practice tool says, whatever the format."""

from datetime import date

import pytest

from gateway.errors import Unreadable
from gateway.portal.practice_reply import Ask, last_of_user, read
from gateway.pseudonyms.restore import restore
from gateway.pseudonyms.tokens import TokenMint

MINT = TokenMint(b"k" * 32, person="amina.hussain", tool="practice", day=date(2026, 11, 23))
TOKEN = MINT.token("PERSON", "jane example", reserved=())


def reply(text: str) -> str:
    return Ask(text=text, model="practice", stream=False).reply


def test_it_repeats_the_question_and_signs() -> None:
    assert reply("Hello") == (
        "You asked: Hello\n\nThis tool received no pseudonyms.\n(practice tool)"
    )


def test_pseudonyms_stay_visible_after_the_names_are_put_back() -> None:
    restored = restore(reply(f"Ring {TOKEN} today"), {TOKEN: "Jane Example"})
    assert "You asked: Ring Jane Example today\n" in restored
    assert f"received pseudonyms: {TOKEN[:-7]}…." in restored


def test_each_pseudonym_is_shown_once() -> None:
    assert reply(f"{TOKEN} and {TOKEN}").count(f"{TOKEN[:-7]}…") == 1


def test_the_pieces_make_the_reply_and_cut_every_pseudonym() -> None:
    asked = Ask(text=f"Ring {TOKEN} today", model="practice", stream=True)
    assert "".join(asked.pieces) == asked.reply
    assert max(map(len, asked.pieces)) <= 5 < len(TOKEN)


def test_a_repr_keeps_the_question_to_itself() -> None:
    assert "canary" not in repr(Ask(text="canary", model="practice", stream=False))


@pytest.mark.parametrize(
    ("messages", "text"),
    [
        ("bare", "bare"),
        ([{"role": "user", "content": "one"}, {"role": "assistant", "content": "two"}], "one"),
        ([{"role": "user", "content": [{"type": "text", "text": "a"}, {"text": "b"}]}], "a\nb"),
        ([{"role": "user", "content": [{"type": "image_url"}]}], ""),
        ([{"role": "user"}], ""),
    ],
)
def test_the_question_is_the_last_text_of_the_user(messages: object, text: str) -> None:
    assert last_of_user(messages) == text


@pytest.mark.parametrize("messages", [None, {}, [], ["user"], [{"role": "assistant"}]])
def test_without_a_question_there_is_no_answer(messages: object) -> None:
    with pytest.raises(Unreadable):
        last_of_user(messages)


@pytest.mark.parametrize("body", [b"", b"\xff", b"[]", b"1", b'{"a":' * 50_000])
def test_a_body_that_is_no_object_is_refused(body: bytes) -> None:
    with pytest.raises(Unreadable):
        read(body)
