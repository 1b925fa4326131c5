"""Key providers: what one wrapped opens as the key of that name, and as nothing else."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.audit.key_providers.aws_kms import KmsProvider
from gateway.audit.key_providers.chosen import key_provider
from gateway.audit.key_providers.provider import KeyProvider, LocalProvider
from gateway.audit.key_providers.vault_transit import VaultTransitProvider
from gateway.errors import ConfigError, RecordError
from gateway.settings import record_settings as settings
from tests.key_services import TOKEN, KeyService


@pytest.fixture
def service() -> Iterator[KeyService]:
    with KeyService() as running:
        yield running


@pytest.fixture(params=["local", "vault", "kms"])
def provider(
    request: pytest.FixtureRequest, service: KeyService, monkeypatch: pytest.MonkeyPatch
) -> KeyProvider:
    match request.param:
        case "local":
            return LocalProvider(b"s" * 32)
        case "vault":
            return VaultTransitProvider(service.url, token=TOKEN, key="records", mount="transit")
        case _:
            monkeypatch.setenv("AWS_ACCESS_KEY_ID", "practice")
            monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "practice")
            return KmsProvider("alias/records", region="eu-west-2", endpoint=service.url)


def test_a_wrapped_key_comes_back(provider: KeyProvider) -> None:
    wrapped = provider.wrap("2:2026-03:full", b"k" * 32)
    assert b"k" * 32 not in wrapped
    assert provider.unwrap("2:2026-03:full", wrapped) == b"k" * 32


def test_a_wrapped_key_does_not_open_as_another(provider: KeyProvider) -> None:
    wrapped = provider.wrap("2:2026-03:full", b"k" * 32)
    with pytest.raises(RecordError):
        provider.unwrap("2:2026-04:full", wrapped)


def test_an_altered_key_does_not_open(provider: KeyProvider) -> None:
    wrapped = provider.wrap("2:2026-03:full", b"k" * 32)
    with pytest.raises(RecordError):
        provider.unwrap("2:2026-03:full", wrapped[:-6] + b"AAAAAA")


def test_a_refusal_says_which_provider_and_no_more(service: KeyService) -> None:
    provider = VaultTransitProvider(service.url, token="wrong", key="records", mount="transit")
    with pytest.raises(RecordError) as caught:
        provider.wrap("2:2026-03:full", b"k" * 32)
    assert str(caught.value) == "The key provider vault did not answer as it should (Forbidden)."


def test_a_service_that_is_away_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "practice")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "practice")
    for provider in (
        VaultTransitProvider("http://127.0.0.1:9", token=TOKEN, key="records", mount="transit"),
        KmsProvider("alias/records", region="eu-west-2", endpoint="http://127.0.0.1:9"),
    ):
        with pytest.raises(RecordError, match=f"provider {provider.name} did not answer"):
            provider.unwrap("2:2026-03:full", b"x")


VAULT = settings.VaultKeys(kind="vault", url="http://127.0.0.1:9", key="records")


def test_the_settings_choose_the_provider(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "practice")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "practice")
    token = tmp_path / "token"
    token.write_text(f"{TOKEN}\n")
    kms = settings.KmsKeys(kind="kms", key="alias/records", region="eu-west-2")
    local = settings.LocalKeys(kind="local")
    assert key_provider(local, b"s" * 32, {}).name == "local"
    assert key_provider(VAULT, b"s" * 32, {"VAULT_TOKEN": TOKEN}).name == "vault"
    assert key_provider(VAULT, b"s" * 32, {"VAULT_TOKEN_FILE": str(token)}).name == "vault"
    assert key_provider(kms, b"s" * 32, {}).name == "kms"


@pytest.mark.parametrize(
    "environment", [{}, {"VAULT_TOKEN_FILE": "/nowhere"}, {"VAULT_TOKEN": " "}]
)
def test_vault_without_a_token_is_a_clear_error(environment: dict[str, str]) -> None:
    with pytest.raises(ConfigError, match="VAULT_TOKEN"):
        key_provider(VAULT, b"s" * 32, environment)


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "hvac", None)
    with pytest.raises(ConfigError, match=r"pip install 'genai-gateway\[vault\]'"):
        key_provider(VAULT, b"s" * 32, {"VAULT_TOKEN": TOKEN})
