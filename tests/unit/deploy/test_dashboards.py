"""Every panel of the dashboards asks for metrics that exist, and says what it shows."""

import json
import re
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest
import yaml

from gateway.metrics import METRICS

from .promql import DEPLOY, SCRAPED, mistakes

NAMES = ("security", "operations", "governance")
LABELS = {label for metric in METRICS for label in metric.labels} | SCRAPED


def board(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((DEPLOY / "grafana" / f"{name}.json").read_text("utf-8"))
    return loaded


def panels() -> Iterator[Any]:
    for name in NAMES:
        for panel in board(name)["panels"]:
            yield pytest.param(panel, id=f"{name}: {panel['title']}")


@pytest.mark.parametrize("panel", list(panels()))
def test_a_panel_names_only_metrics_and_labels_that_exist(panel: dict[str, Any]) -> None:
    assert panel["targets"]
    for target in panel["targets"]:
        assert list(mistakes(target["expr"])) == []
        shown = re.findall(r"\{\{(\w+)\}\}", target["legendFormat"])
        assert set(shown) <= LABELS


@pytest.mark.parametrize("panel", list(panels()))
def test_a_panel_says_what_it_shows_and_in_which_unit(panel: dict[str, Any]) -> None:
    assert panel["title"]
    assert panel["description"].endswith(".")
    assert panel["fieldConfig"]["defaults"]["unit"]


@pytest.mark.parametrize("name", NAMES)
def test_panels_have_their_own_ids_and_do_not_overlap(name: str) -> None:
    shown = board(name)["panels"]
    assert len({panel["id"] for panel in shown}) == len(shown)
    for one, other in combinations((panel["gridPos"] for panel in shown), 2):
        apart = (
            one["x"] + one["w"] <= other["x"]
            or other["x"] + other["w"] <= one["x"]
            or one["y"] + one["h"] <= other["y"]
            or other["y"] + other["h"] <= one["y"]
        )
        assert apart, (one, other)
    assert all(p["gridPos"]["x"] + p["gridPos"]["w"] <= 24 for p in shown)


def test_the_dashboards_use_the_data_source_that_is_provisioned() -> None:
    folder = DEPLOY / "grafana" / "provisioning"
    (source,) = yaml.safe_load((folder / "datasources" / "prometheus.yaml").read_text())[
        "datasources"
    ]
    for name in NAMES:
        uids = set(
            re.findall(r'"datasource": \{\s*"type": "prometheus",\s*"uid": "([^"]+)"', text(name))
        )
        assert uids == {source["uid"]}


def test_the_dashboards_have_fixed_and_different_uids() -> None:
    assert {board(name)["uid"] for name in NAMES} == {f"genai-{name}" for name in NAMES}


def test_every_metric_is_on_a_dashboard_or_in_an_alert() -> None:
    seen = "".join(map(text, NAMES)) + (DEPLOY / "prometheus" / "rules.yml").read_text("utf-8")
    assert [metric.name for metric in METRICS if metric.name not in seen] == []


def text(name: str) -> str:
    return (DEPLOY / "grafana" / f"{name}.json").read_text("utf-8")
