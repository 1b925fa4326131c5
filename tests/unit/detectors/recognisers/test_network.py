"""Network addresses of a person's device."""

import pytest

from tests.unit.detectors.scanning import Found


def test_a_public_address_counts_and_an_inside_one_needs_a_user(found: Found) -> None:
    assert "203.0.113.4" in found("login from 203.0.113.4", "IP_ADDRESS")
    assert "2001:db8:85a3::8a2e:370:7334" in found("2001:db8:85a3::8a2e:370:7334", "IP_ADDRESS")
    assert not found("the printer is 10.24.8.61", "IP_ADDRESS")
    assert "10.24.8.61" in found("user hkaur 10.24.8.61", "IP_ADDRESS")


@pytest.mark.parametrize(
    "text",
    [
        "127.0.0.1",
        "0.0.0.0",
        "169.254.1.1",
        "10.0.0.0/8",
        "release 12.4.0.1",
        "999.1.1.1",
        "12:30:15",
    ],
)
def test_what_names_nobody_is_not_an_address(found: Found, text: str) -> None:
    assert not found(text, "IP_ADDRESS", 0.0)


def test_an_inside_address_without_a_user_stays_under_the_threshold(found: Found) -> None:
    scores = found("the printer is fd12:3456::8 and 192.168.4.7", "IP_ADDRESS", 0.3)
    assert set(scores) == {"fd12:3456::8", "192.168.4.7"}
    assert max(scores.values()) < 0.5
