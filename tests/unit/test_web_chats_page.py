"""The page about web chats names every dialect of a page and every call that is refused beside it."""

import re
from pathlib import Path

import yaml

from gateway.providers.catalogue import Catalogue
from gateway.providers.dialect import dialects
from gateway.providers.web_beside import TELEMETRY, TYPING
from gateway.providers.web_format import WebFormat
from gateway.settings.load import load
from tests.make import tool as made_tool
from tests.served import ROOT, tool

PAGE = (ROOT / "docs" / "web-chats.md").read_text(encoding="utf-8")
OTHERS = {"chatgpt.ws", "claude.web", "m365.copilot", "mscopilot.web"}


def test_every_page_is_in_the_table() -> None:
    table = PAGE.partition("## Which hosts")[0]
    named = set(re.findall(r"^\|[^|]*\| `([a-z0-9.]+)` \|", table, re.MULTILINE))
    assert named == OTHERS | {d.name for d in dialects().values() if isinstance(d, WebFormat)}


def test_every_call_beside_a_chat_is_in_the_other_one() -> None:
    rows = dict(re.findall(r"^\| ([^|`]+) \| (.*) \|$", PAGE, re.MULTILINE))
    for product in TELEMETRY.keys() | TYPING.keys():
        telemetry, typing = rows[product].split(" | ")
        assert re.findall(r"`([^`]+)`", telemetry) == list(TELEMETRY.get(product, ()))
        assert re.findall(r"`([^`]+)`", typing) == list(TYPING.get(product, ()))


def test_the_rules_named_are_rules_of_the_shipped_policy(tmp_path: Path) -> None:
    rules = {rule.id: rule for rule in load(ROOT / "config", tmp_path, {}).policy.rules}
    for name in ("provider-history", "beside-the-chat", "signed-out-use"):
        assert f"`{name}`" in PAGE
        assert name in rules
    assert set(rules["beside-the-chat"].params["formats"]) == {"web.telemetry", "web.typing"}


def test_the_row_shown_is_a_row_of_the_register() -> None:
    from gateway.settings.tools_file import ToolRow

    (block,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    row = ToolRow.model_validate(tool("chat", "chatgpt.com") | yaml.safe_load(block))
    assert row.tool().allows == frozenset({"web.typing", "signed-out"})


def test_every_host_that_a_chat_needs_is_in_the_catalogue(tmp_path: Path) -> None:
    table = PAGE[PAGE.index("## Which hosts a chat needs") : PAGE.index("## What goes beside")]
    hosts = re.findall(r"`([a-z0-9*.-]+\.[a-z]+)`", table)
    services = load(ROOT / "config", tmp_path, {}).services
    catalogue = Catalogue(services, (made_tool(name="Chats", hosts=tuple(hosts)),))
    assert len(hosts) > 15
    known = [catalogue.find(host.replace("*.", "some.")) for host in hosts]
    assert all(found and found.service.product != "Chats" for found in known)
