"""No text leaves by a side door: logs, messages, representations."""

import logging
from collections.abc import Sequence

import pytest

from detectors import worker
from detectors.engine import Engine
from detectors.inline import InlineScan
from detectors.settings import ScanSettings
from detectors.types import Finding, ScanFailed

CANARY = "Zephyrine Canarywood, 07700 900123, NINO AB123456C, password: Kestrel-Orbit-19"
PARTS = ("Zephyrine", "900123", "AB123456C", "Kestrel")


class Raising(Engine):
    """An engine whose scan raises with the text in the message, as libraries do."""

    def __init__(self) -> None:
        pass

    def scan(self, texts: Sequence[str]) -> list[tuple[Finding, ...]]:
        raise ValueError(f"cannot read {texts[0]!r}")


def test_nothing_is_logged_of_a_text_at_any_level(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        assert engine.scan([CANARY])[0]
    assert not any(part in caplog.text for part in PARTS)


def test_findings_do_not_hold_the_text(engine: Engine) -> None:
    shown = repr(engine.scan([CANARY]))
    assert not any(part in shown for part in PARTS)


def test_a_worker_names_the_kind_of_error_and_nothing_more() -> None:
    assert worker._answer(Raising(), [CANARY]) == {"failed": "ValueError"}


async def test_an_error_in_a_thread_leaves_its_message_behind() -> None:
    inline = InlineScan(ScanSettings(workers=0))
    inline._engine = Raising()
    with pytest.raises(ScanFailed) as caught:
        await inline.scan([CANARY])
    await inline.close()
    assert str(caught.value) == "a scan raised ValueError"
    assert caught.value.__cause__ is None


def test_the_words_of_a_text_are_freed_after_it(engine: Engine) -> None:
    engine.scan([CANARY])
    strings = engine._pipeline.nlp.vocab.strings
    assert not any(part in strings for part in PARTS)
