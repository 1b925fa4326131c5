"""Worker processes behind one bounded queue."""

import asyncio
import logging
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from detectors.process import ScanRaisedError, WorkerLostError, WorkerProcess
from detectors.settings import ScanSettings
from detectors.types import Finding, ScanFailed, ScanOverload

BATCH_TEXTS = 16
BATCH_CHARACTERS = 8_000  # about half a second of work: a batch never keeps its first text long
TRIES = 2
PAUSE_SECONDS = 1.0  # between attempts to replace a worker that will not start

log = logging.getLogger(__name__)
Found = tuple[Finding, ...]


@dataclass(slots=True, eq=False)
class Job:
    """One text that waits for its findings; `tries` counts the workers that failed it."""

    text: str = field(repr=False)
    future: asyncio.Future[Found]
    tries: int = 0


class WorkerPool:
    """A worker takes small batches. One that dies or is stuck is replaced, and its texts go back
    to the head of the queue, each alone, once: the text that broke it takes no other with it.
    """

    def __init__(self, settings: ScanSettings) -> None:
        self._settings = settings
        self._waiting: deque[Job] = deque()
        self._news, self._free = asyncio.Event(), asyncio.Event()
        self._servers: list[asyncio.Task[None]] = []
        self._workers: set[WorkerProcess] = set()
        self.restarts = 0
        self.scanned = 0
        self.seconds: Counter[str] = Counter()  # by stage, over all workers

    @property
    def depth(self) -> int:
        return len(self._waiting)

    @property
    def alive(self) -> int:
        return len(self._workers)

    async def free(self) -> None:
        """Returns when no text waits for a worker."""
        while self._waiting:  # others may come before this task goes on
            await self._free.wait()

    async def start(self) -> None:
        """Returns when every worker is warm. Raises ScanFailed when one will not start."""
        starts = [WorkerProcess.start(self._settings) for _ in range(self._settings.workers)]
        started = await asyncio.gather(*starts, return_exceptions=True)
        self._workers = {one for one in started if isinstance(one, WorkerProcess)}
        failures = [one for one in started if isinstance(one, BaseException)]
        if failures:
            await self.close()
            raise failures[0]
        self._servers = [asyncio.create_task(self._serve(worker)) for worker in self._workers]

    async def close(self) -> None:
        for server in self._servers:
            server.cancel()
        await asyncio.gather(*self._servers, return_exceptions=True)
        await asyncio.gather(*(worker.kill() for worker in self._workers))
        self._workers.clear()
        self._servers.clear()
        for job in self._waiting:
            _fail(job, "the scanner is closed")
        self._waiting.clear()
        self._changed()

    async def scan(self, texts: Sequence[str]) -> list[Found]:
        """Findings of each text, in order. Raises ScanOverload and ScanFailed.

        One call may bring more than the queue holds when nobody else waits.
        """
        if not self._servers:
            raise ScanFailed("the scanner is not running")
        if self._waiting and len(self._waiting) + len(texts) > self._settings.queue_limit:
            raise ScanOverload(f"{len(self._waiting)} texts are waiting to be scanned")
        loop = asyncio.get_running_loop()
        jobs = [Job(text, loop.create_future()) for text in texts]
        self._waiting.extend(jobs)
        self._changed()
        return await asyncio.gather(*(job.future for job in jobs))

    async def _serve(self, worker: WorkerProcess) -> None:
        while True:
            batch = await self._take()
            try:
                await self._run(worker, batch)
            except ScanRaisedError as error:
                self._give_back(batch, f"a scan raised {error}")
            except (WorkerLostError, TimeoutError) as error:
                # Kill first: what comes back to the queue must not run twice at once.
                await self._bury(worker)
                self._give_back(batch, f"a scan worker ended ({type(error).__name__})")
                worker = await self._replace()
            except asyncio.CancelledError:
                self._waiting.extendleft(reversed(batch))  # close() tells those who wait
                self._changed()
                raise

    async def _run(self, worker: WorkerProcess, batch: list[Job]) -> None:
        async with asyncio.timeout(self._settings.deadline_seconds):
            found = await worker.scan([job.text for job in batch])
        self.scanned += len(batch)
        self.seconds.update(worker.seconds)
        for job, one in zip(batch, found, strict=True):
            if not job.future.done():
                job.future.set_result(one)

    async def _take(self) -> list[Job]:
        """The next texts, as many as make a small batch; those nobody waits for are dropped."""
        batch: list[Job] = []
        while not batch:
            while self._waiting and self._fits(batch):
                job = self._waiting.popleft()
                if not job.future.done():
                    batch.append(job)
            self._changed()
            if not batch:
                self._news.clear()
                await self._news.wait()
        return batch

    def _fits(self, batch: list[Job]) -> bool:
        following = self._waiting[0]
        if not batch:
            return True
        if following.tries or batch[-1].tries or len(batch) >= BATCH_TEXTS:
            return False
        return sum(len(job.text) for job in batch) + len(following.text) <= BATCH_CHARACTERS

    def _give_back(self, batch: list[Job], reason: str) -> None:
        for job in reversed(batch):
            job.tries += 1
            if job.tries < TRIES:
                self._waiting.appendleft(job)
            else:
                _fail(job, reason)
        self._changed()

    def _changed(self) -> None:
        """Tell whoever waits for texts, or for there to be none."""
        if self._waiting:
            self._news.set()
            self._free.clear()
        else:
            self._free.set()

    async def _bury(self, worker: WorkerProcess) -> None:
        self._workers.discard(worker)
        self.restarts += 1
        await worker.kill()

    async def _replace(self) -> WorkerProcess:
        log.warning("a scan worker ended and is being replaced")
        while True:
            try:
                worker = await WorkerProcess.start(self._settings)
            except (ScanFailed, OSError):
                log.warning("a scan worker could not be replaced; trying again")
                await asyncio.sleep(PAUSE_SECONDS)
                continue
            self._workers.add(worker)
            return worker


def _fail(job: Job, reason: str) -> None:
    if not job.future.done():
        job.future.set_exception(ScanFailed(reason))
