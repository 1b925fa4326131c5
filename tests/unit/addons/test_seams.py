"""The private seams of mitmproxy: pinned to one version, put in and taken out whole.

What they do is shown against the real proxy in tests/integration/proxy.
"""

from importlib.metadata import version

import pytest
from mitmproxy.proxy.layers import websocket
from mitmproxy.proxy.layers.http import HttpStream, _http1

from addons.seams import VERSION, BodyTooLargeHook, seams
from gateway.settings.gateway_file import Limits


def parts() -> tuple[object, ...]:
    stream = HttpStream
    return (
        _http1.Http1Server.read_headers,
        _http1.Http1Server.wait,
        stream.check_body_size,
        stream.handle_protocol_error,
        websocket.WebsocketLayer,
    )


def test_the_version_is_the_one_the_seams_were_read_in() -> None:
    assert version("mitmproxy") == VERSION


def test_the_seams_are_taken_out_again() -> None:
    before = parts()
    with seams(Limits()):
        assert not set(parts()) & set(before)
    assert parts() == before


def test_an_error_takes_them_out_as_well() -> None:
    before = parts()
    with pytest.raises(KeyError), seams(Limits()):
        {}["missing"]
    assert parts() == before


def test_the_engine_calls_the_hook_by_its_name() -> None:
    assert BodyTooLargeHook.name == "body_too_large"
    assert BodyTooLargeHook.blocking
