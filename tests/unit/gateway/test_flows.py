"""What was counted stays until it is kept."""

from gateway.flows import FORWARDED, SEEN, Tally


def test_what_comes_while_it_is_being_kept_is_not_lost() -> None:
    tally = Tally()
    tally.saw(SEEN)
    tally.saw(FORWARDED)
    kept = tally.counts
    tally.saw(SEEN)
    tally.take(kept)
    assert tally.counts == {SEEN: 1}
    tally.take({SEEN: 1})
    assert tally.counts == {}
