"""Issued codes that came back broken are counted, once each and by channel."""

from gateway.pseudonyms.damage import DamageCounter

ISSUED = ["PersonK7Q2A9XB4C", "EmailM3N4P5Q6R7"]


def count(*texts: tuple[str, str]) -> int:
    counter = DamageCounter(ISSUED)
    for channel, text in texts:
        counter.add(channel, text)
    return counter.count


def test_six_right_characters_count_whatever_stands_between() -> None:
    assert count(("a", "Person K7-Q2 **A9** and E-mail m3n4p5")) == 2


def test_five_do_not() -> None:
    assert count(("a", "PersonK7Q2A, EmailM3N4P!")) == 0


def test_pieces_of_one_channel_belong_together() -> None:
    assert count(("a", "Person K7"), ("a", "Q2"), ("a", "A9")) == 1


def test_pieces_of_two_channels_do_not() -> None:
    assert count(("a", "Person K7Q"), ("b", "2A9XB4C")) == 0


def test_a_token_is_counted_once_over_many_pieces() -> None:
    assert count(*(("a", character) for character in "Person K7Q2A9XB4C, hello")) == 1


def test_a_restored_value_in_between_parts_what_stands_around_it() -> None:
    counter = DamageCounter(ISSUED)
    counter.add("a", "K7Q")
    counter.interrupt("a")
    counter.add("a", "2A9XB4C")
    assert counter.count == 0


def test_nothing_issued_nothing_counted() -> None:
    counter = DamageCounter([])
    counter.add("a", "PersonK7Q2A9XB4C")
    assert counter.count == 0


def test_what_is_said_again_counts_once() -> None:
    counter = DamageCounter(ISSUED)
    counter.add("a", "Person K7Q2A9")
    counter.restart("a")
    counter.restart("never seen")
    assert counter.count == 0
    counter.add("a", "Person K7Q2A9, hello")
    assert counter.count == 1
