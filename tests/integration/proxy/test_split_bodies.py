"""However a recorded body is split into chunks, the same bytes leave and the same bytes come back.

Over raw connections through the real proxy; only which word is a name, and which words of an answer
are tokens, is made up.
"""

from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

import pytest

from tests.golden.providers.cases import SOCKETS, answers, requests
from tests.integration.proxy.split import (
    Came,
    Case,
    Pieces,
    cases,
    cut,
    line,
    speaking,
    telling,
    ways,
)
from tests.proxy import Proxy

EVERYWHERE = 2048  # bytes; halves of larger bodies are cut where it matters


async def same_whichever_way(
    proxy: Proxy, case: Case, asked: Iterator[Pieces], said: Iterator[Pieces]
) -> tuple[Came, int]:
    """What came each time, and in how many ways it was split.

    What is over of one side is paired with the other side whole.
    """
    tried = 0
    proxy.runtime.recorder.answers.clear()
    async with line(proxy, case) as spoken:
        whole = await spoken.ask()
        for sent, given in zip_longest(asked, said, fillvalue=()):
            came = await spoken.ask(sent, given)
            assert came == whole, (case.name, [*map(len, sent)], [*map(len, given)])
            tried += 1
        assert len(await spoken.records()) == 1
    return whole, tried


def some(content: bytes) -> Iterator[Pieces]:
    yield cut(content, range(0, len(content), 7))
    yield cut(content, telling(content))


async def test_some_ways_to_split_some_recordings(tmp_path: Path) -> None:
    masked = restored = refused = 0
    chosen = cases()[::4]
    async with speaking(tmp_path) as proxy:
        for case in chosen:
            came, tried = await same_whichever_way(
                proxy, case, some(case.request.body), some(case.answer)
            )
            assert tried == 2
            masked += came.left not in ((), (case.request.body,))
            restored += came.told != case.answer
            refused += not came.left
    assert masked > len(chosen) // 3  # or nothing would be proved of what is changed
    assert restored > len(chosen) // 2
    assert refused < 3


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("case", cases(), ids=str)
async def test_every_way_to_split_each_recording(tmp_path: Path, case: Case) -> None:
    asked, said = (ways(body, every=EVERYWHERE) for body in (case.request.body, case.answer))
    async with speaking(tmp_path) as proxy:
        _, tried = await same_whichever_way(proxy, case, asked, said)
    sizes = (len(case.request.body), len(case.answer))
    assert tried > max(size for size in (20, *sizes) if size <= EVERYWHERE)


def test_every_recording_of_http_is_split() -> None:
    heard = {name for case in cases() for name in case.name.split()}
    all_of_them = {str(one) for one in (*requests(), *answers()) if one.dialect not in SOCKETS}
    assert heard == all_of_them
