"""The cache remembers findings and keeps no texts."""

import gc

from detectors.cache import FindingsCache
from tests.unit.detectors.scanning import finding


def test_the_least_recently_used_goes_first() -> None:
    cache = FindingsCache(2)
    keys = [cache.key(text) for text in "abc"]
    cache.put(keys[0], ())
    cache.put(keys[1], ())
    cache.get(keys[0])
    cache.put(keys[2], ())
    assert [cache.peek(key) for key in keys] == [(), None, ()]


def test_what_was_put_comes_back_and_hits_and_misses_are_counted() -> None:
    cache, found = FindingsCache(2), (finding("PERSON", 0, 3),)
    assert cache.get(cache.key("Ada")) is None
    cache.put(cache.key("Ada"), found)
    assert cache.get(cache.key("Ada")) is found
    assert (cache.hits, cache.misses) == (1, 1)


def test_a_peek_is_not_counted_and_makes_nothing_young_again() -> None:
    cache = FindingsCache(2)
    old, young, newest = (cache.key(text) for text in "abc")
    cache.put(old, ())
    cache.put(young, ())
    assert cache.peek(old) == ()
    assert cache.peek(newest) is None
    assert (cache.hits, cache.misses) == (0, 0)
    cache.put(newest, ())
    assert cache.peek(old) is None


def test_two_caches_have_two_keys_for_one_text() -> None:
    assert FindingsCache(1).key("a") != FindingsCache(1).key("a")


def test_one_cache_has_one_key_for_one_text_even_with_half_a_surrogate_pair() -> None:
    cache = FindingsCache(1)
    assert cache.key("a\ud83d") == cache.key("a\ud83d") != cache.key("a")


def test_no_text_stays_in_the_cache() -> None:
    cache = FindingsCache(10)
    cache.put(cache.key("Ada Canary lives here"), ())
    assert not any("Canary" in repr(one) for one in gc.get_referents(cache))
