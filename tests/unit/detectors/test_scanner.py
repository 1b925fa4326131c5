"""Texts in, findings out: order, cache, windows, limits."""

import asyncio
import subprocess
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import pytest_asyncio

from detectors.inline import InlineScan
from detectors.scanner import Scanner
from detectors.settings import ScanSettings
from detectors.types import Finding, ScanFailed, ScanOverload, ScanTimeout, ScanTooLarge
from detectors.windows import SIZE
from tests.unit.detectors.scanning import NINO, TERMS, until

pytestmark = pytest.mark.asyncio(loop_scope="module")
FILLER = "The depot opens at nine and closes at five on most days of the week. "


@asynccontextmanager
async def running(settings: ScanSettings) -> AsyncIterator[Scanner]:
    scanner = Scanner(settings)
    await scanner.start()
    try:
        yield scanner
    finally:
        await scanner.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def scanner() -> AsyncIterator[Scanner]:
    """Over the shipped model and the shipped lists."""
    async with running(ScanSettings(workers=0, terms=TERMS, max_characters=50_000)) as scanner:
        yield scanner


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def plain(light: str) -> AsyncIterator[Scanner]:
    """Without a model, where windows and caches are what is tried."""
    async with running(ScanSettings(workers=0, pipeline=light)) as scanner:
        yield scanner


def spans(text: str, findings: tuple[Finding, ...], entity: str) -> list[str]:
    return [text[f.start : f.end] for f in findings if f.entity == entity]


async def test_findings_come_in_the_order_of_the_texts(plain: Scanner) -> None:
    clean, full = "Nothing here.", NINO
    first, second, third = await plain.scan([clean, full, clean])
    assert first == third == ()
    assert spans(full, second, "UK_NINO") == ["AB123456C"]


async def test_what_nobody_waits_for_gives_way_to_what_somebody_does(
    plain: Scanner, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert spans(NINO, (await plain.aside([NINO]))[0], "UK_NINO") == ["AB123456C"]
    work = plain._work
    assert isinstance(work, InlineScan)
    release = threading.Event()
    work._thread.submit(release.wait)  # nobody is served until then
    try:
        others = [asyncio.ensure_future(plain.scan([f"number {n}"])) for n in range(3)]
        aside = asyncio.ensure_future(plain.aside(["nothing yet"]))
        await until(lambda: work.depth == 2)
        monkeypatch.setattr("detectors.scanner._PATIENCE", 0.1)
        with pytest.raises(ScanOverload, match="others waited"):
            await plain.aside(["nothing else"])
        assert work.depth == 2  # neither asked while others waited
        assert not aside.done()
    finally:
        release.set()
    await asyncio.gather(*others)
    assert await aside == ((),)


async def test_no_texts_give_no_findings(scanner: Scanner) -> None:
    assert await scanner.scan([]) == ()
    assert await scanner.scan(["", " \n ", "\u200b"]) == ((), (), ())


async def test_a_text_seen_before_comes_from_the_cache(plain: Scanner) -> None:
    text = "Ring 07700 900123 about the fence."
    first = await plain.scan([text])
    before = plain.statistics
    assert await plain.scan([text]) == first
    assert plain.statistics.cache_hits == before.cache_hits + 1
    assert plain.statistics.cache_misses == before.cache_misses


async def test_a_text_over_the_limit_is_an_error_not_a_pass(scanner: Scanner) -> None:
    with pytest.raises(ScanTooLarge, match=r"^too large: over 50000 characters$"):
        await scanner.scan(["short", "x" * 50_001])
    assert await scanner.scan(["x" * 50_000]) == ((),)


async def test_too_large_is_no_failure_of_the_scanner_that_may_be_let_through(
    plain: Scanner,
) -> None:
    with pytest.raises(ScanTooLarge) as caught:
        await plain.scan(["x" * (ScanSettings().max_characters + 1)])
    assert not isinstance(caught.value, ScanFailed)


@pytest.mark.parametrize("shift", range(0, 400, 57))
async def test_a_finding_is_found_once_wherever_a_window_ends(plain: Scanner, shift: int) -> None:
    lead = (FILLER * 200)[: SIZE - 400 + shift]
    text = f"{lead} {NINO} {FILLER * 30}"
    (found,) = await plain.scan([text])
    assert spans(text, found, "UK_NINO") == ["AB123456C"]


async def test_text_added_to_a_long_text_costs_only_its_last_window(plain: Scanner) -> None:
    text = FILLER * 300
    await plain.scan([text])
    entries = len(plain._cache._entries)
    await plain.scan([f"{text} {NINO}"])
    assert len(plain._cache._entries) <= entries + 2  # the last window and the whole


async def test_half_a_surrogate_pair_is_scanned_like_any_text(plain: Scanner) -> None:
    text = f"\ud83d {NINO} \udc00"
    (found,) = await plain.scan([text])
    assert spans(text, found, "UK_NINO") == ["AB123456C"]


async def test_the_version_is_known_once_started_and_says_what_is_scanned_for(
    scanner: Scanner, plain: Scanner, light: str
) -> None:
    assert Scanner(ScanSettings(workers=0, pipeline=light)).version == ""
    assert len(scanner.version) == 12
    assert plain.version != scanner.version


async def test_the_statistics_name_the_model_and_how_busy_it_is(
    scanner: Scanner, plain: Scanner, light: str
) -> None:
    assert (scanner.statistics.model, plain.statistics.model) == ("shipped", light)
    assert scanner.statistics.workers_alive == 1
    assert scanner.statistics.queue_depth == scanner.statistics.worker_restarts == 0


async def test_a_deadline_that_passes_is_an_error_not_a_pass(light: str) -> None:
    settings = ScanSettings(workers=0, pipeline=light, deadline_seconds=0.001)
    async with running(settings) as scanner:
        with pytest.raises(ScanTimeout):
            await scanner.scan([FILLER * 100])


async def test_a_pipeline_that_is_not_there_stops_the_start() -> None:
    scanner = Scanner(ScanSettings(workers=0, pipeline="no_such_pipeline"))
    with pytest.raises(ScanFailed, match="no_such_pipeline"):
        await scanner.start()
    with pytest.raises(ScanFailed):
        await scanner.scan(["text"])
    await scanner.close()


async def test_a_worker_process_finds_what_a_thread_finds(scanner: Scanner) -> None:
    texts = [
        NINO,
        "Mrs Adaeze Okonkwo of 14 Elm Grove has epilepsy.",
        "\ud83d \u200bJo\u00adhn Smith",
    ]
    async with running(ScanSettings(workers=1, terms=TERMS, deadline_seconds=60)) as other:
        assert await other.scan(texts) == await scanner.scan(texts)
        assert other.statistics.workers_alive == 1


async def test_a_gateway_that_uses_workers_never_loads_the_language_libraries_itself() -> None:
    code = (
        "import sys, detectors.scanner;"
        "sys.exit(any(m in sys.modules for m in ('spacy', 'presidio_analyzer', 'onnxruntime')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
