"""The same text in five places is one run, kept once."""

from tests.golden.providers.cases import codec, play, recorded_answer, runs


def test_each_run_is_kept_once_however_often_it_is_repeated() -> None:
    _, frames = recorded_answer("openai.responses/stream.sse")
    assert runs(frames) == {
        "o0.summary0": "Thinking of PersonK7Q2",
        "o1.text0": "Dear PersonK7Q2, hello",
        "o2.arguments0": '{"n":"PersonK7Q2"}',
    }


def test_the_text_is_found_in_all_five_places() -> None:
    _, frames = recorded_answer("openai.responses/stream.sse")
    texts = [f.text for frame in frames for f in frame.fields if not f.delta]
    assert texts.count("Dear PersonK7Q2, hello") == 4
    assert "Be brief about PersonK7Q2." in texts


def test_repeats_of_arguments_are_json_source_too() -> None:
    _, frames = recorded_answer("openai.responses/stream.sse")
    repeats = [f.json for frame in frames for f in frame.fields if f.text == '{"n":"PersonK7Q2"}']
    assert repeats == [True, True, True]


def test_the_encrypted_part_is_no_text() -> None:
    _, frames = recorded_answer("openai.responses/stream.sse")
    assert not [f for frame in frames for f in frame.fields if f.text == "gAAAAABoQ"]


def test_the_done_event_closes_its_run() -> None:
    _, frames = recorded_answer("openai.responses/stream.sse")
    closes = [frame.closes for frame in frames if frame.closes]
    assert closes == [("o0.summary0",), ("o1.text0",), ("o2.arguments0",), ("*",)]


def test_the_id_under_which_it_is_kept_is_learnt() -> None:
    assert recorded_answer("openai.responses/stream.sse")[0].facts.conversation == "resp_77"
    assert recorded_answer("openai.responses/answer.json")[0].facts.conversation == "resp_77"


def test_an_answer_that_is_not_kept_has_no_conversation() -> None:
    made = codec("/v1/responses", "application/json")
    play(made, [b'{"id": "resp_1", "store": false, "output": []}'])
    assert made.facts.conversation == ""
