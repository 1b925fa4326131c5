"""What /metrics, /healthz and /readyz say."""

from dataclasses import dataclass

import pytest
from starlette.testclient import TestClient

from gateway.health import Health
from gateway.portal.ops import ops
from gateway.telemetry import Telemetry


@dataclass
class Changing:
    now: Health

    def health(self) -> Health:
        return self.now


def client(health: Health) -> tuple[TestClient, Changing]:
    state = Changing(health)
    return TestClient(ops(Telemetry(), state.health)), state


READY = Health(ready=True, checks={"scanner": "ok", "records": "ok"})
WARNING = Health(ready=True, warnings=("configuration: policy.yaml:3: not reloaded",))
DOWN = Health(ready=False, checks={"scanner": "no worker alive"})


@pytest.mark.parametrize(
    ("health", "status", "word"),
    [(READY, 200, "ready"), (WARNING, 200, "warn"), (DOWN, 503, "not ready")],
)
def test_ready_says_whether_it_takes_traffic(health: Health, status: int, word: str) -> None:
    answer = client(health)[0].get("/readyz")
    assert answer.status_code == status
    assert answer.json() == {
        "status": word,
        "warnings": [f"warn: {warning}" for warning in health.warnings],
        "checks": dict(health.checks),
    }


def test_it_lives_even_when_it_is_not_ready() -> None:
    answer = client(DOWN)[0].get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "live"})


def test_the_metrics_repeat_the_health_of_the_moment() -> None:
    web, state = client(WARNING)
    before = web.get("/metrics")
    state.now = DOWN
    after = web.get("/metrics")
    assert before.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert "genai_gateway_ready 1.0\n" in before.text
    assert "genai_gateway_warnings 1.0\n" in before.text
    assert "genai_gateway_ready 0.0\n" in after.text
    assert "genai_gateway_warnings 0.0\n" in after.text


@pytest.mark.parametrize("path", ["/", "/docs", "/metrics/x"])
def test_there_is_nothing_else(path: str) -> None:
    assert client(READY)[0].get(path).status_code == 404
