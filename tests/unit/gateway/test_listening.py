"""Who listens is told of tokens, and only of those of the same person, tool and name."""

from gateway.listening import Listening

AMINA, JOE = ("amina", "tools"), ("joe", "tools")
TOKENS = {"PersonK7Q2": "Ann Lowe"}


def test_only_the_same_owner_and_name_are_told() -> None:
    listening, heard, other = Listening(), dict[str, str](), dict[str, str]()
    listening.join(AMINA, "s-1", 1, heard.update)
    listening.join(JOE, "s-1", 2, other.update)
    listening.join(AMINA, "s-2", 3, other.update)
    listening.tell(AMINA, "s-1", TOKENS)
    assert (heard, other) == (TOKENS, {})


def test_whoever_has_left_is_told_no_more_and_leaves_nothing_behind() -> None:
    listening, heard = Listening(), dict[str, str]()
    listening.join(AMINA, "s-1", 1, heard.update)
    listening.leave(AMINA, "s-1", 1)
    listening.leave(AMINA, "s-1", 1)
    listening.tell(AMINA, "s-1", TOKENS)
    assert (heard, len(listening)) == ({}, 0)


def test_several_may_listen_under_one_name() -> None:
    listening, first, second = Listening(), dict[str, str](), dict[str, str]()
    listening.join(AMINA, "s-1", 1, first.update)
    listening.join(AMINA, "s-1", 2, second.update)
    listening.tell(AMINA, "s-1", TOKENS)
    listening.leave(AMINA, "s-1", 1)
    assert first == second == TOKENS
    assert len(listening) == 1
