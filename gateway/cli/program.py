"""The command tree: finds a command, runs it, and turns every failure into a line and a code.

Commands are imported when they are used, so that `--help` and small commands answer at once.
"""

import importlib
import os
import sys
from collections.abc import Mapping, Sequence
from typing import override

import click

from detectors.types import ScanError
from gateway.errors import ConfigError, GatewayError

COMMANDS: Mapping[str, tuple[str, str]] = {
    "run": ("gateway.cli.run:run", "Serve: the proxy, its metrics and health, the practice tool."),
    "doctor": ("gateway.cli.doctor:doctor", "Check this installation and say what to do."),
    "try": ("gateway.cli.trial:trial", "Show the decision for a prompt. Nothing is sent."),
    "scan": ("gateway.cli.scan:scan", "Show what a text holds: personal data, secrets, markings."),
    "detectors": (
        "gateway.cli.detectors:detectors",
        "Measure detection, report its mistakes, and list your own clients.",
    ),
    "policy": ("gateway.cli.policy:policy", "Check, explain and test the policy."),
    "coverage": (
        "gateway.cli.coverage:coverage",
        "Show what is inspected on which route of which service.",
    ),
    "shadow": (
        "gateway.cli.shadow_ai:shadow_ai",
        "List generative-AI services that nobody approved.",
    ),
    "tools": ("gateway.cli.tools:tools", "List, pause, resume and withdraw tools."),
    "records": ("gateway.cli.records:records", "Search, show, export and verify the records."),
    "report": (
        "gateway.cli.report:report",
        "Transparency, usage, ATRS, completeness and DPIA reports.",
    ),
    "siem": ("gateway.cli.siem:siem", "Send a test event to the security team."),
    "case": (
        "gateway.cli.case.group:case",
        "Answer FOI, EIR and subject access requests, complaints, audits.",
    ),
    "retention": (
        "gateway.cli.retention:retention",
        "Say which records go when, and let them go.",
    ),
    "keys": ("gateway.cli.keys:keys", "The keys of the records: list, wrap anew, rotate, destroy."),
    "ca": ("gateway.cli.ca:ca", "The certificate authority that clients must trust."),
    "pac": ("gateway.cli.pac:pac_file", "Print the proxy auto-configuration (PAC) file."),
    "users": ("gateway.cli.users:users", "People who sign in with a password."),
    "version": ("gateway.cli.version:version", "Print the versions of what runs here."),
}
"""Name to where the command is, and what the list says of it."""

NO, WRONG_USE = 1, 2
"""Exit codes beside 0: the answer is no or a check failed; usage or configuration is wrong."""


class Program(click.Group):
    """The root of the tree."""

    @override
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    @override
    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    @override
    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])

    @override
    def invoke(self, ctx: click.Context) -> object:
        if os.environ.get("NO_COLOR"):  # no-color.org
            ctx.color = False
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as error:  # the border of the process: no traceback for users
            said = _said(error)
            if sys.flags.dev_mode and not said:
                raise
            click.echo(said or _unexpected(error), err=True)
            ctx.exit(WRONG_USE if isinstance(error, ConfigError) else NO)


def _said(error: Exception) -> str:
    """What the person reads about an error we know; "" for others."""
    if isinstance(error, ConfigError):
        return f"The configuration cannot be used:\n{error}"
    if isinstance(error, GatewayError | ScanError):
        return f"Error: {error}"
    if isinstance(error, OSError) and error.strerror:
        return f"Error: {error.strerror}" + (f": {error.filename}" if error.filename else "")
    return ""


def _unexpected(error: Exception) -> str:
    """Only the kind: the text of an unexpected error could hold a prompt."""
    kind = type(error).__name__
    return f"Error: unexpected failure ({kind}). Developers see more with: python -X dev -m gateway"


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
def program() -> None:
    """The GenAI policy gateway: approved tools only, personal data kept in, records kept.

    \b
    Start here:
      genai-gateway run                       serve on 127.0.0.1:8080
      echo "Hello" | genai-gateway try        see a decision without sending anything
      genai-gateway doctor                    check a running gateway

    Every command explains itself: genai-gateway COMMAND --help.

    \b
    Exit codes of every command:
      0  done, or the answer is yes
      1  the answer is no, or a check failed
      2  wrong usage or configuration (every problem is listed, file and line)
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; ends the process with its exit code."""
    program.main(args=arguments, prog_name="genai-gateway")
