"""The cache keeps no texts; check digits are checked."""

import gc

import pytest

from detectors import checksums
from detectors.cache import FindingsCache


def test_the_least_recently_used_goes_first() -> None:
    cache = FindingsCache(2)
    keys = [cache.key(text) for text in "abc"]
    cache.put(keys[0], ())
    cache.put(keys[1], ())
    cache.get(keys[0])
    cache.put(keys[2], ())
    assert [cache.peek(key) for key in keys] == [(), None, ()]


def test_two_caches_have_two_keys_for_one_text() -> None:
    assert FindingsCache(1).key("a") != FindingsCache(1).key("a")


def test_no_text_stays_in_the_cache() -> None:
    cache = FindingsCache(10)
    cache.put(cache.key("Ada Canary lives here"), ())
    assert not any("Canary" in repr(one) for one in gc.get_referents(cache))


@pytest.mark.parametrize(
    ("check", "good", "bad"),
    [
        (checksums.luhn, "4111111111111111", "4111111111111112"),
        (checksums.nhs_number, "9434765919", "9434765918"),
        (checksums.nhs_number, "4010232137", "0000000000"),
        (checksums.iban, "GB82WEST12345698765432", "GB83WEST12345698765432"),
        (checksums.utr, "1955839661", "2955839661"),
        (checksums.upn, "G823432106001", "A823432106001"),
    ],
)
def test_check_digits(check: "type[bool]", good: str, bad: str) -> None:
    assert check(good)
    assert not check(bad)
