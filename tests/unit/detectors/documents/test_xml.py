"""XML is walked without entities and without going anywhere."""

from detectors.documents import reasons
from tests.made_files import missed, said


def test_texts_attributes_and_comments_are_read() -> None:
    text = said(b'<?xml version="1.0"?><case who="Joe Bright">Ann Lowe<!-- Priya Nair --></case>')
    assert all(words in text for words in ("Ann Lowe", "Joe Bright", "Priya Nair"))


def test_a_bomb_of_entities_is_refused() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>'
    assert reasons.ENTITIES in missed(bomb)
