"""What the documents promise exists, and what exists is documented."""

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from gateway.settings.gateway_file import GatewayFile, OnFailure

ROOT = Path(__file__).parents[1]
DOCS = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])


@pytest.mark.parametrize("path", DOCS, ids=[str(p.relative_to(ROOT)) for p in DOCS])
def test_every_relative_link_leads_somewhere(path: Path) -> None:
    links = re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))
    missing = [link for link in links if not (path.parent / link).exists()]
    assert missing == []


def settings(model: type[BaseModel], prefix: str = "") -> list[str]:
    names = []
    for name, field in model.model_fields.items():
        inner = field.annotation
        nested = isinstance(inner, type) and issubclass(inner, BaseModel) and inner is not OnFailure
        names += settings(inner, f"{prefix}{name}.") if nested else [f"{prefix}{name}"]
    return names


def test_every_setting_is_in_the_settings_page() -> None:
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert [name for name in settings(GatewayFile) if f"`{name}`" not in page] == []


def test_decision_records_are_numbered_without_gaps_and_say_their_price() -> None:
    records = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [int(p.name[:4]) for p in records] == list(range(1, len(records) + 1))
    for record in records:
        text = record.read_text(encoding="utf-8")
        assert all(word in text for word in ("Context:", "Decision:", "Price:")), record.name
