"""The key provider as the settings choose it."""

from collections.abc import Mapping
from pathlib import Path

from gateway.audit.key_providers.aws_kms import KmsProvider
from gateway.audit.key_providers.provider import KeyProvider, LocalProvider
from gateway.audit.key_providers.vault_transit import VaultTransitProvider
from gateway.errors import ConfigError, Problem
from gateway.settings import record_settings as settings


def key_provider(
    chosen: settings.KeyProvider, sealing_key: bytes, environment: Mapping[str, str]
) -> KeyProvider:
    """Who wraps period keys. Raises ConfigError: an extra or a token is missing."""
    try:
        match chosen:
            case settings.VaultKeys():
                return VaultTransitProvider(
                    chosen.url,
                    token=_token(environment),
                    key=chosen.key,
                    mount=chosen.mount,
                    namespace=chosen.namespace,
                )
            case settings.KmsKeys():
                return KmsProvider(chosen.key, region=chosen.region, endpoint=chosen.endpoint)
            case _:
                return LocalProvider(sealing_key)
    except ModuleNotFoundError:
        extra = "vault" if isinstance(chosen, settings.VaultKeys) else "aws"
        raise _problem(f"needs the extra {extra!r}: pip install 'genai-gateway[{extra}]'") from None


def _token(environment: Mapping[str, str]) -> str:
    """VAULT_TOKEN, or what stands in the file that VAULT_TOKEN_FILE names."""
    if token := environment.get("VAULT_TOKEN", "").strip():
        return token
    path = environment.get("VAULT_TOKEN_FILE", "")
    try:
        token = Path(path).read_text(encoding="ascii").strip() if path else ""
    except (OSError, UnicodeDecodeError):
        token = ""
    if not token:
        raise _problem("needs a token: VAULT_TOKEN, or VAULT_TOKEN_FILE with the path of a file")
    return token


def _problem(message: str) -> ConfigError:
    return ConfigError(Problem(file="gateway.yaml", line=0, where="records.keys", message=message))
