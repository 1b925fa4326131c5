"""XML is walked without entities and without going anywhere."""

from detectors.documents import reasons
from tests.made_files import missed, said


def test_texts_attributes_and_comments_are_read() -> None:
    text = said(b'<?xml version="1.0"?><case who="Joe Bright">Ann Lowe<!-- Priya Nair --></case>')
    assert all(words in text for words in ("Ann Lowe", "Joe Bright", "Priya Nair"))


def test_a_bomb_of_entities_is_refused() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>'
    assert reasons.ENTITIES in missed(bomb)


def test_no_more_words_are_walked_than_are_read_and_those_are_kept() -> None:
    for begin, word, end in (
        ("<html><body>", "<p>Lowe</p>\n", "</body></html>"),
        ("<a>", "<b>Lowe</b>\n", "</a>"),
    ):
        page = (begin + word * 150_000 + end).encode()
        assert missed(page) == {reasons.LONG}
        assert 350_000 < len(said(page)) <= 400_000


def test_blanks_between_elements_count_for_less_than_words() -> None:
    page = (f"<html><body>{'<p>Ann</p>' + ' ' * 90 + chr(10)}" * 10_000 + "</body></html>").encode()
    assert not missed(page)


def test_attributes_without_number_stop_the_walk() -> None:
    many = b"<a " + b" ".join(b"a%d='b'" % n for n in range(150_000)) + b"/>"
    assert missed(many) == {reasons.TOO_MANY}
    assert not missed(b"<a>" + b"<b c=''/>" * 150_000 + b"</a>")
