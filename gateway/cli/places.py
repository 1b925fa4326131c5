"""The options that nearly every command has: where the configuration and the state are."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Concatenate

import click

from gateway.settings.load import Configuration, load


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The two folders of one gateway."""

    config: Path
    state: Path

    def load(self) -> Configuration:
        """The configuration. Raises ConfigError with every problem."""
        return load(self.config, self.state, os.environ)


def with_places[**Rest, Result](
    command: Callable[Concatenate[Places, Rest], Result],
) -> Callable[Rest, Result]:
    """Adds --config and --state; the command gets a `Places` first."""

    @click.option(
        "--config",
        type=click.Path(file_okay=False, path_type=Path),
        envvar="GATEWAY_CONFIG_DIR",
        default=Path("config"),
        show_default=True,
        show_envvar=True,
        metavar="DIR",
        help="Folder of the configuration files.",
    )
    @click.option(
        "--state",
        type=click.Path(file_okay=False, path_type=Path),
        envvar="GATEWAY_STATE_DIR",
        default=Path("var"),
        show_default=True,
        show_envvar=True,
        metavar="DIR",
        help="Folder of keys, certificates and records.",
    )
    @wraps(command)
    def placed(config: Path, state: Path, *rest: Rest.args, **options: Rest.kwargs) -> Result:
        return command(Places(config=config, state=state), *rest, **options)

    return placed  # type: ignore[return-value]
