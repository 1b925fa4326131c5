"""Signing in through SOCKS5, which asks for a password only when nothing else could name people."""

from typing import Any

from mitmproxy import ctx
from mitmproxy.proxy.layers.modes import Socks5AuthData

from addons.identify import Identification, Identifying


class SocksSignIn:
    """Turns on the engine's SOCKS5 password question and answers it."""

    def __init__(self, runtime: Identifying, identification: Identification) -> None:
        self._runtime = runtime
        self._identification = identification

    def load(self, loader: Any) -> None:  # noqa: ANN401 - addonmanager.Loader is untyped
        """Make the option the engine's SOCKS5 layer looks at."""
        loader.add_option("proxyauth", str, "", "Set when SOCKS5 clients must sign in.")

    def running(self) -> None:
        """Ask when a password is the only way to be known."""
        if self._runtime.identifier.needs_password:
            ctx.options.proxyauth = "password"

    async def socks5_auth(self, data: Socks5AuthData) -> None:
        """Check a name and a password; when this fails the engine refuses."""
        await self._identification.socks(data)
