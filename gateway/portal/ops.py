"""What machines ask the gateway: its metrics, whether it lives, whether it takes traffic."""

from collections.abc import Callable

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from gateway.health import Health
from gateway.telemetry import Telemetry

_METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_FRESH = {"cache-control": "no-store"}


def ops(telemetry: Telemetry, health: Callable[[], Health]) -> Starlette:
    """The application behind the metrics address: /metrics, /healthz, /readyz."""

    async def metrics(_: Request) -> Response:
        now = health()
        telemetry.healthy(ready=now.ready, warnings=len(now.warnings))
        return Response(telemetry.text(), media_type=_METRICS_TYPE)

    async def live(_: Request) -> Response:
        return JSONResponse({"status": "live"}, headers=_FRESH)

    async def ready(_: Request) -> Response:
        now = health()
        return JSONResponse(_said(now), status_code=200 if now.ready else 503, headers=_FRESH)

    return Starlette(
        routes=[
            Route("/metrics", metrics),
            Route("/healthz", live),
            Route("/readyz", ready),
        ]
    )


def _said(health: Health) -> dict[str, object]:
    status = "not ready" if not health.ready else "warn" if health.warnings else "ready"
    return {
        "status": status,
        "warnings": [f"warn: {warning}" for warning in health.warnings],
        "checks": dict(health.checks),
    }
