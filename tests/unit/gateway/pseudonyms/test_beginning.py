"""A conversation is known by its first question and its first answer, and by nothing else."""

import pytest

from gateway.pseudonyms.beginning import beginning
from gateway.types import Segment
from tests.make import segment

ASKED = segment("Write to Ann Lowe", new=False)
SAID = segment("Dear Ann Lowe", role="assistant", new=False)
AGAIN = segment("Shorter, please")


def test_without_an_answer_there_is_no_conversation_yet() -> None:
    assert beginning(()) == ""
    assert beginning((segment("Be brief", role="system"), segment("Write to Ann Lowe"))) == ""
    assert beginning((SAID,)) == ""


@pytest.mark.parametrize(
    "segments",
    [
        (ASKED, SAID, AGAIN, segment("Dear Ann", role="assistant", new=False)),
        (segment("It is Tuesday", role="system"), ASKED, SAID, AGAIN),
        (ASKED, segment("Hm", role="assistant", new=False, writable=False), SAID, AGAIN),
    ],
)
def test_it_stays_the_same_whatever_else_is_sent(segments: tuple[Segment, ...]) -> None:
    assert beginning(segments) == beginning((ASKED, SAID, AGAIN))


@pytest.mark.parametrize(
    "segments",
    [
        (AGAIN, SAID),
        (ASKED, segment("Dear Ms Lowe", role="assistant", new=False)),
        (segment("Write to Ann LoweDear"), segment(" Ann Lowe", role="assistant", new=False)),
    ],
)
def test_another_question_or_answer_is_another_conversation(segments: tuple[Segment, ...]) -> None:
    assert beginning(segments) != beginning((ASKED, SAID))
    assert "Lowe" not in beginning(segments)
