"""gateway.yaml takes what the gateway can do, and nothing that only looks like it."""

import pytest
from pydantic import ValidationError

from gateway.settings.gateway_file import Egress, GatewayFile, Listen, OnFailure


@pytest.mark.parametrize("address", ["127.0.0.1:8080", "[::1]:8080", "proxy.example:0"])
def test_addresses_are_host_and_port(address: str) -> None:
    assert Listen(proxy=address).proxy == address
    assert Egress(host="a.example", address=address).address == address


@pytest.mark.parametrize(
    "address", ["", "8080", ":8080", "::1:8080", "a:b", "a:65536", "a :1", "http://a:1"]
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(ValidationError):
        Listen(metrics=address)


@pytest.mark.parametrize(
    "mode",
    [
        "regular",
        "transparent",
        "socks5",
        "wireguard",
        "wireguard:wg.conf",
        "regular@0.0.0.0:8081",
        "upstream:https://proxy.example:3128",
        "upstream:http://10.0.0.1:80@8081",
    ],
)
def test_the_modes_the_gateway_supports(mode: str) -> None:
    assert Listen(modes=(mode,)).modes == (mode,)


@pytest.mark.parametrize(
    "mode", ["", "reverse:https://a.example", "dns", "upstream:proxy", "Regular"]
)
def test_other_modes_are_refused(mode: str) -> None:
    with pytest.raises(ValidationError):
        Listen(modes=(mode,))


def test_the_gateway_listens_in_at_least_one_way() -> None:
    with pytest.raises(ValidationError):
        Listen(modes=())


@pytest.mark.parametrize("reason", ["", "   "])
def test_letting_unchecked_prompts_out_needs_a_written_reason(reason: str) -> None:
    with pytest.raises(ValidationError, match="write down why"):
        OnFailure(do="allow", reason=reason)


def test_without_a_file_everything_fails_closed() -> None:
    failures = GatewayFile().failures
    assert {getattr(failures, name).do for name in type(failures).model_fields} == {"block"}
    assert not GatewayFile().identity.anonymous.allow
