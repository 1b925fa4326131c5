"""`tools`: the register, and the authority's decisions that need no new file (clause 11.4)."""

import getpass
import sys
from collections.abc import Callable, Mapping

import click

from gateway.audit.access import Use, admit
from gateway.audit.connections import Right
from gateway.audit.officers import account_name
from gateway.audit.tools import (
    ToolChange,
    current_overrides,
    record_tool_change,
    tool_history,
)
from gateway.begin import fingerprint_of
from gateway.cli.places import Places, with_places
from gateway.cli.record_store import gateway_keys, has_store, open_store
from gateway.cli.screen import harmless, show_fields, show_table
from gateway.errors import GatewayError
from gateway.register import in_force
from gateway.settings.load import Configuration
from gateway.types import Approval, Assessment, Tool

_STOPPED = (Approval.PAUSED, Approval.WITHDRAWN)


@click.group()
def tools() -> None:
    """The register of approved tools, and decisions that take effect at once.

    The file tools.yaml says what is approved. pause, withdraw and resume change that in every
    running gateway within a second, without touching the file, and are recorded with who and why.
    The stricter of file and decision counts.
    """


def _decision(command: Callable[..., None]) -> Callable[..., None]:
    """The three commands that decide have the same argument and options."""
    options = (
        with_places,
        click.argument("tool_id", metavar="ID"),
        click.option("--why", required=True, metavar="TEXT", help="The reason; it is recorded."),
        click.option(
            "--by",
            default=getpass.getuser,
            show_default="your user name",
            metavar="WHO",
            help="Who decided; it is recorded.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


@tools.command("list")
@with_places
def list_tools(places: Places) -> None:
    """List the register as it is in force.

    \b
    Example:
      genai-gateway tools list

    Exit codes: 0 listed, 2 configuration.
    """
    configuration = places.load()
    changes = _changes(configuration)
    rows = [_row(tool, changes.get(tool.id)) for tool in _in_force(configuration, changes)]
    show_table("Register of tools", ("Id", "Name", "Approval", "Since", "Data", "Review"), rows)


@tools.command()
@with_places
@click.argument("tool_id", metavar="ID")
def show(places: Places, tool_id: str) -> None:
    """Show all that is known of one tool.

    Everything the register says, and who changed its approval, when and why.

    \b
    Example:
      genai-gateway tools show practice

    Exit codes: 0 shown, 2 no such tool, or configuration.
    """
    configuration = places.load()
    changes = _changes(configuration)
    tool = _known(_in_force(configuration, changes), tool_id)
    show_fields(_fields(tool, _known(configuration.tools, tool_id).approval))
    for change in _history(configuration, tool_id):
        what = change.approval or "resumed"
        said = f"{what} by {change.who}. {change.why}"
        click.echo(f"{change.time:%d %B %Y %H:%M} UTC: {harmless(said)}")


@tools.command()
@_decision
def pause(places: Places, tool_id: str, why: str, by: str) -> None:
    """Stop a tool for the time being.

    Takes effect in every running gateway within a second.

    \b
    Example:
      genai-gateway tools pause practice --why "Incident 2031: answers mixed up"

    Exit codes: 0 paused, 1 refused (the tool is withdrawn), 2 no such tool, or usage.
    """
    _decide(places, tool_id, Approval.PAUSED, why, by)


@tools.command()
@_decision
def withdraw(places: Places, tool_id: str, why: str, by: str) -> None:
    """Take a tool out of use.

    Takes effect in every running gateway within a second.

    \b
    Example:
      genai-gateway tools withdraw practice --why "Contract ended"

    Exit codes: 0 withdrawn, 2 no such tool, or usage.
    """
    _decide(places, tool_id, Approval.WITHDRAWN, why, by)


@tools.command()
@_decision
def resume(places: Places, tool_id: str, why: str, by: str) -> None:
    """End a pause or withdrawal.

    Only one that was made with this command. A tool that tools.yaml itself pauses or withdraws
    stays so: change the file instead.

    \b
    Example:
      genai-gateway tools resume practice --why "Incident 2031 closed"

    Exit codes: 0 resumed, 1 refused (the file stops it, or nothing stops it), 2 no such tool.
    """
    _decide(places, tool_id, None, why, by)


@tools.command()
@with_places
def fingerprint(places: Places) -> None:
    """Print the fingerprint of an API key.

    It goes under `keys` of a tool in tools.yaml (clause 7.2). Reads the key without echo at a
    terminal, else from standard input. The key is kept nowhere; the fingerprint depends on the
    gateway's own index key.

    \b
    Example:
      genai-gateway tools fingerprint < key.txt

    Exit codes: 0 printed, 2 no key was given, or configuration.
    """
    configuration = places.load()
    secret = _secret()
    if not secret:
        raise click.UsageError("give the API key on standard input")
    click.echo(fingerprint_of(secret, gateway_keys(configuration).index))


def _secret() -> str:
    if sys.stdin.isatty():
        asked: str = click.prompt("API key", hide_input=True, err=True)
        return asked.strip()
    return sys.stdin.readline().strip()


def _decide(places: Places, tool_id: str, approval: Approval | None, why: str, by: str) -> None:
    """Record the decision; None takes the present one back."""
    configuration = places.load()
    tool = _known(configuration.tools, tool_id)
    if not why.strip() or not by.strip():
        raise click.UsageError("--why and --by must say something; they are recorded")
    with open_store(configuration, create=True, right=Right.WRITER) as store:
        if configuration.gateway.officers:
            by = admit(store, configuration.gateway, Use.TOOLS, by, account_name()).name
        change = current_overrides(store).get(tool_id)
        if refused := _objection(tool, change.approval if change else None, approval):
            raise GatewayError(refused)
        record_tool_change(store, tool_id, approval, by.strip(), why.strip())
    word = approval or f"{tool.approval} again"
    click.echo(f"{tool.name} ({tool.id}) is {word}. Running gateways follow within a second.")


def _objection(tool: Tool, decided: Approval | None, approval: Approval | None) -> str:
    """Why this decision is not recorded; "" when it is."""
    if approval is None and tool.approval in _STOPPED:
        return (
            f"tools.yaml itself says that {tool.id} is {tool.approval}; the stricter counts. "
            "Change its approval in the file to use it again."
        )
    if approval is None and decided is None:
        return f"{tool.id} is neither paused nor withdrawn; there is nothing to resume."
    if approval is Approval.PAUSED and Approval.WITHDRAWN in (decided, tool.approval):
        return f"{tool.id} is withdrawn, which is stricter than a pause."
    return ""


def _changes(configuration: Configuration) -> Mapping[str, ToolChange]:
    if not has_store(configuration):
        return {}
    with open_store(configuration) as store:
        return current_overrides(store)


def _history(configuration: Configuration, tool_id: str) -> tuple[ToolChange, ...]:
    if not has_store(configuration):
        return ()
    with open_store(configuration) as store:
        return tool_history(store, tool_id)


def _in_force(configuration: Configuration, changes: Mapping[str, ToolChange]) -> tuple[Tool, ...]:
    return in_force(
        configuration.tools, {tool: change.approval for tool, change in changes.items()}
    )


def _known(tools_: tuple[Tool, ...], tool_id: str) -> Tool:
    found = {tool.id: tool for tool in tools_}
    if tool_id not in found:
        raise click.UsageError(f"no tool '{tool_id}' in the register; it has: {', '.join(found)}")
    return found[tool_id]


def _row(tool: Tool, change: ToolChange | None) -> tuple[str, ...]:
    since = f"{change.time:%d %b %Y} by {change.who}" if change else "tools.yaml"
    review = f"{tool.review:%d %b %Y}" if tool.review else "no date"
    return tool.id, tool.name, tool.approval.value, since, _listed(tool.data), review


def _fields(tool: Tool, filed: Approval) -> tuple[tuple[str, str], ...]:
    """Everything the register says, in the words of the file."""
    return (
        ("Id", tool.id),
        ("Name", tool.name),
        ("Approval", tool.approval.value),
        ("Approval in tools.yaml", filed.value),
        ("Category", tool.category.replace("_", " ")),
        ("Owner", tool.owner),
        ("Purpose", tool.purpose),
        ("Conditions", tool.conditions),
        ("Hosts", ", ".join(tool.hosts)),
        ("Groups", ", ".join("everybody" if g == "*" else g for g in sorted(tool.groups))),
        ("Data it may receive, pseudonymised", _listed(tool.data)),
        ("DPIA", _assessment(tool.dpia)),
        ("EqIA", _assessment(tool.eqia)),
        ("Storage regions", _listed(tool.storage_regions, "any")),
        ("Processing regions", _listed(tool.processing_regions, "any")),
        ("Records keep", tool.capture.value),
        ("Review due", f"{tool.review:%d %B %Y}" if tool.review else ""),
        ("Organisation's keys", f"{len(tool.keys)} known" if tool.keys else ""),
    )


def _listed(words: frozenset[str], none: str = "none") -> str:
    return ", ".join(sorted(str(word).replace("_", " ") for word in words)) or none


def _assessment(assessment: Assessment | None) -> str:
    if assessment is None:
        return "none"
    until = f", valid until {assessment.expires:%d %B %Y}" if assessment.expires else ""
    return f"{assessment.reference}{until}"
