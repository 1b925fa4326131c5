"""Modes: where each one listens, and what is no mode of ours."""

import pytest

from addons.modes import SERVED, listening
from gateway.errors import ConfigError


def test_the_first_mode_listens_at_the_address_and_others_at_their_own_ports() -> None:
    assert listening(["regular", "socks5", "wireguard"], "127.0.0.1:8888") == [
        "regular@127.0.0.1:8888",
        "socks5@127.0.0.1:1080",
        "wireguard@127.0.0.1:51820",
    ]


def test_a_mode_may_say_where_it_listens() -> None:
    specs = listening(["upstream:http://proxy.example:3128", "socks5@0.0.0.0:1081"], "10.0.0.1:1")
    assert specs == ["upstream:http://proxy.example:3128@10.0.0.1:1", "socks5@0.0.0.0:1081"]
    assert listening(["regular@9000"], "10.0.0.1:1") == ["regular@10.0.0.1:9000"]


@pytest.mark.parametrize("mode", ["reverse:https://x", "local", "dns", "nonsense", ""])
def test_other_modes_are_refused_by_name(mode: str) -> None:
    with pytest.raises(ConfigError, match="is not a mode"):
        listening([mode], "127.0.0.1:8080")


@pytest.mark.parametrize("mode", ["upstream:ftp://x", "regular:data", "socks5@port"])
def test_a_mode_that_is_not_understood_is_refused(mode: str) -> None:
    with pytest.raises(ConfigError):
        listening([mode], "127.0.0.1:8080")


def test_two_modes_on_one_port_are_refused() -> None:
    with pytest.raises(ConfigError, match="same port"):
        listening(["regular", "transparent"], "127.0.0.1:8080")


def test_an_address_without_port_is_refused() -> None:
    with pytest.raises(ConfigError):
        listening(["regular"], "127.0.0.1")


def test_the_modes_are_those_of_the_documentation() -> None:
    assert SERVED == ("regular", "transparent", "upstream", "socks5", "wireguard")
