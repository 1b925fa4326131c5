"""Alert rules name what exists, say what to do, and are documented."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from gateway.metrics import METRICS

from .promql import DEPLOY, SCRAPED, mistakes

RULES = DEPLOY / "prometheus" / "rules.yml"
DOCS = Path(__file__).parents[3] / "docs" / "metrics.md"
ALERTS: list[dict[str, Any]] = [
    rule for group in yaml.safe_load(RULES.read_text("utf-8"))["groups"] for rule in group["rules"]
]
BY_NAME = pytest.mark.parametrize("alert", ALERTS, ids=[alert["alert"] for alert in ALERTS])
LABELS = {label for metric in METRICS for label in metric.labels} | SCRAPED
promtool = shutil.which("promtool")


@BY_NAME
def test_an_alert_names_only_metrics_and_labels_that_exist(alert: dict[str, Any]) -> None:
    assert list(mistakes(alert["expr"])) == []


@BY_NAME
def test_an_alert_says_what_happened_and_how_grave_it_is(alert: dict[str, Any]) -> None:
    assert alert["labels"]["severity"] in {"info", "warning", "critical"}
    notes = alert["annotations"]
    assert set(notes) == {"summary", "description"}
    shown = re.findall(r"\$labels\.(\w+)", " ".join(notes.values()))
    assert set(shown) <= LABELS


@BY_NAME
def test_what_an_alert_shows_is_left_after_its_grouping(alert: dict[str, Any]) -> None:
    shown = set(re.findall(r"\$labels\.(\w+)", " ".join(alert["annotations"].values())))
    if "sum" in alert["expr"] or "max by" in alert["expr"] or "count" in alert["expr"]:
        kept = {
            label.strip()
            for group in re.findall(r"\bby \(([^)]*)\)", alert["expr"])
            for label in group.split(",")
        }
        assert shown <= kept


@BY_NAME
def test_an_alert_is_documented(alert: dict[str, Any]) -> None:
    assert f"| `{alert['alert']}` |" in DOCS.read_text("utf-8")


def test_the_promised_alerts_exist() -> None:
    names = {alert["alert"] for alert in ALERTS}
    assert len(names) == len(ALERTS)
    assert names >= {
        "RecordsFailing",
        "GatewayNotReady",
        "ScannerQueueLong",
        "ScanWorkersRestarting",
        "ConfigReloadFailed",
        "CertificateExpiring",
        "SpecialCategorySpike",
        "UnreadParts",
        "PseudonymsDamaged",
        "NoTraffic",
    }


def test_prometheus_reads_the_rules_that_are_shipped() -> None:
    settings = yaml.safe_load((RULES.parent / "prometheus.yml").read_text("utf-8"))
    assert settings["rule_files"] == [RULES.name]
    assert [job["job_name"] for job in settings["scrape_configs"]] == ["genai-gateway"]


@pytest.mark.skipif(not promtool, reason="promtool is not installed: rules are not checked by it")
def test_promtool_accepts_the_rules() -> None:
    done = subprocess.run(
        [promtool or "", "check", "rules", RULES], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
