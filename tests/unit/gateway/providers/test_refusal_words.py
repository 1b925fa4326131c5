"""The page's words."""

from gateway.providers.refusal_words import PAGE


def test_both_languages_have_every_word_of_the_page() -> None:
    assert PAGE["en"].keys() == PAGE["cy"].keys()
    assert all(word for words in PAGE.values() for word in words.values())
