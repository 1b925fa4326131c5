"""Fail closed: whatever goes wrong in a hook or a stream, nothing unchecked leaves. The one place
that catches everything. Rule: of an exception only its kind and place are told, never its text.
"""
# ruff: noqa: BLE001 - this is the place

import asyncio
import logging
import traceback
from collections.abc import Awaitable, Callable, Coroutine
from functools import wraps
from typing import Protocol

from mitmproxy import http

from addons.passage import Line, Stamp, passage
from addons.replies import unavailable

log = logging.getLogger(__name__)

SWITCHING = 101
_LAST_WORDS = 5.0  # seconds for recording that we failed


class Guarded(Protocol):
    """An addon whose hooks are guarded."""

    @property
    def deadline(self) -> float:
        """Seconds a hook may take."""
        ...

    async def fault(self, flow: http.HTTPFlow) -> http.Response:
        """Record that the gateway failed on this request, and what to answer."""
        ...


def guarded[Addon: Guarded](
    hook: Callable[[Addon, http.HTTPFlow], Awaitable[None]],
) -> Callable[[Addon, http.HTTPFlow], Awaitable[None]]:
    """A request hook with a deadline, whose every failure is a recorded refusal."""

    @wraps(hook)
    async def run(addon: Addon, flow: http.HTTPFlow) -> None:
        try:
            async with asyncio.timeout(addon.deadline):
                await hook(addon, flow)
        except Exception as error:
            tell("request", error)
            await _refuse(addon, flow)

    return run


async def _refuse(addon: Guarded, flow: http.HTTPFlow) -> None:
    passage(flow).stamp = Stamp.REFUSED
    flow.request.stream = False
    flow.response = unavailable()
    try:
        async with asyncio.timeout(_LAST_WORDS):
            flow.response = await addon.fault(flow)
    except Exception as error:
        tell("fault", error)


class Speaking(Protocol):
    """An addon whose hooks about messages are guarded."""

    @property
    def deadline(self) -> float:
        """Seconds a hook may take."""
        ...

    async def failed(self, flow: http.HTTPFlow, line: Line) -> None:
        """Record that the gateway failed on a message, and leave a step that closes."""
        ...


def guarded_message[Addon: Speaking](
    hook: Callable[[Addon, http.HTTPFlow, Line], Awaitable[None]],
) -> Callable[[Addon, http.HTTPFlow], Awaitable[None]]:
    """A hook about a message, with a deadline; without a step from it the layer closes."""

    @wraps(hook)
    async def run(addon: Addon, flow: http.HTTPFlow) -> None:
        line = passage(flow).line
        if line is None:
            return
        try:
            async with asyncio.timeout(addon.deadline):
                await hook(addon, flow, line)
        except Exception as error:
            line.step = None
            tell("message", error)
            await _give_up(addon, flow, line)

    return run


async def _give_up(addon: Speaking, flow: http.HTTPFlow, line: Line) -> None:
    passage(flow).failed = True
    try:
        async with asyncio.timeout(_LAST_WORDS):
            await addon.failed(flow, line)
    except Exception as error:
        line.step = None
        tell("fault", error)


def guarded_answer[Addon](
    hook: Callable[[Addon, http.HTTPFlow], None],
) -> Callable[[Addon, http.HTTPFlow], None]:
    """A hook about an answer; when it fails the answer does not reach the client."""

    @wraps(hook)
    def run(addon: Addon, flow: http.HTTPFlow) -> None:
        try:
            hook(addon, flow)
        except Exception as error:
            tell("answer", error)
            passage(flow).failed = True
            _kill(flow)

    return run


class SafeStream:
    """A stream callback that neither crashes the connection nor sends an empty chunk.

    An empty chunk would end a chunked HTTP/1.1 answer in its middle. On an error the client is told
    once, in its own format, and the rest of the answer is swallowed.
    """

    def __init__(
        self,
        feed: Callable[[bytes], bytes],
        *,
        failure: Callable[[], bytes],
        broke: Callable[[], None],
    ) -> None:
        self._feed, self._failure, self._broke = feed, failure, broke
        self._cut = False

    def __call__(self, data: bytes) -> list[bytes]:
        if self._cut:
            return []
        try:
            out = self._feed(data)
        except Exception as error:
            out = self._stop(error)
        return [out] if out else []

    def _stop(self, error: Exception) -> bytes:
        self._cut = True
        tell("stream", error)
        try:
            self._broke()
            return self._failure()
        except Exception as another:
            tell("stream failure", another)
            return b""


class Closing:
    """Runs endings beside the flow, so that a client waits neither for our disk nor for us."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def __len__(self) -> int:
        return len(self._tasks)

    def later(self, work: Coroutine[None, None, object]) -> None:
        """Do this soon, beside everything else; a failure is told.

        The engine's loop starts tasks at once, and the last piece of the answer leaves only after
        the hook that calls this: so this task is made to wait for the loop's next round.
        """
        task = asyncio.Task(_contained(work), loop=asyncio.get_running_loop())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def settle(self) -> None:
        """Wait until everything handed in is done."""
        while self._tasks:
            await asyncio.wait(set(self._tasks))


async def _contained(work: Awaitable[object]) -> None:
    try:
        await work
    except Exception as error:
        tell("ending", error)


class Gate:
    """The last addon: what nobody allowed is refused, whatever happened in the hooks before."""

    def http_connect(self, flow: http.HTTPFlow) -> None:
        """A tunnel opens only with a stamp."""
        if flow.response is None and passage(flow).stamp is Stamp.NONE:
            flow.response = unavailable()

    def requestheaders(self, flow: http.HTTPFlow) -> None:
        """Only what passes untouched may stream: a streamed body leaves before it is judged."""
        if passage(flow).stamp is not Stamp.PASS:
            flow.request.stream = False

    def request(self, flow: http.HTTPFlow) -> None:
        """A request leaves only with a stamp."""
        if flow.response is None and passage(flow).stamp not in {Stamp.FORWARD, Stamp.PASS}:
            flow.response = unavailable()

    def responseheaders(self, flow: http.HTTPFlow) -> None:
        """An answer of a provider is only seen through its exchange."""
        found, answer = passage(flow), flow.response
        if answer is not None and answer.status_code == SWITCHING:
            seen = found.stamp is Stamp.FORWARD and found.line is not None
        else:
            seen = found.stamp is not Stamp.FORWARD or callable(getattr(answer, "stream", None))
        if not seen:
            found.failed = True
            _kill(flow)


def _kill(flow: http.HTTPFlow) -> None:
    """End this exchange; other streams of the connection live on."""
    if flow.killable:
        flow.kill()  # type: ignore[no-untyped-call]


def tell(where: str, error: BaseException) -> None:
    """Log that something failed: the kind and the place in the code, nothing of what it said."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{frames[-1].filename.rpartition('/')[2]}:{frames[-1].lineno}" if frames else "?"
    log.error("a %s hook failed closed: %s at %s", where, type(error).__name__, place)
