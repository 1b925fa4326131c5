"""The page about WebSockets names every dialect of sockets, its rule is a rule, its setting is one."""

import re
from pathlib import Path

import yaml

from gateway.policy.rules import build
from gateway.providers.dialect import dialects
from gateway.providers.sockets import SocketFormat
from gateway.settings.gateway_file import Limits
from gateway.settings.policy_file import PolicyFile, RuleRow

PAGE = (Path(__file__).parents[2] / "docs" / "sockets.md").read_text(encoding="utf-8")


def test_every_dialect_of_sockets_is_in_the_table() -> None:
    named = re.findall(r"^\|[^|]*\| `([a-z0-9.]+)` \|", PAGE, re.MULTILINE)
    spoken = [d.name for d in dialects().values() if isinstance(d, SocketFormat)]
    assert sorted(named) == sorted(spoken)


def test_the_rule_shown_can_be_put_into_the_policy() -> None:
    (block,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    rows = tuple(map(RuleRow.model_validate, yaml.safe_load(block)))
    (rule,) = build(PolicyFile(rules=rows), version="v").rules
    assert rule.check.name == "wire-format"


def test_the_limits_named_are_settings() -> None:
    assert {f"limits.{name}" for name in Limits.model_fields} >= set(
        re.findall(r"`(limits\.[a-z_]+)`", PAGE)
    )
