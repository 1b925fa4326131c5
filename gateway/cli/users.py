"""`users`: lines for users.yaml. A password is read without echo and never an argument."""

import sys

import click

from gateway.identity.passwords import hash_password

_SHORTEST = 12


@click.group()
def users() -> None:
    """People who sign in to the proxy with a name and a password (users.yaml)."""


@users.command("hash")
@click.argument("name")
@click.option("--group", "groups", multiple=True, metavar="NAME", help="A group they are in.")
def hash_for(name: str, groups: tuple[str, ...]) -> None:
    """Print the lines of users.yaml for NAME.

    Reads the password: asks twice at a terminal; otherwise the first line of standard input is the
    password. Only a salted scrypt hash is printed.

    \b
    Example:
      genai-gateway users hash j.bloggs --group all-staff >> config/users.yaml

    Exit codes: 0 printed, 2 the password is too short or the input is empty.
    """
    if ":" in name:
        raise click.UsageError("a name with a colon can never sign in: Basic credentials end there")
    password = _password()
    if len(password) < _SHORTEST:
        raise click.UsageError(f"use a password of at least {_SHORTEST} characters")
    click.echo(f"  - id: {_quoted(name)}")
    click.echo(f"    password_hash: {_quoted(hash_password(password))}")
    click.echo(f"    groups: [{', '.join(map(_quoted, groups))}]")


def _password() -> str:
    if sys.stdin.isatty():
        asked: str = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
        return asked
    return sys.stdin.readline().rstrip("\r\n")


def _quoted(text: str) -> str:
    """A YAML double-quoted scalar that means exactly this text."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
