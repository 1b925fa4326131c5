"""Events of ChatGPT's web chat: both encodings say the same, whatever order changes come in."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.providers.chatgpt_events import Conversation
from gateway.pseudonyms.answer import AnswerRestorer
from tests.golden.providers.cases import SSE, event, play, recorded_answer, runs, wire

SAID = (
    "Dear PersonK7Q2, thank you for waiting. \ue200cite\ue202turn0\ue201 PersonK7Q2 is owed an"
    " answer."
)
TOKENS = {"PersonK7Q2": 'Zoë "Z" O\'Neil'}
PART = "/message/content/parts/0"


def new_codec() -> Any:
    from gateway.providers.dialect import dialect_for

    request = wire("/backend-api/f/conversation", b"{}", host="chatgpt.com")
    return dialect_for(request).answer(request, status=200, content_type=SSE)


def root(name: str, said: Any, role: str = "assistant", status: str = "in_progress") -> Any:
    content = {"content_type": "text", "parts": [said]}
    message = {"id": name, "author": {"role": role}, "content": content, "status": status}
    return {"message": message, "conversation_id": "c1", "error": None}


def test_changes_add_up_to_the_texts_of_the_messages() -> None:
    codec, frames = recorded_answer("chatgpt.web/stream.sse")
    assert list(runs(frames).values()) == [
        *("Thinking of PersonK7Q2", "A letter to PersonK7Q2.", "Then", "polite"),
        *(SAID, "Letter to PersonK7Q2"),
    ]
    facts = codec.facts
    assert (facts.finished, facts.model) == (True, "gpt-5-2")
    assert facts.conversation == "6a0f1b2c-0000-4000-8000-000000000003"


def test_the_last_snapshot_of_a_message_is_its_text() -> None:
    codec, frames = recorded_answer("chatgpt.web/stream.plain.sse")
    said = "Dear PersonK7Q2, thank you for waiting. PersonK7Q2!"
    assert list(runs(frames).values()) == [said, "Letter to PersonK7Q2"]
    assert codec.facts.finished


@pytest.mark.parametrize("name", ["chatgpt.web/stream.sse", "chatgpt.web/stream.plain.sse"])
def test_echoes_are_restored_and_not_kept(name: str) -> None:
    _, frames = recorded_answer(name)
    beside = runs(frames, kept=False).values()
    assert any(text.startswith("Write to PersonK7Q2") for text in beside)


EXAMPLE = [
    {"p": "", "o": "add", "v": root("m1", ""), "c": 0},
    {"p": PART, "o": "append", "v": "Hel"},
    {"v": "lo"},
    {
        "p": "",
        "o": "patch",
        "v": [
            {"p": PART, "o": "append", "v": "!"},
            {"p": "/message/status", "o": "replace", "v": "finished_successfully"},
            {"p": "/message/end_turn", "o": "replace", "v": True},
        ],
    },
]


def test_the_example_of_the_reference_says_hello() -> None:
    codec = new_codec()
    frames = play(codec, map(event, EXAMPLE))
    assert list(runs(frames).values()) == ["Hello!"]
    assert codec.facts.finished


def test_a_change_inherits_from_the_change_before_even_if_others_stand_between() -> None:
    codec = new_codec()
    between = [{"type": "message_marker", "marker": "x"}]
    frames = play(codec, map(event, [*EXAMPLE[:2], *between, EXAMPLE[2]]))
    assert list(runs(frames).values()) == ["Hello"]


def test_pieces_whose_beginning_was_missed_are_one_run() -> None:
    changes = [{"v": "Dear Per"}, {"v": "sonK7Q2"}]
    assert list(runs(play(new_codec(), map(event, changes))).values()) == ["Dear PersonK7Q2"]


def test_messages_on_two_channels_are_two_runs() -> None:
    changes = [
        {"p": "", "o": "add", "v": root("m1", ""), "c": 0},
        {"p": "", "o": "add", "v": root("m2", ""), "c": 1},
        {"p": PART, "o": "append", "v": "Per", "c": 0},
        {"c": 1, "v": "two"},
        {"c": 0, "v": "sonK7Q2"},
    ]
    assert list(runs(play(new_codec(), map(event, changes))).values()) == ["PersonK7Q2", "two"]


def restored(pieces: list[bytes]) -> bytes:
    answer = AnswerRestorer(new_codec(), TOKENS, capture_characters=10_000)
    return b"".join(map(answer.feed, pieces)) + answer.end()


def test_a_token_over_two_changes_is_restored_and_the_rest_stays_byte_for_byte() -> None:
    changes = [
        EXAMPLE[0],
        {"p": PART, "o": "append", "v": "Hi "},
        {"v": "Per"},
        {"v": "sonK7Q2, you"},
    ]
    sent = [event(change) for change in changes]
    out = restored(sent)
    assert out.startswith(sent[0] + sent[1])
    assert out.count(b"\n\n") == len(sent)
    assert document(out)["0"]["message"]["content"]["parts"] == [f"Hi {TOKENS['PersonK7Q2']}, you"]


LONG = f"Dear {TOKENS['PersonK7Q2']}, yes"


def shown(changes: list[dict[str, Any]]) -> Any:
    """What a page makes of these changes to a message, once they are restored."""
    return document(restored([event(change) for change in changes]))["0"]["message"]


def said(text: str) -> list[dict[str, Any]]:
    return [EXAMPLE[0], {"p": PART, "o": "append", "v": text}]


def reference(text: str, quoted: str, at: int | None = None) -> dict[str, Any]:
    start = text.index(quoted) if at is None else at
    return {"matched_text": quoted, "start_idx": start, "end_idx": start + len(quoted)}


def quoted(message: Any) -> list[str]:
    text = message["content"]["parts"][0]
    found = message["metadata"]["content_references"]
    return [text[one["start_idx"] : one["end_idx"]] for one in found]


SOURCE = "Dear PersonK7Q2, yes \ue200cite\ue201 PersonK7Q2 \ue200file\ue201."
REFERENCES = [reference(SOURCE, "\ue200cite\ue201"), reference(SOURCE, "\ue200file\ue201")]


@pytest.mark.parametrize("done", [False, True])
@pytest.mark.parametrize("within", ["/message/metadata", "/message/metadata/content_references"])
def test_references_count_in_the_text_as_it_is_shown(within: str, *, done: bool) -> None:
    status = {"p": "/message/status", "o": "replace", "v": "finished_successfully"}
    value: Any = REFERENCES if within.endswith("references") else {"content_references": REFERENCES}
    changes = [
        *said(SOURCE),
        *([status] if done else []),
        {"p": within, "o": "replace", "v": value},
    ]
    changes[0]["v"]["message"]["metadata"] = {}
    assert quoted(shown(changes)) == ["\ue200cite\ue201", "\ue200file\ue201"]


def test_references_in_a_patch_count_in_the_text_before_it_and_in_it() -> None:
    changes = [
        *said(SOURCE[:20]),
        {
            "p": "",
            "o": "patch",
            "v": [
                {"p": PART, "o": "append", "v": SOURCE[20:]},
                {"p": "/message/metadata/content_references", "o": "add", "v": REFERENCES},
            ],
        },
    ]
    changes[0]["v"]["message"]["metadata"] = {}
    assert quoted(shown(changes)) == ["\ue200cite\ue201", "\ue200file\ue201"]


def test_references_of_a_snapshot_count_in_it() -> None:
    one = root("m1", SOURCE)
    one["message"]["metadata"] = {"content_references": REFERENCES}
    (out,) = values(restored([event(one)]))
    assert quoted(out["message"]) == ["\ue200cite\ue201", "\ue200file\ue201"]


def test_references_of_a_chat_that_is_read_back_count_in_its_messages() -> None:
    one = root("m1", SOURCE)
    one["message"]["metadata"] = {"content_references": REFERENCES}
    body = json.dumps({"mapping": {"m1": one}}).encode()
    request = wire("/backend-api/conversation/c-1", host="chatgpt.com", method="GET")
    from gateway.providers.dialect import dialect_for

    codec = dialect_for(request).answer(request, status=200, content_type="application/json")
    answer = AnswerRestorer(codec, TOKENS, capture_characters=10)
    out = json.loads(answer.feed(body) + answer.end())
    assert quoted(out["mapping"]["m1"]["message"]) == ["\ue200cite\ue201", "\ue200file\ue201"]


@pytest.mark.parametrize(("source", "left"), [(15, 5 + len(TOKENS["PersonK7Q2"])), (5, 5), (0, 0)])
def test_a_text_that_is_cut_off_is_cut_off_at_the_same_place(source: int, left: int) -> None:
    cut = {"p": PART, "o": "truncate", "v": source}
    more = {"p": PART, "o": "append", "v": "; PersonK7Q2"}
    message = shown([*said("Dear PersonK7Q2, yes"), cut, more])
    assert message["content"]["parts"][0] == LONG[:left] + "; " + TOKENS["PersonK7Q2"]


def test_places_behind_a_cut_are_found() -> None:
    text = "Dear PersonK7Q2; PersonK7Q2 \ue200cite\ue201"
    changes = [
        *said("Dear PersonK7Q2, yes"),
        {
            "p": "",
            "o": "patch",
            "v": [
                {"p": PART, "o": "truncate", "v": 15},
                {"p": PART, "o": "append", "v": text[15:]},
            ],
        },
        {
            "p": "/message/metadata/content_references",
            "o": "add",
            "v": [reference(text, "\ue200cite\ue201")],
        },
    ]
    changes[0]["v"]["message"]["metadata"] = {}
    assert quoted(shown(changes)) == ["\ue200cite\ue201"]


def test_inside_a_name_nothing_is_cut_in_two_and_places_stay_right() -> None:
    changes = [
        *said("Dear PersonK7Q2, yes"),
        {"p": PART, "o": "truncate", "v": 9},
        {"p": PART, "o": "append", "v": "a quote"},
        {
            "p": "/message/metadata/content_references",
            "o": "add",
            "v": [reference("", "a quote", at=9)],
        },
    ]
    changes[0]["v"]["message"]["metadata"] = {}
    assert quoted(shown(changes)) == ["a quote"]


def test_the_record_has_what_was_left_of_a_text() -> None:
    answer = AnswerRestorer(new_codec(), TOKENS, capture_characters=1000)
    changes = [
        *said("Dear PersonK7Q2, no"),
        {"p": PART, "o": "truncate", "v": 17},
        {"p": PART, "o": "append", "v": "yes"},
    ]
    for change in changes:
        answer.feed(event(change))
    answer.end()
    assert (answer.received, answer.restored) == ("Dear PersonK7Q2, yes", LONG)


def test_the_end_of_an_answer_that_goes_on_by_a_socket_is_its_end_here() -> None:
    codec, frames = recorded_answer("chatgpt.web/stream.handoff.sse")
    assert list(runs(frames).values()) == ["Letter to PersonK7Q2"]
    assert codec.facts.finished
    assert codec.facts.conversation == "6a0f1b2c-0000-4000-8000-000000000003"


def test_a_snapshot_never_shows_half_a_token() -> None:
    snapshots = [root("m1", text) for text in ("Hi Per", "Hi PersonK7", "Hi PersonK7Q2, you")]
    out = restored([event(one) for one in snapshots] + [b"data: [DONE]\n\n"])
    shown = [one["message"]["content"]["parts"][0] for one in values(out)]
    assert shown == ["Hi ", "Hi ", f"Hi {TOKENS['PersonK7Q2']}, you"]


def test_what_ends_like_a_token_is_shown_when_the_message_is_complete() -> None:
    last = root("m1", "Hi Per", status="finished_successfully")
    assert values(restored([event(last)])) == [last]


def test_the_record_has_a_text_that_was_said_in_snapshots_once() -> None:
    answer = AnswerRestorer(new_codec(), TOKENS, capture_characters=1000)
    for text in ("Hi Per", "Hi PersonK7Q2, you"):
        answer.feed(event(root("m1", text)))
    answer.end()
    assert answer.received == "Hi PersonK7Q2, you"
    assert answer.restored == f"Hi {TOKENS['PersonK7Q2']}, you"
    assert answer.unrestored == 0


def test_an_error_is_one_and_its_words_are_not_kept() -> None:
    said = Conversation()({"message": None, "error": "Ann is busy"}, True)
    assert said.error == "error"


@pytest.mark.parametrize(
    "odd",
    [
        {"c": {}, "p": [], "o": {}, "v": 1},
        {"o": "patch", "v": "Ann"},
        {"p": "/a/" + "9" * 5000, "o": "append", "v": "x"},
        {"v": None},
        {"message": {"id": {}}},
        [1],
    ],
)
def test_what_is_no_change_that_makes_sense_does_no_harm(odd: Any) -> None:
    raw = event(odd) + event({"v": "PersonK7Q2"})
    assert b"PersonK7Q2" not in restored([raw])


def test_what_is_not_streamed_is_read_whole() -> None:
    assert [spot.field.text for spot in Conversation()({"title": "Ann"}, False).spots] == ["Ann"]


def values(out: bytes) -> list[Any]:
    lines = out.decode().split("\n")
    return [json.loads(line[6:]) for line in lines if line.startswith("data: {")]


def document(out: bytes) -> dict[str, Any]:
    """What a page makes of the changes: a small reading of the encoding, written for the tests."""
    roots: dict[str, Any] = {}
    last: dict[str, Any] = {"c": 0, "p": "", "o": "add"}
    for value in values(out):
        last = {key: value.get(key, last[key]) for key in last}
        one = last | {"v": value.get("v")}
        for change in value["v"] if last["o"] == "patch" else [one]:
            put(roots, str(last["c"]), change)
    return roots


def put(roots: dict[str, Any], channel: str, change: dict[str, Any]) -> None:
    steps = change["p"].split("/")[1:]
    holder: Any = roots
    key: Any = channel
    for step in steps:
        holder = holder[key]
        key = int(step) if isinstance(holder, list) else step
    if change["o"] == "append":
        holder[key] = holder[key] + change["v"]
    elif change["o"] == "truncate":
        holder[key] = holder[key][: change["v"]]
    else:
        holder[key] = change["v"]


WORDS = ["PersonK7Q2", "Per", "sonK7Q2", "Person", "K7Q2", " ", "Dear ", "é", '"', "\n", "P"]
TEXT = st.sampled_from(WORDS)
THOUGHT = st.builds(lambda a, b: {"summary": a, "content": b}, TEXT, TEXT)
POINTERS = st.sampled_from([PART, "/message/content/parts/1"])
CHANGE = st.one_of(
    st.fixed_dictionaries(
        # Within it a token would be cut in two, which a client cannot see in what it is shown.
        {"p": POINTERS, "o": st.just("truncate"), "v": st.sampled_from([0, 10_000])}
    ),
    st.fixed_dictionaries({"p": POINTERS, "o": st.just("append"), "v": TEXT}),
    st.fixed_dictionaries(
        {"p": POINTERS, "o": st.sampled_from(["replace", "add"]), "v": st.text(max_size=2) | TEXT}
    ),
    st.fixed_dictionaries(
        {
            "p": st.just("/message/content/thoughts"),
            "o": st.just("append"),
            "v": st.lists(THOUGHT, max_size=2),
        }
    ),
    st.fixed_dictionaries(
        {"p": st.just("/message/content/thoughts/0/content"), "o": st.just("append"), "v": TEXT}
    ),
)


def start(channel: int) -> dict[str, Any]:
    made = root(f"m{channel}", "")
    made["message"]["content"]["parts"] = ["", ""]
    made["message"]["content"]["thoughts"] = [{"summary": "", "content": ""}]
    return {"c": channel, "p": "", "o": "add", "v": made}


def explicit(made: list[Any]) -> list[dict[str, Any]]:
    """Changes on two channels, some of them in patches, nothing left out."""
    out = [start(0), start(1)]
    for channel, several in made:
        if len(several) == 1:
            out.append({"c": channel, **several[0]})
        else:
            out.append({"c": channel, "p": "", "o": "patch", "v": several})
    return out


def shortened(changes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same, leaving out what is as in the change before."""
    last: dict[str, Any] = {}
    out = []
    for change in changes:
        kept = {k: v for k, v in change.items() if k == "v" or last.get(k) != v}
        last = change
        out.append(kept)
    return out


ORDERS = st.lists(st.tuples(st.sampled_from([0, 1]), st.lists(CHANGE, min_size=1, max_size=3)))


AS_JSON = [
    (0, [{"p": "/message/content/parts/1", "o": "replace", "v": '{"'}]),
    (0, [{"p": "/message/content/parts/1", "o": "append", "v": "PersonK7Q2"}]),
]


def test_a_text_that_begins_as_json_stays_json_when_more_is_added() -> None:
    content = b"".join(map(event, shortened(explicit(AS_JSON)))) + b"data: [DONE]\n\n"
    assert document(restored([content])) == expected(document(content))


CUT_BEHIND = [
    {"p": PART, "o": "append", "v": "Per"},
    {"p": PART, "o": "truncate", "v": 3},
    {"p": PART, "o": "append", "v": "sonK7Q2"},
]


@pytest.mark.parametrize("place", [3, 4, 9, 10_000])
def test_a_cut_behind_the_text_leaves_a_token_whole(place: int) -> None:
    """What is held back is not let go by a cut that cuts nothing off."""
    made = [(0, [CUT_BEHIND[0], CUT_BEHIND[1] | {"v": place}, CUT_BEHIND[2]])]
    content = b"".join(map(event, shortened(explicit(made)))) + b"data: [DONE]\n\n"
    assert document(restored([content])) == expected(document(content))


@settings(max_examples=200, deadline=None)
@given(ORDERS, st.data())
def test_any_order_of_changes_gives_the_restored_document(made: list[Any], data: Any) -> None:
    """However it is cut: what the page puts together is its document with the values restored.

    Texts that pieces are added to are restored as a whole, so that a token over two pieces counts.
    """
    changes = shortened(explicit(made))
    content = b"".join(map(event, changes)) + b"data: [DONE]\n\n"
    cut = data.draw(st.integers(0, len(content)))
    out = restored([content[:cut], content[cut:]])
    assert out == restored([content])
    assert out.count(b"\n\n") == content.count(b"\n\n")
    assert document(out) == expected(document(content))


def expected(value: Any) -> Any:
    from gateway.pseudonyms.restore import restore

    if isinstance(value, str):
        begins_as_json = "".join(value.split())[:2] in {'{"', "[{", '["'}
        return restore(value, TOKENS, json=begins_as_json)
    if isinstance(value, dict):
        return {key: expected(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [expected(inner) for inner in value]
    return value
