"""An answer is restored while it streams, and no frame is ever added, dropped or moved."""

import pytest

from gateway.errors import Unreadable
from gateway.providers.aws_stream import decode, encode, headers
from gateway.providers.dialect import dialect_for
from gateway.pseudonyms.answer import AnswerRestorer
from gateway.pseudonyms.transcript import TRUNCATED
from tests.make import request
from tests.unit.gateway.pseudonyms.lines import LineCodec, delta, line, runs, texts, whole

ANN, BEN = "PersonK7Q2A9XB4C", "PersonM3N4P5Q6R7"
ISSUED = {ANN: 'Ann "Lo" Lowe', BEN: "Ben Okoro"}


def restorer(issued: dict[str, str] = ISSUED, capture: int = 1000) -> AnswerRestorer:
    return AnswerRestorer(LineCodec(), issued, capture_characters=capture)


def test_with_nothing_issued_bytes_pass_at_once_whole_frame_or_not() -> None:
    answer = restorer({})
    data = line(delta("a", f"Hello {ANN}"))
    assert [answer.feed(data[:5]), answer.feed(data[5:]), answer.end()] == [data[:5], data[5:], b""]
    assert answer.received == answer.restored == f"Hello {ANN}"


def test_a_frame_without_a_token_is_the_same_bytes() -> None:
    data = line(delta("a", "Hello there"))
    assert restorer().feed(data) == data


def test_a_token_in_one_frame_is_restored_in_it() -> None:
    answer = restorer()
    assert texts(answer.feed(line(delta("a", f"Dear {ANN}, hello")))) == [
        ['Dear Ann "Lo" Lowe, hello']
    ]
    assert answer.unrestored == 0


def test_no_bytes_in_gives_no_bytes_out() -> None:
    assert restorer().feed(b"") == restorer().end() == b""


def test_a_frame_that_may_end_in_a_token_waits_for_the_channel_to_go_on() -> None:
    answer = restorer()
    assert answer.feed(line(delta("a", "Dear Pers"))) == b""
    out = answer.feed(line(delta("a", "onK7Q2A9XB4C, hello")))
    assert texts(out) == [['Dear Ann "Lo" Lowe'], [", hello"]]


def test_frames_that_waited_for_nothing_leave_byte_for_byte() -> None:
    answer = restorer()
    first, second = line(delta("a", "a Per")), line(delta("a", "fect day"))
    assert answer.feed(first) == b""
    assert answer.feed(second) == first + second


def test_a_token_over_many_frames_leaves_empty_frames_behind() -> None:
    answer = restorer()
    out = b"".join(answer.feed(line(delta("a", character))) for character in f"{ANN}!")
    assert texts(out) == [['Ann "Lo" Lowe'], *[[""]] * (len(ANN) - 1), ["!"]]


def test_tokens_of_different_lengths_leave_every_text_in_its_own_frame() -> None:
    short = "NinoM3N4P5Q6R7"
    answer = restorer({ANN: "Ann Lowe", short: "QQ123456C"})
    data = line(delta("a", f"no. {short}")) + line(delta("a", "abc")) + line(delta("a", "def Per"))
    out = answer.feed(data) + answer.end()
    assert texts(out) == [["no. QQ123456C"], ["abc"], ["def Per"]]


def test_frames_behind_a_waiting_one_keep_their_place() -> None:
    answer = restorer()
    assert answer.feed(line(delta("a", "to Person"))) == b""
    assert answer.feed(line(delta("b", "beside"))) == b""
    assert answer.feed(line()) == b""
    out = answer.feed(line(delta("a", "ality")))
    assert texts(out) == [["to Person"], ["beside"], [], ["ality"]]


def test_channels_do_not_complete_each_others_tokens() -> None:
    answer = restorer()
    out = answer.feed(line(delta("a", ANN[:9]))) + answer.feed(line(delta("b", ANN[9:])))
    assert runs(out + answer.end()) == {"a": ANN[:9], "b": ANN[9:]}


def test_interleaved_channels_are_each_restored() -> None:
    answer = restorer()
    halves = [("a", ANN[:8]), ("b", BEN[:4]), ("a", ANN[8:]), ("b", BEN[4:])]
    out = b"".join(answer.feed(line(delta(*half))) for half in halves) + answer.end()
    assert runs(out) == {"a": ISSUED[ANN], "b": ISSUED[BEN]}


@pytest.mark.parametrize("name", ["a", "*"])
def test_a_close_lets_go_of_what_was_held(name: str) -> None:
    answer = restorer()
    first, last = line(delta("a", "a Person")), line(closes=[name])
    assert answer.feed(first) == b""
    assert answer.feed(last) == first + last


def test_a_close_of_another_channel_does_not() -> None:
    answer = restorer()
    assert answer.feed(line(delta("a", "a Person")) + line(closes=["b"])) == b""


def test_a_frame_that_carries_the_last_text_and_the_close_does_not_wait() -> None:
    data = line(delta("a", "a Person"), closes=["a"])
    assert restorer().feed(data) == data


def test_the_end_lets_go_of_everything_and_of_an_unfinished_frame() -> None:
    answer = restorer()
    first = line(delta("a", "a Person"))
    assert answer.feed(first + b'{"cl') == b""
    assert answer.end() == first + b'{"cl'


def test_a_whole_text_is_restored_at_once_and_apart_from_the_deltas() -> None:
    answer = restorer()
    held = line(delta("a", f"by {ANN[:8]}"))
    done = line(whole("a", f"by {ANN}", kept=False), closes=["a"])
    assert answer.feed(held) == b""
    assert texts(answer.feed(done)) == [[f"by {ANN[:8]}"], ['by Ann "Lo" Lowe']]


def test_json_source_gets_escaped_values() -> None:
    answer = restorer()
    out = answer.feed(line(delta("t", '{"to":"' + ANN[:5], json=True)))
    out += answer.feed(line(delta("t", ANN[5:] + '"}', json=True)))
    assert runs(out) == {"t": r'{"to":"Ann \"Lo\" Lowe"}'}


def test_each_field_says_for_itself_whether_it_is_json_source() -> None:
    fields = delta("t", f"{ANN} "), delta("t", f"{ANN} ", json=True)
    assert texts(restorer().feed(line(*fields))) == [['Ann "Lo" Lowe ', r"Ann \"Lo\" Lowe "]]


def test_several_fields_of_one_frame_are_restored_each() -> None:
    out = restorer().feed(line(delta("a", f"{ANN}."), delta("b", "-"), whole("c", BEN)))
    assert texts(out) == [['Ann "Lo" Lowe.', "-", "Ben Okoro"]]


def test_two_pieces_of_one_token_may_stand_in_one_frame() -> None:
    out = restorer().feed(line(delta("a", BEN[:7]), delta("a", BEN[7:] + ".")))
    assert texts(out) == [["Ben Okoro", "."]]


def test_an_empty_delta_waits_for_nothing() -> None:
    data = line(delta("a", ""))
    assert restorer().feed(data) == data


def test_a_value_that_is_a_token_is_not_restored_again() -> None:
    answer = restorer({ANN: BEN, BEN: "Ben Okoro"})
    assert texts(answer.feed(line(delta("a", f"{ANN} {BEN}.")))) == [[f"{BEN} Ben Okoro."]]
    assert answer.restored == f"{BEN} Ben Okoro."


def test_frames_wait_only_up_to_a_number() -> None:
    answer = restorer()
    first = line(delta("a", "a Person"))
    other = line(delta("b", "on and on "))
    out = answer.feed(first) + b"".join(answer.feed(other) for _ in range(300))
    assert out == first + other * 300
    assert texts(answer.feed(line(delta("a", f" {BEN}.")))) == [[" Ben Okoro."]]


def test_frames_wait_only_up_to_a_size() -> None:
    answer = restorer()
    data = line(delta("a", "a Person")) + line(delta("b", "x " * 600_000))
    assert answer.feed(data) == data


def test_the_limits_are_for_what_waits_not_for_the_whole_answer() -> None:
    answer = restorer()
    for _ in range(300):
        answer.feed(line(delta("a", "on and on. " * 500)))
    out = answer.feed(line(delta("a", ANN[:9]))) + answer.feed(line(delta("a", ANN[9:])))
    assert runs(out) == {"a": ISSUED[ANN]}


def test_after_a_close_the_channel_begins_anew() -> None:
    answer = restorer()
    answer.feed(line(delta("a", "x"), closes=["a"]))
    assert texts(answer.feed(line(delta("a", BEN.lower())))) == [["Ben Okoro"]]


def test_text_is_captured_by_channel_before_and_after() -> None:
    answer = restorer()
    for field in (delta("a", f"Dear {ANN}"), delta("b", "Note"), delta("a", ", hello")):
        answer.feed(line(field))
    answer.end()
    assert answer.received == f"Dear {ANN}, hello\n\nNote"
    assert answer.restored == 'Dear Ann "Lo" Lowe, hello\n\nNote'


def test_a_repeat_is_restored_but_not_captured() -> None:
    answer = restorer()
    out = answer.feed(line(whole("a", f"{BEN} K7Q2A9", kept=False)))
    assert texts(out) == [["Ben Okoro K7Q2A9"]]
    assert (answer.received, answer.restored, answer.unrestored) == ("", "", 0)


def test_what_is_captured_is_bounded_and_says_so() -> None:
    answer = restorer(capture=10)
    answer.feed(line(delta("a", "twelve words")) + line(delta("b", "more")))
    assert answer.received == answer.restored == "twelve wor" + TRUNCATED


def test_nothing_is_captured_where_nothing_may_be() -> None:
    answer = restorer(capture=0)
    answer.feed(line(delta("a", "text.")))
    assert (answer.received, answer.restored) == ("", "")


@pytest.mark.parametrize(
    "damaged",
    [
        "Person K7Q2A9XB4C",
        "Person **K7Q2A9XB4C**",
        "Person-K7Q2-A9XB-4C",
        "PersonK7Q2A9XB4",
        "PersonK7Q2A9zzzz",
        "Personne K7Q2A9XB4C",
        "person\nk7q2a9\nxb4c",
    ],
)
def test_a_damaged_token_is_counted(damaged: str) -> None:
    answer = restorer()
    for character in f"About {damaged} and {BEN}.":
        answer.feed(line(delta("a", character)))
    answer.end()
    assert answer.restored == f"About {damaged} and Ben Okoro."
    assert answer.unrestored == 1


@pytest.mark.parametrize(
    "text", ["PersonK7Q2A", "Person K7Q2 (A) of 9", "PersonZZZZZZZZZ9", f"K7Q2A{ANN}9XB"]
)
def test_what_is_no_damaged_token_is_not_counted(text: str) -> None:
    answer = restorer()
    answer.feed(line(delta("a", f"About {text}, no.")))
    assert answer.unrestored == 0


def test_facts_are_the_codecs() -> None:
    assert restorer().facts.model == "lines"


def test_a_failure_is_told_in_the_providers_format() -> None:
    assert restorer().failure("stopped") == b"failed: stopped\n"


def test_a_failure_first_ends_a_frame_of_which_a_part_has_left() -> None:
    answer = restorer({})
    answer.feed(b'{"cl')
    assert answer.failure("stopped") == b"\n\nfailed: stopped\n"


def test_a_failure_follows_a_whole_frame_directly() -> None:
    answer = restorer({})
    answer.feed(line(delta("a", "text")))
    assert answer.failure("stopped") == b"failed: stopped\n"


def test_a_failure_needs_no_such_end_where_only_whole_frames_leave() -> None:
    answer = restorer()
    answer.feed(b'{"cl')
    assert answer.failure("stopped") == b"failed: stopped\n"


@pytest.mark.parametrize("issued", [{}, {"PersonK7Q2A9XB4C": "Ann Lowe"}], ids=["clean", "masked"])
def test_frames_with_checksums_leave_whole_and_a_failure_stands_between_them(
    issued: dict[str, str],
) -> None:
    raw = encode(headers({":event-type": "note"}), b'{"text": "Hi"}')
    codec = dialect_for(request(b"{}")).answer(
        request(b"{}"), status=200, content_type="application/vnd.amazon.eventstream"
    )
    answer = AnswerRestorer(codec, issued, capture_characters=100)
    assert answer.feed(raw + raw[:9]) == raw
    with pytest.raises(Unreadable):
        answer.feed(b"\xff" * 40)
    assert decode(answer.failure("stopped")).event == "validationException"


def test_units_are_the_frames_one_by_one() -> None:
    answer = restorer()
    waits = line(delta("a", "Dear Pers"))
    assert answer.units(waits + line(delta("b", "x"))) == []
    first, second, third = answer.units(line(delta("a", "onK7Q2A9XB4C, hello")))
    assert texts(first + second + third) == [['Dear Ann "Lo" Lowe'], ["x"], [", hello"]]
    data = line(delta("a", f"Hello {ANN}"))
    assert restorer({}).units(data + data) == [data, data]


def test_what_waits_can_be_let_go() -> None:
    answer = restorer()
    data = line(delta("a", "Dear Pers"))
    assert answer.units(data) == []
    assert answer.settle() == [data]
    assert answer.settle() == []


def test_tokens_issued_later_are_restored_from_then_on() -> None:
    answer = restorer({})
    answer.units(line(delta("a", f"{ANN} ")))
    assert answer.learn(ISSUED) == []
    (out,) = answer.units(line(delta("a", f"{ANN} and {BEN}.")))
    assert texts(out) == [['Ann "Lo" Lowe and Ben Okoro.']]
    assert answer.received == f"{ANN} {ANN} and {BEN}."
    assert answer.restored == f'{ANN} Ann "Lo" Lowe and Ben Okoro.'


def test_learning_lets_go_of_what_waits_and_keeps_the_count_of_damage() -> None:
    answer = restorer()
    answer.units(line(delta("a", "Person-K7Q2A9XB4C ")))
    waits = line(delta("b", "Pers"))
    answer.units(waits)
    assert answer.learn({BEN: "Ben Okoro"}) == [waits]
    assert answer.unrestored == 1
