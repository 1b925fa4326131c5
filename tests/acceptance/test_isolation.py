"""Nobody's values reach anybody else: 100 people talk at once."""

import asyncio
import re
import ssl
from pathlib import Path

import httpx

from gateway.audit.filters import Filters
from gateway.audit.queries import search, show
from tests.served import OPENAI, Served, serving

CHAT = f"https://{OPENAI}/v1/chat/completions"
PEOPLE = 100
SURNAMES = [
    "Okonkwo",
    "Hussain",
    "Patel",
    "Whitfield",
    "Murphy",
    "Kowalska",
    "Evans",
    "Begum",
    "MacLeod",
    "Nguyen",
]
FIRST = ["Margaret", "Amina", "Priya", "Tom", "Siobhan", "Marta", "Rhys", "Fatima", "Fiona", "Linh"]
TOKEN = re.compile(rb"Person[0-9A-Z]{10}")


def name(number: int) -> str:
    return f"{FIRST[number // 10]} {SURNAMES[number % 10]}"


async def talk(served: Served, number: int, context: ssl.SSLContext) -> list[str]:
    """Three turns, each resending the whole conversation. The header names the person."""
    turns: list[dict[str, str]] = []
    answers = []
    headers = {"x-staff": f"person-{number:03}"}
    proxy = httpx.Proxy(f"http://127.0.0.1:{served.proxy_port}", headers=headers)
    async with httpx.AsyncClient(proxy=proxy, verify=context, timeout=60) as client:
        for turn in range(3):
            asked = f"Turn {turn}: write to {name(number)} about the bins."
            turns.append({"role": "user", "content": asked})
            body = {"model": "m", "messages": turns, "stream": bool(turn % 2)}
            reply = await client.post(CHAT, json=body, headers=headers)
            assert reply.status_code == 200, reply.text
            answers.append(reply.text)
            turns.append({"role": "assistant", "content": f"You said: {asked}"})
    return answers


async def test_no_value_or_pseudonym_of_one_person_reaches_another(tmp_path: Path) -> None:
    identity = {"header": {"name": "x-staff", "networks": ["127.0.0.0/8"]}}
    with serving(tmp_path, identity=identity) as served:
        context = ssl.create_default_context(cafile=served.ca)
        answers = await asyncio.gather(*(talk(served, n, context) for n in range(PEOPLE)))
        received = list(served.provider.received)
        sent_by = people_of(served)

    for number, texts in enumerate(answers):
        joined = "".join(texts)
        others = {name(n) for n in range(PEOPLE)} - {name(number)}
        assert not [other for other in others if other in joined]
        assert not TOKEN.search(joined.encode())
    assert not [one for one in received if any(n.encode() in one.body for n in SURNAMES)]
    tokens = {}
    for person, bodies in sent_by.items():
        for token in {t for body in bodies for t in TOKEN.findall(body)}:
            assert tokens.setdefault(token, person) == person
    assert len(set(tokens.values())) == PEOPLE


def people_of(served: Served) -> dict[str, list[bytes]]:
    """What each person's records say was sent."""
    store = served.store()
    try:
        found: dict[str, list[bytes]] = {}
        for summary in search(store, Filters()):
            record = show(store, summary.id)
            assert record is not None
            texts = record.texts["prompt_sent"]
            found.setdefault(summary.person, []).extend(part.text.encode() for part in texts)
    finally:
        store.close()
    return found
