"""What the environment may set. An unknown GATEWAY_ variable is an error: perhaps a misspelling."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, override

from pydantic import BeforeValidator, Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)
from pydantic_settings.sources import EnvSettingsSource

from gateway.errors import ConfigError, Problem
from gateway.settings.gateway_file import GatewayFile, Paths, ProxyMode
from gateway.settings.keeping import Connections
from gateway.settings.shape import wording
from gateway.settings.strict import Address

PREFIX = "GATEWAY_"
SECRETS = ("PSEUDONYM", "SEALING", "INDEX", "CACHE", "CHECKPOINT")
"""Keys that arrive as GATEWAY_<name>_KEY (base64) or in the file GATEWAY_<name>_KEY_FILE."""

# Kubernetes itself sets GATEWAY_PORT, GATEWAY_SERVICE_HOST ... when a service is called gateway.
_INJECTED = re.compile(
    r"GATEWAY_(?:[A-Z0-9_]+_)?(?:SERVICE_(?:HOST|PORT)(?:_.+)?|PORT(?:_\d+_.+)?)"
)
_KEYS = {f"{PREFIX}{name}_KEY{end}" for name in SECRETS for end in ("", "_FILE")}


Modes = Annotated[tuple[ProxyMode, ...], NoDecode, BeforeValidator(str.split), Field(min_length=1)]


class Environment(BaseSettings):
    """The process settings that an orchestrator may set without touching a file."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True)

    config_dir: Path | None = None
    state_dir: Path | None = None
    listen: Address | None = None
    metrics_listen: Address | None = None
    mode: Modes | None = None  # several are separated by spaces
    database_url: str | None = Field(default=None, min_length=1, repr=False)
    database_url_file: Path | None = None  # the same, out of sight of `ps` and `docker inspect`
    sequencer_database_url: str | None = Field(default=None, min_length=1, repr=False)
    sequencer_database_url_file: Path | None = None
    auditor_database_url: str | None = Field(default=None, min_length=1, repr=False)
    auditor_database_url_file: Path | None = None
    retention_database_url: str | None = Field(default=None, min_length=1, repr=False)
    retention_database_url_file: Path | None = None
    smtp_password: str | None = Field(default=None, repr=False)  # of the e-mail anchor
    scan_workers: int | None = Field(default=None, ge=0, le=64)

    @classmethod
    @override
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what the caller hands in; the process environment is read by the command line."""
        return (init_settings,)


class _Handed(EnvSettingsSource):
    """Reads variables from a mapping instead of the process."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self._variables = variables
        super().__init__(Environment)

    @override
    def _load_env_vars(self) -> Mapping[str, str | None]:
        return {name.lower(): value for name, value in self._variables.items()}


def read_environment(variables: Mapping[str, str]) -> Environment:
    """The gateway's own variables among these. Raises ConfigError with every problem."""
    own = {name: value for name, value in variables.items() if name.startswith(PREFIX)}
    found = list(_misnamed(own))
    settings = own.keys() & _known()
    try:
        environment = Environment(**_Handed({name: own[name] for name in settings})())
    except ValidationError as error:
        raise ConfigError(*found, *_unfit(error)) from None  # pydantic quotes values
    if found:
        raise ConfigError(*found)
    return environment


def locate(
    environment: Environment, *, config: Path | None = None, state: Path | None = None
) -> Paths:
    """Where things are: what the caller names, else the environment, else ./config and ./var."""
    return Paths(
        config=config or environment.config_dir or Path("config"),
        state=state or environment.state_dir or Path("var"),
    )


def override_file(gateway: GatewayFile, environment: Environment) -> GatewayFile:
    """gateway.yaml with what the environment sets in its place."""
    listen = _set(
        proxy=environment.listen,
        metrics=environment.metrics_listen,
        modes=environment.mode,
    )
    changes = {
        "listen": gateway.listen.model_copy(update=listen),
        "scan": gateway.scan.model_copy(update=_set(workers=environment.scan_workers)),
        "records": gateway.records.model_copy(
            update=_set(database=_url(environment, "database_url"))
            | {"connections": _connections(gateway.records.connections, environment)}
        ),
    }
    return gateway.model_copy(update=changes)


def _connections(written: Connections, environment: Environment) -> Connections:
    found = {name: _url(environment, f"{name}_database_url") for name in Connections.model_fields}
    return written.model_copy(update=_set(**found))


def _url(environment: Environment, name: str) -> str | None:
    """The address of a database. Raises ConfigError when its file cannot be read."""
    file: Path | None = getattr(environment, f"{name}_file")
    if file is None:
        given: str | None = getattr(environment, name)
        return given
    try:
        return file.read_text(encoding="utf-8").strip()
    except OSError as error:
        why = f"cannot be read: {error.strerror}"
        where = f"{PREFIX}{name}_FILE".upper()
        raise ConfigError(Problem(file="environment", line=0, where=where, message=why)) from None


def _set(**values: Any) -> dict[str, Any]:  # noqa: ANN401 - the fields of three models
    return {name: value for name, value in values.items() if value is not None}


def _known() -> set[str]:
    return {f"{PREFIX}{name.upper()}" for name in Environment.model_fields}


def _misnamed(own: Mapping[str, str]) -> Iterator[Problem]:
    known = _known() | _KEYS
    for name in sorted(own.keys() - known):
        if not _INJECTED.fullmatch(name):
            near = get_close_matches(name, known, n=1)
            hint = f"; did you mean {near[0]}?" if near else ""
            yield _problem(name, f"is not a variable of the gateway{hint}")
    for name in sorted(_KEYS & own.keys()):
        if f"{name}_FILE" in own:
            yield _problem(name, f"and {name}_FILE are both set; keep one")


def _unfit(error: ValidationError) -> Iterator[Problem]:
    for detail in error.errors(include_url=False, include_context=False, include_input=False):
        yield _problem(f"{PREFIX}{detail['loc'][0]}".upper(), wording(detail))


def _problem(name: str, message: str) -> Problem:
    return Problem(file="environment", line=0, where=name, message=message)
