"""A place in a record as people type it."""

import click
import pytest

from gateway.cli.places_in_text import Place, as_place

CONTEXT, OPTION = click.Context(click.Command("x")), click.Option(["--at"])


def test_messages_count_from_one_and_characters_from_nothing() -> None:
    place = as_place(CONTEXT, OPTION, "2:0-24")
    assert place == Place(message=2, start=0, end=24)
    found = place.missed("UK_NHS", messages=2)
    assert (found.segment, found.start, found.end, found.category) == (1, 0, 24, "personal")
    assert as_place(CONTEXT, OPTION, None) is None


@pytest.mark.parametrize("value", ["", "1", "0:1-2", "1:2-2", "1:3-2", "1:-2", "a:1-2", "1:1-2-3"])
def test_anything_else_is_wrong_usage(value: str) -> None:
    with pytest.raises(click.BadParameter):
        as_place(CONTEXT, OPTION, value)


def test_a_message_there_is_not_is_wrong_usage() -> None:
    with pytest.raises(click.UsageError, match="1 messages"):
        Place(message=2, start=0, end=1).missed("PERSON", messages=1)
