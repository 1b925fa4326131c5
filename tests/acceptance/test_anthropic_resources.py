"""Anthropic's own SDK beyond messages, through the gateway: batches, files, skills, tokens."""

from collections.abc import Iterator
from typing import Any

import anthropic
import pytest

from tests.acceptance.sdks import through
from tests.anthropic_provider import MADE, SKILL
from tests.papers import CLEAN as CLEAN_PAPER
from tests.papers import PERSONAL as PERSONAL_PAPER
from tests.papers import pdf
from tests.served import Served

CLEAN = "Summarise how missed bins are reported in three short points."
PERSONAL = "Write to Margaret Okonkwo (margaret.okonkwo@example.com) and thank Margaret Okonkwo."
VALUES = (b"Margaret", b"Okonkwo", b"margaret.okonkwo@example.com")
HOW = ("letters/SKILL.md", b"---\nname: letters\ndescription: Letters\n---\nBe brief.\n")
WHO = ("letters/SKILL.md", b"---\nname: letters\ndescription: Letters\n---\n" + PERSONAL.encode())


@pytest.fixture
def sdk(served: Served) -> Iterator[Any]:
    """The SDK as it is; what must not leave has not left."""
    with through(served):
        yield anthropic.Anthropic(api_key="k", max_retries=2)
    assert [value for value in VALUES if value in served.provider.sent] == []


def test_a_batch_is_masked_and_its_results_are_restored(sdk: Any) -> None:
    made = sdk.messages.batches.create(
        requests=[
            {
                "custom_id": f"case-{number}",
                "params": {
                    "model": "m",
                    "max_tokens": 9,
                    "messages": [{"role": "user", "content": text}],
                },
            }
            for number, text in enumerate((CLEAN, PERSONAL))
        ]
    )
    rows = list(sdk.messages.batches.results(made.id))
    said = [row.result.message.content[0].text for row in rows]
    assert said == [f"You said: {CLEAN}", f"You said: {PERSONAL}"]


@pytest.mark.parametrize("data", [CLEAN.encode(), pdf(CLEAN_PAPER)], ids=["text", "pdf"])
def test_a_clean_file_is_uploaded_byte_for_byte_and_may_then_be_asked_about(
    sdk: Any, served: Served, data: bytes
) -> None:
    made = sdk.beta.files.upload(file=("paper", data, "application/octet-stream"))
    assert data in served.provider.sent
    assert sdk.beta.files.retrieve_metadata(made.id).id == made.id
    source = {"type": "file", "file_id": made.id}
    content = [{"type": "document", "source": source}, {"type": "text", "text": CLEAN}]
    turns = [{"role": "user", "content": content}]
    said = sdk.beta.messages.create(model="m", max_tokens=9, messages=turns).content[0].text
    assert said == f"You said: {CLEAN}"


@pytest.mark.parametrize("data", [PERSONAL.encode(), pdf(PERSONAL_PAPER)], ids=["text", "pdf"])
def test_a_file_with_private_data_is_refused_after_one_attempt(
    sdk: Any, served: Served, data: bytes
) -> None:
    with pytest.raises(anthropic.PermissionDeniedError, match="replace nothing inside a file"):
        sdk.beta.files.upload(file=("paper", data, "application/octet-stream"))
    assert served.provider.received == []


def test_a_file_that_a_program_made_of_a_prompt_is_restored(sdk: Any) -> None:
    made = sdk.beta.messages.create(
        model="m",
        max_tokens=9,
        messages=[{"role": "user", "content": PERSONAL}],
        tools=[{"type": "code_execution_20250825", "name": "code_execution"}],
    )
    assert made.content[0].content.content[0].file_id == MADE
    assert sdk.beta.files.download(MADE).read().decode() == f"case,said\n1,{PERSONAL}\n"


def test_a_skill_is_uploaded_and_its_name_comes_back(sdk: Any, served: Served) -> None:
    made = sdk.beta.skills.create(display_name="Letters for Margaret Okonkwo", files=[HOW])
    assert (made.id, made.display_name) == (SKILL, "Letters for Margaret Okonkwo")
    assert HOW[1] in served.provider.sent
    assert sdk.beta.skills.retrieve(SKILL).display_name == "Letters for Margaret Okonkwo"


def test_a_skill_with_private_data_is_refused(sdk: Any, served: Served) -> None:
    with pytest.raises(anthropic.PermissionDeniedError, match="replace nothing inside a file"):
        sdk.beta.skills.create(files=[WHO])
    assert served.provider.received == []


@pytest.mark.parametrize("kind", ["anthropic", "custom"])
def test_only_skills_of_anthropic_itself_are_known_to_hold_nothing(sdk: Any, kind: str) -> None:
    def ask() -> Any:
        return sdk.beta.messages.create(
            model="m",
            max_tokens=9,
            messages=[{"role": "user", "content": CLEAN}],
            container={"skills": [{"type": kind, "skill_id": "pptx", "version": "latest"}]},
        )

    if kind == "anthropic":
        assert ask().content[0].text == f"You said: {CLEAN}"
    else:
        with pytest.raises(anthropic.PermissionDeniedError, match="could not be checked"):
            ask()


def test_tokens_are_counted_of_what_would_leave(sdk: Any, served: Served) -> None:
    turns = [{"role": "user", "content": PERSONAL}]
    assert sdk.messages.count_tokens(model="m", messages=turns).input_tokens == 11
    assert b"Person" in served.provider.sent
