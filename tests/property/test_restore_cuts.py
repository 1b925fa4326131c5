"""However an answer is cut, the restored text is the same: checked against a naive reading."""

import re
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from gateway.pseudonyms.restore import TextRestorer, restore
from gateway.pseudonyms.token_index import TokenIndex

# Short tokens that begin and contain each other make every confusion likely.
ISSUED = {"Ab1": "<x>", "Ab12": "Ab1", "bA1": "", "aa1": "aab", "a": "A", "1bA": "!"}
PARTS = st.sampled_from(
    ["A", "b", "a", "B", "1", "2", "Ab1", "ab1", "bA1", "aa", " ", "\\n", "\\u00e1", "-", "é", "K"]
)
TEXTS = st.lists(PARTS, max_size=14).map("".join)
SUBSETS = st.sets(st.sampled_from(sorted(ISSUED)))

_EDGE = re.compile(r".*(?:\A|[^A-Za-z0-9]|\\[bfnrt]|\\u[0-9A-Fa-f]{4})\Z", re.DOTALL)


def naive(text: str, issued: dict[str, str]) -> str:
    """One place after the other, the longest token first."""
    out, at = "", 0
    while at < len(text):
        for token in sorted(issued, key=len, reverse=True):
            piece = text[at : at + len(token)]
            if piece == token or (_EDGE.match(text[:at]) and piece.lower() == token.lower()):
                out, at = out + issued[token], at + len(token)
                break
        else:
            out, at = out + text[at], at + 1
    return out


@given(TEXTS, SUBSETS)
def test_the_whole_text_reads_as_the_naive_reading(text: str, tokens: set[str]) -> None:
    issued = {token: ISSUED[token] for token in tokens}
    assert restore(text, issued) == naive(text, issued)


@given(TEXTS, SUBSETS, st.data())
def test_any_cuts_give_the_same_text(text: str, tokens: set[str], data: st.DataObject) -> None:
    index = TokenIndex({token: ISSUED[token] for token in tokens})
    places = data.draw(st.lists(st.integers(0, len(text)), max_size=8))
    restorer = TextRestorer(index)
    bounds = [0, *sorted(places), len(text)]
    out = "".join(restorer.feed(text[a:b]) for a, b in pairwise(bounds)) + restorer.flush()
    assert restorer.settled == len(text)
    whole = TextRestorer(index)
    assert out == whole.feed(text) + whole.flush()


@given(TEXTS, SUBSETS)
def test_nothing_is_held_that_could_not_become_a_token(text: str, tokens: set[str]) -> None:
    restorer = TextRestorer(TokenIndex({token: ISSUED[token] for token in tokens}))
    restorer.feed(text)
    held = restorer.held.lower()
    assert not held or any(t.lower().startswith(held) and len(t) > len(held) for t in tokens)


@given(TEXTS)
@example("Ab12" * 4)
def test_pieces_tell_where_in_the_source_they_stand(text: str) -> None:
    restorer = TextRestorer(TokenIndex(ISSUED))
    pieces = [*restorer.pieces(text), *restorer.pieces("", last=True)]
    assert all(
        piece.value or text[piece.start : piece.start + len(piece.text)] == piece.text
        for piece in pieces
    )
    assert [piece.start for piece in pieces] == sorted(piece.start for piece in pieces)


REPLY = (
    "Dear PersonK7Q2A9XB4C,\n\n| Name | Mail |\n| personk7q2a9xb4c | EMAILM3N4P5Q6R7 |\n"
    "PersonK7Q2A9XB4C's perfect Person, PersonK7Q2A9XB4\nEmail: xEmailM3N4P5Q6R7EmailM3N4P5Q6R7"
)
LONG = {"PersonK7Q2A9XB4C": "Ann Lowe", "EmailM3N4P5Q6R7": "ann@example.org"}


def test_every_pair_of_cuts_of_a_reply_gives_the_same_text() -> None:
    index, expected = TokenIndex(LONG), naive(REPLY, LONG)
    assert "Ann Lowe's perfect" in expected
    for first in range(len(REPLY)):
        for second in range(first, len(REPLY), 5):
            restorer = TextRestorer(index)
            parts = REPLY[:first], REPLY[first:second], REPLY[second:]
            assert "".join(map(restorer.feed, parts)) + restorer.flush() == expected


def test_one_character_at_a_time_gives_the_same_text() -> None:
    restorer = TextRestorer(TokenIndex(LONG))
    assert "".join(map(restorer.feed, REPLY)) + restorer.flush() == naive(REPLY, LONG)
