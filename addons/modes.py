"""How clients reach the proxy: which modes are served, and where each one listens."""

from collections.abc import Sequence

from mitmproxy.proxy.mode_specs import ProxyMode

from gateway.errors import ConfigError, Problem
from gateway.portal.listener import split

SERVED = ("regular", "transparent", "upstream", "socks5", "wireguard")


def listening(modes: Sequence[str], address: str) -> list[str]:
    """mitmproxy's mode specifications; `address` ("HOST:PORT") is where the first one listens.

    The others listen on the same interface at their usual ports (socks5 1080, wireguard 51820, else
    8080), unless they say "MODE@HOST:PORT". Raises ConfigError.
    """
    host, port = split(address)
    specs = [
        _placed(mode, host, port if number == 0 else None) for number, mode in enumerate(modes)
    ]
    places = [_place(spec) for spec in specs if not spec.endswith(":0")]
    if len(set(places)) < len(places):
        raise _problem(" ".join(modes), "two modes would listen on the same port; add @HOST:PORT")
    return specs


def _placed(mode: str, host: str, port: int | None) -> str:
    name = mode.partition(":")[0].partition("@")[0].lower()
    if name not in SERVED:
        raise _problem(mode, f"is not a mode; there are {', '.join(SERVED)}")
    parsed = _parsed(mode)
    if parsed.custom_listen_port is not None:
        return mode if parsed.custom_listen_host else _at(mode.rpartition("@")[0], host, parsed)
    return f"{mode}@{host}:{parsed.default_port if port is None else port}"


def _at(mode: str, host: str, parsed: ProxyMode) -> str:
    return f"{mode}@{host}:{parsed.custom_listen_port}"


def _parsed(mode: str) -> ProxyMode:
    try:
        return ProxyMode.parse(mode)
    except ValueError as error:
        raise _problem(mode, f"is not understood: {error}") from None


def _place(spec: str) -> tuple[str, int | None, str]:
    parsed = ProxyMode.parse(spec)
    return parsed.listen_host(), parsed.listen_port(), parsed.transport_protocol


def _problem(mode: str, message: str) -> ConfigError:
    where = f"listen.modes {mode}"
    return ConfigError(Problem(file="gateway.yaml", line=0, where=where, message=message))
