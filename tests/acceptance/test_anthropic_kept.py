"""What Anthropic keeps for agents, with its own SDK: masked there, and read back with names."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import anthropic
import pytest

from tests.acceptance.sdks import through
from tests.acceptance.test_anthropic_resources import CLEAN, HOW, PERSONAL, VALUES, WHO
from tests.acceptance.test_sdks import SPECIAL
from tests.anthropic_provider import SKILL
from tests.served import Served

Ask = Callable[[Any, str], str]


def agent(sdk: Any, text: str) -> str:
    agents = sdk.beta.agents
    made = agents.create(model="m", name="Letters", system=text)
    assert agents.update(made.id, name="Letters", system=text).system == text
    assert len(list(agents.list())) == len(list(agents.versions.list(made.id))) == 1
    agents.archive(made.id)
    return str(agents.retrieve(made.id).system)


def memory(sdk: Any, text: str) -> str:
    stores, of = sdk.beta.memory_stores, sdk.beta.memory_stores.memories
    made = stores.create(name="Letters", description=text)
    assert stores.retrieve(made.id).description == text
    kept = of.create(made.id, content=text, path="/letters.md")
    of.update(kept.id, memory_store_id=made.id, content=text)
    said = of.retrieve(kept.id, memory_store_id=made.id).content
    assert len(list(of.list(made.id))) == len(list(stores.list())) == 1
    of.delete(kept.id, memory_store_id=made.id)
    stores.archive(made.id)
    stores.delete(made.id)
    return str(said)


def environment(sdk: Any, text: str) -> str:
    made = sdk.beta.environments.create(name="Letters", description=text)
    return str(sdk.beta.environments.retrieve(made.id).description)


def vault(sdk: Any, text: str) -> str:
    made = sdk.beta.vaults.create(display_name=text)
    return str(sdk.beta.vaults.retrieve(made.id).display_name)


def profile(sdk: Any, text: str) -> str:
    made = sdk.beta.user_profiles.create(name=text)
    return str(sdk.beta.user_profiles.retrieve(made.id).name)


def deployment(sdk: Any, text: str) -> str:
    said = {"type": "user.message", "content": [{"type": "text", "text": text}]}
    asked = {"agent": "agent_011CZkZ", "environment_id": "environment_011CZkZ", "name": "Letters"}
    made = sdk.beta.deployments.create(**asked, initial_events=[said])
    assert len(list(sdk.beta.deployment_runs.list())) == 1
    return str(sdk.beta.deployments.retrieve(made.id).initial_events[0].content[0].text)


def dream(sdk: Any, text: str) -> str:
    store = {"type": "memory_store", "memory_store_id": "memory_store_011CZkZ"}
    made = sdk.beta.dreams.create(inputs=[store], model="m", instructions=text)
    return str(sdk.beta.dreams.retrieve(made.id).instructions)


KEPT: Mapping[str, Ask] = {
    "agent": agent,
    "memory": memory,
    "environment": environment,
    "vault": vault,
    "profile": profile,
    "deployment": deployment,
    "dream": dream,
}


@pytest.fixture
def sdk(served: Served) -> Iterator[Any]:
    with through(served):
        yield anthropic.Anthropic(api_key="k", max_retries=2)


@pytest.mark.slow
@pytest.mark.parametrize("name", KEPT)
@pytest.mark.parametrize("text", [CLEAN, PERSONAL], ids=["clean", "personal"])
def test_what_is_kept_is_masked_and_read_back_as_it_was_said(
    sdk: Any, served: Served, name: str, text: str
) -> None:
    assert KEPT[name](sdk, text) == text
    assert [value for value in VALUES if value in served.provider.sent] == []
    assert (text.encode() in served.provider.sent) == (text == CLEAN)


@pytest.mark.slow
@pytest.mark.parametrize("name", KEPT)
def test_a_refusal_is_an_error_of_the_sdk(sdk: Any, served: Served, name: str) -> None:
    with pytest.raises(anthropic.PermissionDeniedError, match=r"clause 10\.3"):
        KEPT[name](sdk, SPECIAL)
    assert served.provider.received == []


def test_skills_and_models_are_listed_changed_and_taken_away(sdk: Any, served: Served) -> None:
    skills = sdk.beta.skills
    assert len(list(skills.list())) == len(list(skills.versions.list(SKILL))) == 1
    assert skills.versions.create(SKILL, files=[HOW]).id
    assert HOW[1] in served.provider.sent
    with pytest.raises(anthropic.PermissionDeniedError, match="replace nothing inside a file"):
        skills.versions.create(SKILL, files=[WHO])
    assert skills.versions.retrieve("1", skill_id=SKILL).id
    assert skills.versions.download("1", skill_id=SKILL).read().endswith(b"Be brief.\n")
    skills.versions.delete("1", skill_id=SKILL)
    skills.delete(SKILL)
    assert [model.id for model in sdk.models.list()] == [sdk.models.retrieve("m").id]
