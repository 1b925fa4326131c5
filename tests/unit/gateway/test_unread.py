"""Reasons for not reading a part fall into few classes, so that a metric can show them."""

import re
from pathlib import Path

import pytest

from gateway.unread import UnreadClass, class_of


@pytest.mark.parametrize(
    ("why", "expected"),
    [
        ("a file", "file"),
        ("a file at an address", "address"),
        ("another service that the provider is asked to call", "provider_held"),
        ("numbers that stand for text", "numbers"),
        ("not the JSON it looks like", "shape"),
        ("a multipart body that is not well formed", "shape"),
        ("encoded content", "encoded"),
        ("not text", "not_text"),
        ("audio", "audio"),
        ("two content types", "shape"),
        ("gRPC", "protocol"),
        ("a stream in both directions, each piece of it signed", "protocol"),
        ("Ann Lowe", UnreadClass.OTHER),
    ],
)
def test_reasons_for_not_reading_fall_into_few_classes(why: str, expected: str) -> None:
    assert class_of(why) == expected


def test_every_reason_the_dialects_give_has_a_class() -> None:
    folder = Path(__file__).parents[3] / "gateway" / "providers"
    source = "".join(path.read_text("utf-8") for path in folder.glob("*.py"))
    given_here = re.findall(r'cannot_read\([^\n]*?, "([^"]+)"\)', source)
    named = re.findall(r"cannot_read\([^\n]*?, ([A-Z_]+)\)|_held\(.*?, ([A-Z_]+)\)", source)
    for name in {name for names in named for name in names if name}:
        given_here += re.findall(rf'^{name} = "([^"]+)"', source, re.MULTILINE)
    assert len(given_here) > 5
    assert [why for why in given_here if class_of(why) == UnreadClass.OTHER] == []
