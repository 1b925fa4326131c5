"""Files by Google's and Anthropic's own SDKs: every request of an upload compared to the byte.

What an SDK sends directly is the measure. A file is never altered: it arrives as it is or not at
all; what stands beside it, such as its title, differs in the values alone.
"""

import io
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import anthropic
import pytest
from google import genai

from tests.acceptance.records import rows
from tests.acceptance.test_matrix import PERSONAL, REFUSED, UNREAD, VALUES, masked
from tests.acceptance.vendors import Endpoint, claude, direct, gemini, proxied
from tests.made_files import archive, word
from tests.papers import CLEAN as CLEAN_PAPER
from tests.papers import PERSONAL as PERSONAL_PAPER
from tests.papers import pdf, picture
from tests.provider import Received
from tests.served import Served

TITLE = "How missed bins are reported"
PRIVATE = 'From Margaret Okonkwo (margaret.okonkwo@example.com), "943 476 5919"'
SPECIAL = "Margaret Okonkwo was diagnosed with epilepsy last week"
STORE = "fileSearchStores/abc"
ODD = "\ufeffBiniau a gollwyd: sut i roi gwybod.\r\n\r\n--xyz\r\nŵ ŷ\n".encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file and what it is called."""

    title: str
    data: bytes
    media: str = "application/pdf"


def google_file(client: genai.Client, one: Upload) -> str:
    config: Any = {"mime_type": one.media, "display_name": one.title}
    return str(client.files.upload(file=io.BytesIO(one.data), config=config).display_name)


def google_store(client: genai.Client, one: Upload) -> str:
    config: Any = {"mime_type": one.media, "display_name": one.title}
    config["custom_metadata"] = [{"key": "about", "string_value": one.title}]
    send = client.file_search_stores.upload_to_file_search_store
    file = io.BytesIO(one.data)
    return str(send(file_search_store_name=STORE, file=file, config=config).name)


def claude_file(client: anthropic.Anthropic, one: Upload) -> str:
    return client.beta.files.upload(file=(one.title, one.data, one.media)).filename


def claude_skill(client: anthropic.Anthropic, one: Upload) -> str:
    how = b"---\nname: letters\ndescription: Letters\n---\nBe brief.\n"
    files: Any = [("letters/SKILL.md", how), ("letters/paper", one.data, one.media)]
    return str(client.beta.skills.create(display_name=one.title, files=files).display_name)


ENDPOINTS = {
    "gemini-file": Endpoint(client=gemini, ask=google_file),
    "gemini-store": Endpoint(client=gemini, ask=google_store, says=False),
    "anthropic-file": Endpoint(client=claude, ask=claude_file),
    "anthropic-skill": Endpoint(client=claude, ask=claude_skill),
}
FILES = {
    "pdf": Upload(title=TITLE, data=pdf(CLEAN_PAPER)),
    "odd-text": Upload(title=TITLE, data=ODD, media="text/plain"),
    "archive": Upload(title=TITLE, data=archive(a__txt=ODD, b__pdf=pdf()), media="application/zip"),
    "picture": Upload(title=TITLE, data=picture(CLEAN_PAPER), media="image/png"),
}
WRONG = {
    "pdf": Upload(title=TITLE, data=pdf(PERSONAL_PAPER)),
    "text": Upload(title=TITLE, data=ODD + PERSONAL.encode(), media="text/plain"),
    "word": Upload(title=TITLE, data=word(), media="application/octet-stream"),
    "archive": Upload(
        title=TITLE, data=archive(a__pdf=pdf(PERSONAL_PAPER)), media="application/zip"
    ),
    "encrypted": Upload(title=TITLE, data=pdf(CLEAN_PAPER, password="a password")),
    "picture": Upload(title=TITLE, data=picture(PERSONAL_PAPER), media="image/png"),
}


def kinds(files: dict[str, Upload]) -> list[Any]:
    slow = pytest.mark.slow
    marks = {"pdf": (), "odd-text": (), "picture": (UNREAD, slow)}
    return [pytest.param(one, id=name, marks=marks.get(name, slow)) for name, one in files.items()]


ways = pytest.mark.parametrize("endpoint", ENDPOINTS.values(), ids=ENDPOINTS)


def as_sent(one: Received) -> tuple[str, dict[str, str], bytes]:
    """A request with what it says of itself; a boundary, drawn by lot, is always the same."""
    named = {n: v for n, v in one.headers.items() if n.startswith(("x-goog-upload", "anthropic-"))}
    media = one.headers.get("content-type", "")
    found = re.search(r"boundary=(\w+)$", media)
    drawn = found[1] if found else "no boundary"
    return (
        one.target,
        named | {"content-type": media.replace(drawn, "b" * 32)},
        one.body.replace(drawn.encode(), b"b" * 32),
    )


def plain(
    endpoint: Endpoint, served: Served, folder: Path, one: Upload
) -> tuple[str, list[tuple[str, dict[str, str], bytes]]]:
    """What the SDK is answered without a gateway, and every request that it makes."""
    with direct(endpoint, served, folder) as client:
        answer = endpoint.ask(client, one)
    sent = [as_sent(received) for received in served.provider.received]
    served.provider.received.clear()
    return answer, sent


@ways
@pytest.mark.parametrize("one", kinds(FILES))
def test_a_clean_file_arrives_as_the_sdk_sends_it(
    served: Served, tmp_path: Path, endpoint: Endpoint, one: Upload
) -> None:
    expected, sent = plain(endpoint, served, tmp_path, one)
    assert (expected == TITLE) is endpoint.says
    with proxied(endpoint, served) as client:
        assert endpoint.ask(client, one) == expected
    assert [as_sent(received) for received in served.provider.received] == sent
    assert one.data in sent[-1][-1]


@pytest.mark.parametrize("name", ["gemini-file", "gemini-store", "anthropic-skill"])
def test_a_title_is_masked_and_restored_and_all_else_arrives_as_it_is(
    served: Served, tmp_path: Path, name: str
) -> None:
    endpoint, one = ENDPOINTS[name], Upload(title=PRIVATE, data=pdf(CLEAN_PAPER))
    expected, sent = plain(endpoint, served, tmp_path, one)
    assert (expected == PRIVATE) is endpoint.says
    with proxied(endpoint, served) as client:
        answer = endpoint.ask(client, one)
    left = [as_sent(received) for received in served.provider.received]
    assert [row[:2] for row in left] == [row[:2] for row in sent]
    (title, *rest), (seen, *others) = ([row[-1] for row in rows] for rows in (sent, left))
    assert masked(title).fullmatch(seen)
    assert answer == expected
    assert others == rest
    assert [value for value in VALUES if value in served.provider.sent] == []
    assert one.data in left[-1][-1]


@ways
@pytest.mark.parametrize("one", kinds(WRONG))
def test_of_a_file_that_is_refused_nothing_leaves_after_one_attempt(
    served: Served, tmp_path: Path, endpoint: Endpoint, one: Upload
) -> None:
    _, sent = plain(endpoint, served, tmp_path, one)
    before = len(rows(served).interactions)
    with proxied(endpoint, served) as client, pytest.raises(REFUSED, match=r"clause 10\.3"):
        endpoint.ask(client, one)
    # Google is asked for a place first, with the title and the size; of the file it gets nothing.
    assert [as_sent(received) for received in served.provider.received] == sent[:-1]
    assert len(rows(served).interactions) - before == len(sent)


@ways
def test_a_title_that_is_refused_keeps_the_file_back(served: Served, endpoint: Endpoint) -> None:
    one = Upload(title=SPECIAL, data=pdf(CLEAN_PAPER))
    with proxied(endpoint, served) as client, pytest.raises(REFUSED, match=r"clause 10\.3"):
        endpoint.ask(client, one)
    assert served.provider.received == []


def test_a_name_of_a_file_at_anthropic_is_not_replaced_but_refused(served: Served) -> None:
    endpoint, one = ENDPOINTS["anthropic-file"], Upload(title=PRIVATE, data=pdf(CLEAN_PAPER))
    with proxied(endpoint, served) as client, pytest.raises(REFUSED, match="cannot change it"):
        endpoint.ask(client, one)
    assert served.provider.received == []


@pytest.mark.slow
def test_of_a_file_that_comes_in_pieces_none_leaves(served: Served) -> None:
    one = Upload(title=TITLE, data=b"Bins are taken on Monday.\n" * 400_000, media="text/plain")
    endpoint = ENDPOINTS["gemini-file"]
    with proxied(endpoint, served) as client, pytest.raises(REFUSED, match="could not be checked"):
        endpoint.ask(client, one)
    (begun,) = served.provider.received
    assert begun.headers["x-goog-upload-command"] == "start"
