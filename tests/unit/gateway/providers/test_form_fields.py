"""A field of a form is what the family's table says of its name."""

import pytest

from gateway.providers.family import Family, Kind
from gateway.providers.form_fields import field_path, takes
from gateway.providers.found import Found

TABLE = Family(
    kinds={
        "format": Kind.WORD,
        "pictures/*": Kind.MEDIA,
        "kept": Kind.RECALLED,
        "held": Kind.HELD,
        "secret": Kind.CREDENTIAL,
    }
)


@pytest.mark.parametrize(
    ("name", "path"),
    [("prompt", "prompt"), ("a[]", "a/*"), ("a[0][b]", "a/*/b"), ("svg[model]", "svg/model")],
)
def test_a_name_with_brackets_is_a_path(name: str, path: str) -> None:
    assert field_path(name) == path


@pytest.mark.parametrize(
    ("name", "text", "taken"),
    [
        ("format", "png", True),
        ("format", "Ann Lowe", False),
        ("pictures[]", "data:image/png;base64,AA", True),
        ("pictures[]", "a note to Ann", False),
        ("prompt", "png", False),
        ("id", "thing_1", True),
        ("kept", "cons_1", True),
        ("held", "file-1", True),
        ("held", "Ann Lowe", False),
        ("secret", "fake.0123456789", True),
        ("secret", "a note about Ann Lowe", False),
    ],
)
def test_a_field_is_taken_only_if_it_looks_like_what_it_is(
    name: str, text: str, taken: bool
) -> None:
    assert takes(TABLE, name, "/x", text, Found()) is taken


def test_files_and_what_is_held_are_unread_and_what_is_kept_is_noted() -> None:
    found = Found()
    for name, text in (("pictures[]", "QUJD"), ("held", "file-1"), ("kept", "cons_1")):
        takes(TABLE, name, f"/{name}", text, found)
    assert [gap.part for gap in found.unread] == ["/pictures[]", "/held"]
    assert list(found.recalls) == ["cons_1"]


@pytest.mark.parametrize(("text", "stream"), [("true", True), ("false", False)])
def test_model_and_stream_are_noted(text: str, stream: bool) -> None:
    found = Found()
    takes(TABLE, "model", "/model", "gpt-x", found)
    takes(TABLE, "stream", "/*", text, found)
    assert (found.model, found.stream) == ("gpt-x", stream)
