"""The vendors' SDKs notice nothing but the policy."""

from pathlib import Path

import pytest

from tests.acceptance.sdks import REFUSED, SDKS, directly, through
from tests.served import Served

CLEAN = "Summarise how missed bins are reported in three short points."
PERSONAL = (
    "Write to Margaret Okonkwo (margaret.okonkwo@example.com, NHS number 943 476 5919) and thank"
    " Margaret Okonkwo for waiting. Keep it short."
)
VALUES = (b"Margaret", b"Okonkwo", b"margaret.okonkwo@example.com", b"943 476 5919")
SPECIAL = "Margaret Okonkwo was diagnosed with epilepsy last week. Draft a letter to her."


@pytest.mark.parametrize("mode", [0, 1], ids=["whole", "streamed"])
@pytest.mark.parametrize("sdk", SDKS)
@pytest.mark.parametrize("text", [CLEAN, PERSONAL], ids=["clean", "personal"])
def test_the_answer_is_what_a_direct_call_gives(
    served: Served, tmp_path: Path, sdk: str, mode: int, text: str
) -> None:
    with directly(tmp_path, served) as base:
        direct = SDKS[sdk](base)[mode](text)
    served.provider.received.clear()
    with through(served):
        restored = SDKS[sdk]()[mode](text)
    assert restored == direct
    assert text in restored
    assert len(served.provider.received) == 1


@pytest.mark.parametrize("mode", [0, 1], ids=["whole", "streamed"])
@pytest.mark.parametrize("sdk", SDKS)
def test_the_provider_never_sees_the_values(served: Served, sdk: str, mode: int) -> None:
    with through(served):
        SDKS[sdk]()[mode](PERSONAL)
    assert [value for value in VALUES if value in served.provider.sent] == []
    assert b"Person" in served.provider.sent


@pytest.mark.parametrize("mode", [0, 1], ids=["whole", "streamed"])
@pytest.mark.parametrize("sdk", SDKS)
def test_a_refusal_is_the_sdks_ordinary_exception_after_one_attempt(
    served: Served, sdk: str, mode: int
) -> None:
    with through(served), pytest.raises(REFUSED) as caught:
        SDKS[sdk]()[mode](SPECIAL)
    assert "clause 10.3" in str(caught.value)
    assert "ai.governance@calderwick.example" in str(caught.value)
    assert served.provider.received == []


def test_embeddings_are_masked_like_any_prompt(served: Served) -> None:
    import openai

    with through(served):
        openai.OpenAI(api_key="k").embeddings.create(model="m", input=[PERSONAL])
    assert [value for value in VALUES if value in served.provider.sent] == []
