"""Whoever uses a command is named: by the option, else by the user of the machine."""

import getpass

import click
from click.testing import CliRunner

from gateway.cli.who import BY


@click.command()
@BY
def shown(by: str) -> None:
    click.echo(by)


def test_it_is_the_user_unless_it_is_said() -> None:
    assert CliRunner().invoke(shown, ["--by", "auditor"]).output == "auditor\n"
    assert CliRunner().invoke(shown, []).output == f"{getpass.getuser()}\n"
