"""What is remembered of an upload, and what is not."""

import json
from collections.abc import Collection, Sequence
from dataclasses import replace

import pytest

from gateway.files import Attached, FileNote, Outcome
from gateway.ports import Verdict
from gateway.providers.dialect import dialect_for
from gateway.types import Decision, Effect, Screened, Unread
from gateway.uploading import Uploading
from tests.golden.providers.cases import wire
from tests.make import interaction, segment

ANSWER = b'{"id": "file-abc123", "object": "file"}'


class Kept:
    """Uploads in memory."""

    def __init__(self) -> None:
        self.files: dict[str, tuple[str, ...]] = {}
        self.places: dict[str, frozenset[str]] = {}

    async def known(self, vendor: str, ids: Collection[str]) -> frozenset[str]:
        return frozenset(ids) & self.files.keys()

    async def remember(self, vendor: str, ids: Collection[str], hashes: Sequence[str]) -> None:
        self.files |= dict.fromkeys(ids, tuple(hashes))

    async def expect(self, vendor: str, place: str, ids: Collection[str]) -> None:
        self.places[place] = frozenset(ids)

    async def expected(self, vendor: str, place: str) -> frozenset[str]:
        return self.places.get(place, frozenset())


def uploading(
    outcome: Outcome = Outcome.INSPECTED,
    effect: Effect = Effect.ALLOW,
    target: str = "/v1/files",
    *,
    host: str = "api.openai.com",
    files: bool = True,
    kept: Kept | None = None,
    unread: bool = False,
) -> tuple[Uploading, Kept]:
    note = FileNote(part="/file", kind="pdf", outcome=outcome, size=1, sha256="ab" * 32)
    asked = interaction(segment("x"))
    gaps = (Unread(part="/file", why="a file"),) if unread else ()
    attached = Attached(notes=(note,) if files else ())
    asked = replace(asked, prompt=replace(asked.prompt, attached=attached, unread=gaps))
    decision = Decision(effect=effect, reasons=(), policy_version="v")
    screened = Screened(interaction=asked, hits=(), decision=decision, sent=())
    request = wire(target, b"x", host=host)
    verdict = Verdict(request=request, screened=screened, dialect=dialect_for(request), body=b"x")
    kept = kept or Kept()
    return Uploading(verdict=verdict, uploads=kept), kept


async def test_a_file_that_was_read_whole_is_known_by_its_new_id() -> None:
    upload, kept = uploading()
    for at in range(0, len(ANSWER), 5):
        upload.feed(ANSWER[at : at + 5])
    await upload.close()
    assert kept.files == {"file-abc123": ("ab" * 32,)}


async def test_a_file_that_was_read_in_part_is_not() -> None:
    upload, kept = uploading(Outcome.PARTLY)
    upload.feed(ANSWER)
    await upload.close()
    assert kept.files == {}


async def test_nor_is_what_passed_for_somebodys_reason() -> None:
    upload, kept = uploading(effect=Effect.JUSTIFY)
    upload.feed(ANSWER)
    await upload.close()
    assert kept.files == {}


async def test_of_any_other_request_nothing_is_kept() -> None:
    upload, kept = uploading(target="/v1/chat/completions")
    upload.feed(ANSWER)
    await upload.close()
    assert kept.files == {}


@pytest.mark.parametrize(
    ("effect", "unread", "known"),
    [
        (Effect.ALLOW, False, True),
        (Effect.PSEUDONYMISE, False, True),
        (Effect.JUSTIFY, False, False),
        (Effect.NOTIFY, True, False),
    ],
)
async def test_a_prompt_that_is_kept_is_known_when_all_of_it_was_read(
    effect: Effect, unread: bool, known: bool
) -> None:
    target = "/v1beta/cachedContents"
    upload, kept = uploading(target=target, effect=effect, files=False, unread=unread)
    upload.feed(b'{"name": "cachedContents/abc"}')
    await upload.close()
    assert ("cachedContents/abc" in kept.files) is known


async def test_an_answer_that_is_no_answer_to_an_upload_is_not_held() -> None:
    upload, kept = uploading()
    upload.feed(b"x" * 100_000)
    upload.feed(ANSWER)
    await upload.close()
    assert kept.files == {}


async def test_a_file_put_where_the_provider_said_is_known_by_the_id_it_gave_before() -> None:
    """ChatGPT's way: first a name for a place and an id, then the bytes to another host."""
    place = "https://x.blob.core.windows.net/files/a?sig=secret"
    told = json.dumps({"file_id": "file-abc123", "upload_url": place}).encode()
    asking, kept = uploading(target="/backend-api/files", files=False)
    asking.feed(told)
    await asking.close()
    assert kept.places == {"x.blob.core.windows.net/files/a": frozenset({"file-abc123"})}
    assert kept.files == {}
    putting, _ = uploading(target="/files/a?sig=secret", host="x.blob.core.windows.net", kept=kept)
    await putting.close()
    assert kept.files == {"file-abc123": ("ab" * 32,)}
