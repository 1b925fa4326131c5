"""The chain: each hook goes to the addons that have it, in order, errors contained, halts obeyed."""

import asyncio
from typing import Any

from mitmproxy import hooks, options
from mitmproxy.exceptions import AddonHalt
from mitmproxy.master import Master

from addons.chain import Chain


class Writes:
    """Notes each call, then does what it was told."""

    def __init__(self, name: str, notes: list[str], error: Exception | None = None) -> None:
        self.name, self.notes, self.error = name, notes, error

    def running(self) -> None:
        self.notes.append(self.name)
        if self.error:
            raise self.error


class Waits(Writes):
    """As an asynchronous hook."""

    async def running(self) -> None:  # type: ignore[override]
        await asyncio.sleep(0)
        self.notes.append(self.name)


class Nothing:
    """Has no hook at all."""


async def told(*addons: Any) -> None:
    chain = Chain(Master(options.Options()))
    chain.add(*addons)
    for _ in range(2):
        await chain.handle_lifecycle(hooks.RunningHook())


async def test_hooks_run_in_order_whether_they_wait_or_not() -> None:
    notes: list[str] = []
    await told(Waits("one", notes), Nothing(), Writes("two", notes))
    assert notes == ["one", "two"] * 2


async def test_an_error_does_not_keep_the_next_addon_from_running() -> None:
    notes: list[str] = []
    await told(Writes("one", notes, LookupError("canary")), Writes("two", notes))
    assert notes == ["one", "two"] * 2


async def test_a_halt_ends_the_hook() -> None:
    notes: list[str] = []
    await told(Writes("one", notes, AddonHalt()), Writes("two", notes))
    assert notes == ["one"] * 2
