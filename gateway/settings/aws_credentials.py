"""The gateway's own AWS credentials, read from where gateway.yaml says they are kept."""

import configparser
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from gateway.errors import ConfigError, Problem
from gateway.settings.gateway_file import Signing

_SECRET_NAMES = ("aws_access_key_id", "aws_secret_access_key", "aws_session_token")


@dataclass(frozen=True, slots=True, kw_only=True)
class AwsCredentials:
    """An access key of the organisation. Its id is no secret and is recorded."""

    access_key: str
    secret: str = field(repr=False)
    token: str = field(default="", repr=False)


def credentials(row: Signing, environment: Mapping[str, str]) -> AwsCredentials:
    """The credentials of a row. Raises ConfigError, which never shows them."""
    given = _of_file(row) if row.credentials_file else _of_environment(environment)
    key, secret, token = (given.get(name, "").strip() for name in _SECRET_NAMES)
    if not key or not secret:
        place = f"profile '{row.profile}' of that file" if row.credentials_file else "environment"
        raise _problem(f"the {place} has no AWS access key with its secret")
    return AwsCredentials(access_key=key, secret=secret, token=token)


def _of_environment(environment: Mapping[str, str]) -> Mapping[str, str]:
    return {name: environment.get(name.upper(), "") for name in _SECRET_NAMES}


def _of_file(row: Signing) -> Mapping[str, str]:
    parser = configparser.RawConfigParser()
    try:
        parser.read_string(Path(row.credentials_file).read_text(encoding="utf-8"))
    except OSError as error:
        reason = error.strerror or "no such file"
        raise _problem(f"cannot read the credentials file: {reason}") from None
    except (configparser.Error, UnicodeDecodeError):
        raise _problem("the credentials file is not in AWS's format") from None
    return parser[row.profile] if parser.has_section(row.profile) else {}


def _problem(message: str) -> ConfigError:
    return ConfigError(Problem(file="gateway.yaml", line=0, where="signing", message=message))
