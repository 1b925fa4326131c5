"""Network addresses of a person's device."""

import pytest

from tests.unit.detectors.scanning import Found


def test_a_public_address_counts_and_an_inside_one_needs_a_user(ruled: Found) -> None:
    assert "81.2.69.142" in ruled("seen: 81.2.69.142", "IP_ADDRESS")
    assert "2a00:1450:4009::8" in ruled("2a00:1450:4009::8", "IP_ADDRESS")
    assert not ruled("the printer is 10.24.8.61", "IP_ADDRESS")
    assert "10.24.8.61" in ruled("user hkaur 10.24.8.61", "IP_ADDRESS")


@pytest.mark.parametrize("address", ["203.0.113.4", "198.51.100.20", "192.0.2.10", "2001:db8::1"])
def test_an_address_for_documentation_needs_a_person_or_a_user(ruled: Found, address: str) -> None:
    assert address in ruled(f"login from {address}", "IP_ADDRESS")
    assert address in ruled(f"Mrs Bell's router had {address}", "IP_ADDRESS")
    assert not ruled(f"A record portal -> {address}", "IP_ADDRESS")
    assert not ruled(f"sshd: refused connect from {address}", "IP_ADDRESS")


def test_a_version_is_no_address(ruled: Found) -> None:
    text = "libssl 3.0.13.4, upgrade path from 10.2.0.11, see section 4.1.2.3"
    assert not ruled(text, "IP_ADDRESS", 0.0)


def test_a_device_is_somebodys_where_the_text_speaks_of_somebody(ruled: Found) -> None:
    assert ruled("Mr Bell's laptop 00:0c:29:4e:1b:07", "DEVICE_ID")
    assert ruled("her phone, IMEI 49-015420-323751-8", "DEVICE_ID")
    assert ruled("IMEI: 490154203237518", "DEVICE_ID")
    assert not ruled("our switch wants 00:1A:2B:3C:4D:5E", "DEVICE_ID")
    for nobodys in ("ff:ff:ff:ff:ff:ff", "00:00:5e:00:53:01", "12:30:15:12:30:15"):
        assert not ruled(f"Mr Bell's laptop {nobodys}", "DEVICE_ID")
    assert not ruled("order 490154203237518", "DEVICE_ID")


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
def test_what_names_nobody_is_not_an_address(ruled: Found, text: str) -> None:
    assert not ruled(text, "IP_ADDRESS", 0.0)


def test_an_inside_address_without_a_user_stays_under_the_threshold(ruled: Found) -> None:
    scores = ruled("the printer is fd12:3456::8 and 192.168.4.7", "IP_ADDRESS", 0.3)
    assert set(scores) == {"fd12:3456::8", "192.168.4.7"}
    assert max(scores.values()) < 0.5
