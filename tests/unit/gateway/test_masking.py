"""The body that leaves holds tokens, or nothing leaves."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from detectors.types import Category
from gateway.errors import CannotCheck, RecordError
from gateway.masking import Masking, kept_under
from gateway.providers.dialect import dialect_for
from gateway.providers.found import BEGAN
from gateway.types import Decision, Effect, Hit, Prompt, Reason
from tests.fakes import MemoryVault, NameScanner
from tests.golden.providers.cases import message
from tests.make import hit, interaction, request

REASON = Reason(rule="r", clause="10.3", effect=Effect.PSEUDONYMISE, message="m")
TEXT = "Write to Ann Lowe"


def body(**more: object) -> bytes:
    return json.dumps({"messages": [{"role": "user", "content": TEXT}], **more}).encode()


def masks(*hits: object) -> Decision:
    return Decision(
        effect=Effect.PSEUDONYMISE,
        reasons=(REASON,),
        policy_version="v",
        mask=hits,  # type: ignore[arg-type]
    )


async def masked(raw: bytes, decision: Decision, vault: MemoryVault | None = None) -> bytes:
    asked = request(raw)
    dialect = dialect_for(asked)
    made = interaction(prompt=dialect.read(asked))
    masking = Masking(vault=vault or MemoryVault(), key=b"p" * 32)
    return (await masking(dialect, asked, made, decision))[1]


async def test_what_the_decision_names_is_replaced() -> None:
    out = await masked(body(), masks(hit(TEXT, "Ann Lowe")))
    assert b"Ann Lowe" not in out
    assert b"Write to Person" in out


async def test_without_anything_to_replace_the_body_is_the_same_object() -> None:
    raw = body()
    assert await masked(raw, masks()) is raw


async def test_a_marked_text_in_the_history_is_replaced_whole() -> None:
    marked = hit(TEXT, "Write", "PROTECTIVE_MARKING", category=Category.CONFIDENTIAL)
    out = json.loads(await masked(body(), masks(marked)))
    assert out["messages"][0]["content"].isalnum()


async def test_a_value_where_nothing_can_be_replaced_stops_it() -> None:
    with pytest.raises(CannotCheck) as caught:
        await masked(body(**{"Ann Lowe": 1}), masks(hit(TEXT, "Ann Lowe")))
    assert caught.value.failure == "unmasked"


async def test_a_name_that_is_also_a_word_may_stand_in_its_other_sense() -> None:
    text = "Ask Mark to mark it. Mark the date."
    raw = json.dumps({"messages": [{"role": "user", "content": text}]}).encode()
    out = json.loads(await masked(raw, masks(hit(text, "Mark"))))
    assert out["messages"][0]["content"].endswith(" to mark it. Mark the date.")


async def test_tokens_that_the_provider_holds_are_used_again() -> None:
    vault = MemoryVault()
    made = interaction(prompt=Prompt(dialect="x", segments=(), conversation="c"))
    await vault.save(
        made.person.id, made.tool.id if made.tool else "", "c", {"PersonAAAAAA7BBB": "Ann Lowe"}
    )
    asked = request(body())
    prompt = replace(dialect_for(asked).read(asked), conversation="c")
    done, out = await Masking(vault=vault, key=b"p" * 32)(
        dialect_for(asked), asked, interaction(prompt=prompt), masks(hit(TEXT, "Ann Lowe"))
    )
    assert b"PersonAAAAAA7BBB" in out
    assert done.issued == {"PersonAAAAAA7BBB": "Ann Lowe"}


async def test_tokens_of_earlier_messages_on_the_connection_are_known() -> None:
    asked = request(body())
    dialect = dialect_for(asked)
    made = interaction(prompt=dialect.read(asked))
    masking = Masking(vault=MemoryVault(), key=b"p" * 32)
    said = {"PersonK7Q2A9XB4C": "Ann Lowe"}
    done, raw = await masking(dialect, asked, made, masks(hit(TEXT, "Ann Lowe")), said)
    assert b"Write to PersonK7Q2A9XB4C" in raw
    assert done.issued == said


CHAT = Prompt(dialect="d", segments=(), conversation="c-1", chat=True)


class Broken(MemoryVault):
    """A vault whose store is down."""

    async def load(self, person: str, tool: str, conversation: str) -> Mapping[str, str]:
        raise RecordError("down")


async def recalled(prompt: Prompt, vault: MemoryVault) -> bool:
    masking = Masking(vault=vault, key=b"p" * 32)
    return (await masking.recall(interaction(prompt=prompt))).prompt.carried


async def test_a_chat_that_began_here_is_known_and_no_other() -> None:
    vault, asked = MemoryVault(), interaction()
    assert asked.tool is not None
    await vault.save(asked.person.id, asked.tool.id, "c-1" + BEGAN, {"": ""})
    assert await recalled(CHAT, vault)
    assert not await recalled(replace(CHAT, conversation="c-2"), vault)
    assert not await recalled(replace(CHAT, chat=False), vault)


async def test_without_the_store_nobody_knows_and_the_failure_is_one_of_records() -> None:
    with pytest.raises(CannotCheck) as caught:
        await recalled(CHAT, Broken())
    assert caught.value.failure == "records"
    assert await recalled(replace(CHAT, carried=True), Broken())


SAID = ("Write to Ann Lowe", "Dear Ann Lowe,", "And to Joe Bright")
EVENING, MORNING = (datetime(2026, 11, day, hour, tzinfo=UTC) for day, hour in ((23, 23), (24, 1)))


def mistral(*texts: str) -> bytes:
    """A conversation whose answers were thought about, and the thoughts signed."""
    turns: list[object] = []
    for at, text in enumerate(texts):
        thought = {"type": "thinking", "closed": True, "signature": "c2ln"}
        thought["thinking"] = [{"type": "text", "text": f"They say: {texts[at - 1]}"}]
        parts = [thought, {"type": "text", "text": text}]
        turns.append({"role": "assistant", "content": parts} if at % 2 else message("user", text))
    return json.dumps({"model": "m", "messages": turns}).encode()


async def left(raw: bytes, at: datetime, vault: MemoryVault, host: str) -> bytes:
    """What leaves at that time, with both names replaced wherever they stand."""
    asked = replace(request(raw), host=host)
    dialect = dialect_for(asked)
    prompt = dialect.read(asked)
    texts = [one.text for one in prompt.segments]
    found = await NameScanner().scan(texts)
    hits = [Hit(segment=n, finding=one) for n, here in enumerate(found) for one in here]
    made = interaction(prompt=prompt, time=at)
    return (await Masking(vault=vault, key=b"p" * 32)(dialect, asked, made, masks(*hits)))[1]


@pytest.mark.parametrize("host", ["api.mistral.ai", "api.openai.com"])
async def test_a_conversation_keeps_its_tokens_over_midnight(host: str) -> None:
    vault = MemoryVault()
    first = await left(mistral(*SAID), EVENING, vault, host)
    later = await left(mistral(*SAID, "Dear Joe Bright", "Thanks"), MORNING, vault, host)
    begun = first.removesuffix(b"]}")  # all turns so far, signed thoughts among them
    assert b"They say: Write to Person" in begun or host != "api.mistral.ai"
    assert later.startswith(begun)
    assert b"Ann Lowe" not in later
    assert not [v for kept in vault.kept.values() for v in kept.values() if "Lowe" in v]


async def test_a_conversation_that_begins_has_the_tokens_of_its_day() -> None:
    vault = MemoryVault()
    first, second = [
        await left(mistral(SAID[0]), at, vault, "api.mistral.ai") for at in (EVENING, MORNING)
    ]
    assert first != second
    assert vault.kept == {}


async def test_without_the_store_nobody_knows_when_a_conversation_began() -> None:
    with pytest.raises(CannotCheck) as caught:
        await left(mistral(*SAID), EVENING, Broken(), "api.mistral.ai")
    assert caught.value.failure == "records"


def test_every_chat_may_hold_what_was_told_outside_of_all() -> None:
    assert kept_under(Prompt(dialect="x", segments=(), conversation="c", chat=True)) == ("c", "+")
    assert kept_under(Prompt(dialect="x", segments=(), conversation="c")) == ("c",)
