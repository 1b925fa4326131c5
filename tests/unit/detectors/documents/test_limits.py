"""Limits are generous for office files and strict for what is not."""

from detectors.documents.limits import Limits


def test_every_limit_is_a_bound() -> None:
    limits = Limits()
    numbers = [limits.seconds, limits.memory_bytes, limits.characters, limits.unpacked_bytes]
    numbers += [limits.ratio, limits.entries, limits.depth, limits.pages, limits.pixels]
    assert all(number > 0 for number in numbers)
