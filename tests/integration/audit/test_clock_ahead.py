"""A running gateway whose clock is set ahead forgets no pseudonyms, says so, and is well again."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import func, select

from gateway.audit.clock import utc_now
from gateway.audit.house_tables import VAULT
from gateway.bootstrap import Runtime, start
from tests.provider import Running
from tests.served import HOSTS, configure


async def kept(runtime: Runtime) -> int:
    """How many rows the vault has after a sweep."""
    sweeping = asyncio.create_task(runtime._sweep())
    await asyncio.sleep(0.5)
    sweeping.cancel()
    with runtime.store.read() as connection:
        return connection.execute(select(func.count()).select_from(VAULT)).scalar_one()


@pytest.mark.slow
async def test_a_clock_that_is_set_ahead_forgets_nothing(tmp_path: Path) -> None:
    with Running(*HOSTS) as provider:
        configure(tmp_path, provider, scan={"workers": 0})
        runtime = await start(tmp_path / "config", tmp_path / "state", {})
        await runtime.vault.save("jo", "chat", "c1", {"Person7": "Jane Doe"})
        assert await kept(runtime) == 1
        with time_machine.travel(utc_now() + timedelta(days=400)):
            assert await kept(runtime) == 1
            health = runtime.health()
            assert (health.ready, health.checks["clock"]) == (True, "warn")
            assert "set forward by 400 days" in " ".join(health.warnings)
            assert b"genai_gateway_clock_in_doubt 1.0" in runtime.telemetry.text()
        assert await kept(runtime) == 1
        assert runtime.health().checks["clock"] == "ok"
        await runtime.close()
