"""What stands where a secret would, and what only looks as if it did."""

import pytest

from detectors.placeholders import is_code, is_example, stands_in


@pytest.mark.parametrize(
    "value",
    ["<your key>", "changeme", "change-me-now", "YOUR_KEY_HERE", "${TOKEN}", "$TOKEN", "xxxxxxxx",
     "********", "string", "your-api-key", "[redacted]", "{{ vault }}", "%PASSWORD%", "db_password"],
)  # fmt: skip
def test_a_placeholder_stands_in_for_a_value(value: str) -> None:
    assert stands_in(value)


@pytest.mark.parametrize("value", ["Fluffy22", "Password1", "Council2024$", "swordfish", "4417"])
def test_what_somebody_chose_does_not(value: str) -> None:
    assert not stands_in(value)


@pytest.mark.parametrize(
    "value",
    ["settings.AUTH_TOKEN_2", "os.environ['X']", "get_secret()", "self.password", "/etc/key",
     "https://example.org", "process.env.KEY2"],
)  # fmt: skip
def test_code_that_reads_a_secret_is_code(value: str) -> None:
    assert is_code(value)


def test_a_password_with_a_dot_is_no_code() -> None:
    assert not is_code("Kettle.90")
    assert not is_code("q3X8Q~lamp.Otter_9")


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("e.g. coffee-train", "coffee-train", True),
        ("never use Password1", "Password1", True),
        ("Password1 is too weak", "Password1", True),
        ("change-it (training build)", "change-it", True),
        ("her pin is 2580", "2580", False),
        ("e.g.\npin 2580", "2580", False),
    ],
)
def test_the_words_around_call_it_an_example(text: str, value: str, expected: bool) -> None:
    start = text.index(value)
    assert is_example(text, start, start + len(value)) is expected
