"""A signed thought is read and never altered; what else is signed may be put back, and masked."""

import json
from typing import Any

import pytest

from tests.golden.providers.cases import read

HOST, TARGET = "generativelanguage.googleapis.com", "/v1beta/models/m:generateContent"
SIGNED = {"thoughtSignature": "c2ln"}


def writable(part: dict[str, Any]) -> bool:
    turns = [{"role": "model", "parts": [{"text": "Ann Lowe", **part}]}]
    turns.append({"role": "user", "parts": [{"text": "Go on"}]})
    prompt = read(TARGET, json.dumps({"contents": turns}).encode(), host=HOST)
    (found,) = (one for one in prompt.segments if one.text == "Ann Lowe")
    return found.writable


@pytest.mark.parametrize(
    "part",
    [
        {"thought": True} | SIGNED,
        {"thought": True, "thought_signature": "c2ln"},
        {"signature": "x"},
    ],
)
def test_a_signed_thought_may_not_be_altered(part: dict[str, Any]) -> None:
    assert not writable(part)


@pytest.mark.parametrize(
    "part", [{}, SIGNED, {"thought": True}, {"thought": False} | SIGNED, {"thought": None} | SIGNED]
)
def test_other_parts_are_put_back_for_their_reader_and_may_be(part: dict[str, Any]) -> None:
    assert writable(part)
