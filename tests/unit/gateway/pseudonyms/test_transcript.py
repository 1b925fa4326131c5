"""A transcript holds the channels apart, in order of appearance, and never more than its limit."""

from gateway.pseudonyms.transcript import TRUNCATED, Transcript


def written(limit: int, *texts: tuple[str, str]) -> str:
    transcript = Transcript(limit)
    for channel, text in texts:
        transcript.add(channel, text)
    return transcript.text


def test_channels_are_joined_by_blank_lines() -> None:
    assert written(99, ("a", "on"), ("b", "beside"), ("a", "e"), ("c", "")) == "one\n\nbeside"


def test_a_full_transcript_says_so() -> None:
    assert written(5, ("a", "four"), ("b", "more"), ("a", "x")) == "four\n\nm" + TRUNCATED


def test_a_transcript_that_just_fits_is_complete() -> None:
    assert written(4, ("a", "four"), ("a", "")) == "four"


def test_a_limit_of_zero_keeps_nothing_and_says_nothing() -> None:
    assert written(0, ("a", "text")) == ""


def test_a_copy_goes_its_own_way() -> None:
    first = Transcript(9)
    first.add("a", "one")
    second = first.copy()
    second.add("a", " two three")
    assert (first.text, second.text) == ("one", "one two t" + TRUNCATED)


def test_a_channel_that_begins_anew_has_what_is_said_then_and_room_for_it() -> None:
    transcript = Transcript(6)
    transcript.add("a", "Hello")
    transcript.add("b", "x")
    transcript.restart("a")
    transcript.restart("never seen")
    assert transcript.text == "x"
    transcript.add("a", "Howdy")
    assert transcript.text == "Howdy\n\nx"
