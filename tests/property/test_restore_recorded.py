"""Every recorded answer, with its own longer words issued as tokens, is restored however it is cut."""

import json
import re
from collections.abc import Iterable

import pytest

from gateway.pseudonyms.answer import AnswerRestorer
from gateway.pseudonyms.restore import restore
from tests.golden.providers.cases import Recorded, answers, play

VALUE = "Zoë O'Neil"  # nothing that JSON escapes, so that a run reads the same in and out of it

BODIES = [recorded for recorded in answers() if recorded.path.suffix == ".json"]


@pytest.fixture(params=answers(), ids=str)
def recorded(request: pytest.FixtureRequest) -> Recorded:
    assert isinstance(request.param, Recorded)
    return request.param


def issued(recorded: Recorded) -> dict[str, str]:
    """The longer words of the text, most of which the provider cut over several frames."""
    texts = runs(recorded, recorded.content).values()
    words = {word for text in texts for word in re.findall(r"\b[A-Za-z0-9]{5,}", text)}
    return dict.fromkeys(words, VALUE)


def runs(recorded: Recorded, content: bytes) -> dict[str, str]:
    """The deltas of each channel joined; texts that are given whole one by one."""
    joined: dict[str, str] = {}
    for number, frame in enumerate(play(recorded.codec(), [content])):
        for place, field in enumerate(frame.fields):
            if field.channel.startswith("rest"):  # may be emptied where the text is changed
                continue
            channel = field.channel if field.delta else f"{field.channel} {number}.{place}"
            joined[channel] = ("" if field.anew else joined.get(channel, "")) + field.text
    return joined


def through(recorded: Recorded, parts: Iterable[bytes], tokens: dict[str, str]) -> bytes:
    answer = AnswerRestorer(recorded.codec(), tokens, capture_characters=10_000)
    return b"".join(map(answer.feed, parts)) + answer.end()


def test_every_run_of_text_is_restored(recorded: Recorded) -> None:
    tokens = issued(recorded)
    out = through(recorded, [recorded.content], tokens)
    expected = {
        channel: restore(text, tokens) for channel, text in runs(recorded, recorded.content).items()
    }
    assert runs(recorded, out) == expected


def test_the_recordings_have_words_to_restore() -> None:
    assert sum(len(issued(recorded)) for recorded in answers()) > 30


def test_without_tokens_every_byte_is_the_same(recorded: Recorded) -> None:
    assert through(recorded, [recorded.content], {}) == recorded.content
    assert through(recorded, [recorded.content], {"NinoK7Q2A9XB4C": VALUE}) == recorded.content


@pytest.mark.parametrize("recorded", BODIES, ids=str)
def test_json_answers_stay_json(recorded: Recorded) -> None:
    tokens = dict.fromkeys(issued(recorded), 'Zoë "Zo"\n O\\Neil')
    out = through(recorded, [recorded.content], tokens)
    assert json.loads(out) != json.loads(recorded.content) or not tokens
