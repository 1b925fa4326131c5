"""A register of made-up tools, one for each thing that a tool can be."""

from datetime import date
from functools import cache
from pathlib import Path

from gateway.policy.decide import Policy, build
from gateway.providers.catalogue import Catalogue
from gateway.settings.load import Configuration, load
from gateway.types import Approval, Assessment, Tool, ToolCategory
from tests.make import tool

CONFIG = Path(__file__).parents[4] / "config"
TODAY = date(2026, 11, 23)

TOOLS: tuple[Tool, ...] = (
    tool(id="assistant", hosts=("assistant.test",)),
    tool(id="public", hosts=("public.test",), category=ToolCategory.PUBLIC),
    tool(id="no-data", hosts=("no-data.test",), data=frozenset(), dpia=None),
    tool(id="no-dpia", hosts=("no-dpia.test",), dpia=None),
    tool(
        id="expired",
        hosts=("expired.test",),
        dpia=Assessment(reference="OLD", expires=date(2026, 11, 22)),
    ),
    tool(id="limited", hosts=("limited.test",), approval=Approval.LIMITED, conditions="Drafts."),
    tool(id="paused", hosts=("paused.test",), approval=Approval.PAUSED),
    tool(id="withdrawn", hosts=("withdrawn.test",), approval=Approval.WITHDRAWN),
    tool(id="social-care", hosts=("social-care.test",), groups=frozenset({"social-care"})),
    tool(id="own-key", hosts=("own-key.test",), keys=frozenset({"0a1b2c3d"})),
    tool(id="overdue", hosts=("overdue.test",), review=date(2026, 11, 22)),
    tool(
        id="uk-only",
        hosts=("gb.api.openai.com",),
        storage_regions=frozenset({"gb"}),
        processing_regions=frozenset({"gb"}),
    ),
    tool(
        id="london",
        hosts=("bedrock-runtime.eu-west-2.amazonaws.com",),
        processing_regions=frozenset({"eu-west-2"}),
    ),
)


@cache
def shipped() -> Configuration:
    """The shipped configuration."""
    return load(CONFIG, Path("unused"), {})


@cache
def policy() -> Policy:
    """The shipped policy."""
    return build(shipped().policy, version="test")


@cache
def catalogue() -> Catalogue:
    """The shipped host catalogue with the register above."""
    return Catalogue(shipped().services, TOOLS)
