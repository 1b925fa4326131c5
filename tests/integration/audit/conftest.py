"""The record stores of the unit tests, for tests with several processes."""

from tests.unit.gateway.audit.conftest import empty_url, engine_name, recorder, store, url

__all__ = ["empty_url", "engine_name", "recorder", "store", "url"]
