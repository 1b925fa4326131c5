"""Where the texts of a change stand, whatever the change names the place by."""

from gateway.providers.pointers import Sizes, labelled, leaves, resolved


def test_a_value_tells_how_long_its_lists_are() -> None:
    sizes: Sizes = {}
    found = list(leaves(sizes, "/a", {"b": ["one", {"c": "two"}]}, adds=False))
    assert found == [("/a/b/0", ("b", 0), "one"), ("/a/b/1/c", ("b", 1, "c"), "two")]
    assert sizes == {"/a/b": 2}


def test_elements_are_added_after_the_last() -> None:
    sizes: Sizes = {"/a": 2}
    assert [place for place, _, _ in leaves(sizes, "/a", ["x", "y"], adds=True)] == ["/a/2", "/a/3"]
    assert list(leaves(sizes, "/a", "z", adds=True)) == [("/a/4", (), "z")]
    assert list(leaves(sizes, "/a/-", "q", adds=False)) == [("/a/5", (), "q")]


def test_text_is_added_to_text() -> None:
    assert list(leaves({"/a": 1}, "/a/0", "more", adds=True)) == [("/a/0", (), "more")]


def test_the_last_one_has_a_number() -> None:
    sizes: Sizes = {"/r/f": 3, "/r/f/2/g": 1}
    assert resolved(sizes, "/r/f/-1/g/-1/t") == "/r/f/2/g/0/t"
    assert resolved({}, "/r/-1") == "/r/0"


def test_keys_that_may_be_content_do_not_show_in_a_label() -> None:
    assert labelled("/content/0/text") == "/content/0/text"
    assert "Okonkwo" not in labelled("/Okonkwo")
