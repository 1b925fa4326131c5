"""Loads settings and policy together, so that one look shows every problem of every file."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from gateway.errors import ConfigError, Problem
from gateway.policy.rules import Policy, build
from gateway.settings.load import Configuration, gather
from gateway.settings.policy_file import PolicyFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A configuration and the policy built from it."""

    configuration: Configuration
    policy: Policy


def check_files(config_dir: Path, state_dir: Path, environment: Mapping[str, str]) -> Checked:
    """Both, or ConfigError with every problem, in the order of the files' names and lines."""
    gathered = gather(config_dir, state_dir, environment)
    found = [*gathered.problems, *_unusable(gathered.policy)]
    configuration = gathered.configuration
    if found or configuration is None:
        raise ConfigError(*sorted(found, key=lambda p: (p.file, p.line, p.where)))
    header = configuration.gateway.justification_header
    policy = build(configuration.policy, version=configuration.version, justification_header=header)
    return Checked(configuration=configuration, policy=policy)


def _unusable(policy_file: PolicyFile) -> tuple[Problem, ...]:
    try:
        build(policy_file, version="")
    except ConfigError as error:
        return error.problems
    return ()
