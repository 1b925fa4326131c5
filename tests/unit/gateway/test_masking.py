"""The body that leaves holds tokens, or nothing leaves."""

import json

import pytest

from detectors.types import Category
from gateway.errors import CannotCheck
from gateway.masking import Masking
from gateway.providers.dialect import dialect_for
from gateway.types import Decision, Effect, Reason
from tests.fakes import MemoryVault
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
