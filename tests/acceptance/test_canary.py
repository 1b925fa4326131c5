"""A planted value goes through every path and is found in no sink (clause 10.3)."""

import json
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from gateway.audit.filters import Filters
from gateway.audit.queries import search
from tests.papers import packed_as, pdf, picture
from tests.served import ANTHROPIC, GEMINI, OPENAI, UNLISTED, Served, serving

SURNAME = "Zyxwanowicz"
PERSON = f"Wilhelmina {SURNAME}"
KEY = "sk-proj-" + "Zq9canarycanarycanarycanary77"
SENT = [
    {"name": form, "to": "file", "path": f"siem/{form}.log", "format": form}
    for form in ("ocsf", "ecs", "cef", "rfc5424")
]
SINKS = (SURNAME.encode(), KEY.encode())


@pytest.fixture(scope="module")
def noisy(tmp_path_factory: pytest.TempPathFactory):  # noqa: ANN201
    with serving(Path(tmp_path_factory.mktemp("canary")), siem={"destinations": SENT}) as served:
        yield served


def chat(text: str, **more: Any) -> dict[str, Any]:
    return {"model": "m", "messages": [{"role": "user", "content": text}]} | more


def papers() -> tuple[bytes, ...]:
    """The name inside files: readable, damaged, encrypted, hidden, in a picture."""
    whole = pdf(f"Letter to {PERSON} about epilepsy")
    return (
        whole,
        whole[: len(whole) // 2],
        pdf(PERSON, password="a password"),
        packed_as({f"{PERSON}.txt": PERSON, "a.zip": packed_as({"b.txt": PERSON})}),
        picture(PERSON),
        PERSON.encode("utf-16"),
    )


def requests() -> list[dict[str, Any]]:
    """One request per path: passed, refused, unreadable, odd, on every dialect."""
    base = f"https://{OPENAI}/v1"
    url = f"{base}/chat/completions"
    written = f"Write to {PERSON} please"
    raw = {"content-type": "application/json"}
    gemini = f"https://{GEMINI}/v1beta/models/m:generateContent"
    return [
        {"url": url, "json": chat(written)},
        {"url": url, "json": chat(written) | {"model": PERSON, "user": PERSON}},
        {"url": url, "json": chat(written, stream=True)},
        {"url": url, "json": chat(f"{PERSON} was diagnosed with epilepsy")},
        {"url": url, "json": chat(f"Use {KEY} for {PERSON}")},
        {"url": url.replace(OPENAI, UNLISTED), "json": chat(written)},
        {"url": url.replace(OPENAI, "api.mistral.ai"), "json": chat(written)},
        {"url": url, "content": f'{{"messages": [{PERSON}'.encode(), "headers": raw},
        {"url": url, "content": b"\xff\xfe" + PERSON.encode("utf-16"), "headers": raw},
        {"url": url, "json": {PERSON: {PERSON: [PERSON, {"deep": PERSON}]}}},
        {"url": url, "content": ("[" * 5000 + PERSON).encode(), "headers": raw},
        {"url": f"{base}/{PERSON.replace(' ', '%20')}", "json": chat("hello")},
        {"url": f"{base}/models?name={PERSON}&key={KEY}", "content": b""},
        {"url": url, "json": chat("hello"), "headers": {"x-genai-justification": PERSON}},
        {"url": url, "json": chat("hello"), "headers": {"authorization": f"Bearer {KEY}"}},
        {"url": url, "files": {"file": (f"{PERSON}.txt", PERSON.encode())}},
        {"url": url, "data": {"text": PERSON}},
        *({"url": f"{base}/files", "files": {"file": ("a", one)}} for one in papers()),
        {"url": f"https://{ANTHROPIC}/v1/messages", "json": chat(written, max_tokens=9)},
        {"url": gemini, "json": {"contents": [{"parts": [{"text": written}]}]}},
        {"url": f"{base}/responses", "json": {"model": "m", "input": written}},
        {"url": url, "content": PERSON.encode(), "headers": {"content-encoding": "gzip"}},
    ]


def refused_bodies(served: Served) -> list[bytes]:
    """Send everything; what the gateway itself answered comes back."""
    bodies = []
    with served.client() as client:
        for one in requests():
            try:
                reply = client.post(**one)
            except httpx.HTTPError as error:
                bodies.append(repr(error).encode())
                continue
            if reply.status_code != 200:
                bodies.append(reply.content)
    return bodies


def leave_midway(served: Served) -> None:
    """A client that goes away while the name is being streamed back."""
    served.provider.delay = 0.05
    with (
        served.client() as client,
        client.stream(
            "POST", f"https://{OPENAI}/v1/chat/completions", json=chat(PERSON, stream=True)
        ) as reply,
    ):
        next(reply.iter_raw())
    served.provider.delay = 0.0


def everything_is_sent(served: Served) -> None:
    """Wait until the SIEM's files hold as many events as the store has."""
    store = served.store()
    try:
        records = [one.id for one in search(store, Filters())]
    finally:
        store.close()
    assert len(records) > 20
    end = time.monotonic() + 30
    for form in SENT:
        file = served.state / str(form["path"])
        while not all(one in file.read_text(encoding="utf-8") for one in records):
            assert time.monotonic() < end, form
            time.sleep(0.2)


def test_a_canary_is_in_no_log_metric_page_file_or_database(noisy: Served) -> None:
    said = refused_bodies(noisy)
    leave_midway(noisy)
    assert len(said) >= 6
    for body in said:
        assert not [word for word in SINKS if word in body], body[:300]
    for text in (noisy.metrics(), noisy.ready().text):
        assert SURNAME not in text
        assert KEY not in text
    everything_is_sent(noisy)
    noisy.stop()
    files = [noisy.log, *(p for p in noisy.state.rglob("*") if p.is_file())]
    assert any(path.name.startswith("records.db") for path in files)
    for path in files:
        data = path.read_bytes()
        assert not [word for word in SINKS if word in data], path


def test_the_canary_would_be_found_where_it_is_allowed(noisy: Served) -> None:
    """The negative control: the sealed records do hold it, so the paths above were really taken."""
    from gateway.audit.queries import find_person, show

    store = noisy.store()
    try:
        found = list(find_person(store, PERSON))
        texts = [show(store, one.id).texts for one in found]  # type: ignore[union-attr]
    finally:
        store.close()
    assert found
    assert SURNAME in json.dumps([str(t["prompt_typed"][0].text) for t in texts if t])
