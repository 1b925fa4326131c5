"""The engine's addon chain without its idle calls: about a hundred per request otherwise.

The engine asks every addon for every hook, and tells each one after every hook that a flow has
changed, for its user interfaces. Here a hook goes to the addons that have it, in their order.
"""

import inspect
from collections.abc import Callable
from typing import override

from mitmproxy import hooks
from mitmproxy.addonmanager import AddonManager, safecall, traverse
from mitmproxy.exceptions import AddonHalt


class Chain(AddonManager):
    """The addons of one master; complete once the first hook has run."""

    @override
    async def handle_lifecycle(self, event: hooks.Hook) -> None:
        await self.trigger_event(event)

    @override
    async def trigger_event(self, event: hooks.Hook) -> None:
        arguments = event.args()
        for hook in self._having(event.name):
            try:
                with safecall():
                    result = hook(*arguments)
                    if inspect.isawaitable(result):
                        await result
            except AddonHalt:
                return

    def _having(self, name: str) -> tuple[Callable[..., object], ...]:
        known: dict[str, tuple[Callable[..., object], ...]]
        known = self.__dict__.setdefault("_hooks", {})
        if name not in known:
            addons = traverse(self.chain)  # type: ignore[no-untyped-call]
            found = (getattr(addon, name, None) for addon in addons)
            known[name] = tuple(hook for hook in found if callable(hook))
        return known[name]
