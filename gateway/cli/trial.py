"""`try`: the decision for a prompt, by the gateway's own pipeline with nothing behind it."""

import asyncio
import json
import os
import secrets
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

import click

from detectors.scanner import Scanner
from gateway.audit.clock import utc_now
from gateway.begin import Beginning
from gateway.cli.findings import counted
from gateway.cli.places import Places, with_places
from gateway.cli.program import NO
from gateway.cli.register import tools_in_force
from gateway.cli.scan import running
from gateway.cli.screen import show_fields
from gateway.cli.stdin import whole_text
from gateway.identity.identify import Identifier
from gateway.masking import Masking
from gateway.pipeline import Gateway
from gateway.policy.check_files import Checked, check_files
from gateway.providers.catalogue import Catalogue
from gateway.settings.load import Configuration
from gateway.settings.scanning import scan_settings
from gateway.settings.thresholds import Thresholds
from gateway.types import Answer, Person, Reason, Screened, Tool, WireRequest

PRACTICE = "practice"


class Forgetful:
    """A record store and a vault that keep nothing."""

    async def request(self, screened: Screened) -> None:
        """Kept nowhere."""

    async def answer(self, answer: Answer) -> None:
        """Kept nowhere."""

    async def load(self, person: str, tool: str, conversation: str) -> Mapping[str, str]:
        """Nothing was ever kept."""
        return {}

    async def save(
        self, person: str, tool: str, conversation: str, issued: Mapping[str, str]
    ) -> None:
        """Kept nowhere."""

    def note(self, person: str, tool: str, conversation: str, issued: Mapping[str, str]) -> None:
        """Kept nowhere."""


def rehearsal(checked: Checked, tools: tuple[Tool, ...], scanner: Scanner) -> Gateway:
    """The gateway's own pipeline, without network and records. Its pseudonyms are examples."""
    configuration = checked.configuration
    # No API key is sent here, so none can be somebody's own.
    keyless = tuple(replace(tool, keys=frozenset()) for tool in tools)
    nothing = Forgetful()
    return Gateway(
        settings=configuration.gateway,
        begin=Beginning(
            catalogue=Catalogue(configuration.services, keyless),
            settings=configuration.gateway,
            key=secrets.token_bytes(32),
            now=utc_now,
        ),
        scan=scanner.scan,
        policy=checked.policy,
        recorder=nothing,
        mask=Masking(vault=nothing, key=secrets.token_bytes(32)),
        now=utc_now,
    )


def chat_request(prompt: str, host: str, person: Person) -> WireRequest:
    """The prompt as an SDK would send it: one user message of an OpenAI chat."""
    chat = {"model": "try", "messages": [{"role": "user", "content": prompt}]}
    return WireRequest(
        method="POST",
        host=host,
        port=443,
        target="/v1/chat/completions",
        headers=(("host", host), ("content-type", "application/json")),
        body=json.dumps(chat, ensure_ascii=False).encode("utf-8", "surrogatepass"),
        person=person,
    )


def find_person(configuration: Configuration, name: str, groups: tuple[str, ...]) -> Person:
    """That user with the groups the configuration gives them; without a name, this machine's."""
    identity = configuration.gateway.identity
    if not name:
        known = Identifier(identity, configuration.users).identify(
            address="127.0.0.1", credentials=None, header={}
        )
        person = known or Person(id="anonymous", source="anonymous")
        return replace(person, groups=person.groups | frozenset(groups))
    found = set(groups)
    found.update(*(user.groups for user in configuration.users if user.id == name))
    found.update(*(rule.groups for rule in identity.addresses if rule.person == name))
    return Person(id=name, groups=frozenset(found), source="credentials")


def find_host(tools: tuple[Tool, ...], tool_id: str) -> str:
    """A host of that tool; without an id, the practice tool's or the first one's."""
    known = {tool.id: tool for tool in tools}
    if not known:
        raise click.UsageError("the register lists no tools; add one to tools.yaml")
    if tool_id and tool_id not in known:
        raise click.UsageError(f"no tool '{tool_id}' in the register; it has: {', '.join(known)}")
    tool = known[tool_id or (PRACTICE if PRACTICE in known else next(iter(known)))]
    return tool.hosts[0].replace("*.", "any.", 1)


@click.command("try")
@with_places
@click.option("--tool", "tool_id", default="", metavar="ID", help="Tool of the register.")
@click.option("--host", default="", metavar="NAME", help="A host instead, listed or not.")
@click.option("--person", default="", metavar="USER", help="Who asks. Default: this machine.")
@click.option("--group", "groups", multiple=True, metavar="NAME", help="A group they are in.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people or for programs.",
)
@click.pass_context
def trial(  # noqa: PLR0913, PLR0917 - one parameter per option
    ctx: click.Context,
    places: Places,
    tool_id: str,
    host: str,
    person: str,
    groups: tuple[str, ...],
    form: str,
) -> None:
    """Show the decision for the prompt on standard input. Nothing is sent, nothing is recorded.

    The gateway's own pipeline decides, with the register as it is in force. The pseudonyms shown
    are examples; real ones depend on the gateway's key, the person, the tool and the day. Without
    --tool the practice tool is asked.

    \b
    Examples:
      echo "Summarise the minutes" | genai-gateway try
      echo "Write to Ottoline Fairweather" | genai-gateway try --tool practice-public
      genai-gateway try --host api.example.com --person j.bloggs --format json < prompt.txt

    Exit codes: 0 may be sent (perhaps pseudonymised), 1 refused, 2 wrong usage or configuration.
    """
    checked = check_files(places.config, places.state, os.environ)
    configuration = checked.configuration
    tools = tools_in_force(configuration)
    request = chat_request(
        whole_text("the prompt").removesuffix("\n"),
        host or find_host(tools, tool_id),
        find_person(configuration, person, groups),
    )
    screened = asyncio.run(_screened(checked, tools, request))
    found = _counted(screened, configuration.policy.thresholds)
    if form == "json":
        click.echo(json.dumps(_as_json(screened, found), ensure_ascii=False, indent=2))
    else:
        _say(screened, found)
    ctx.exit(NO if screened.decision.blocked else 0)


async def _screened(checked: Checked, tools: tuple[Tool, ...], request: WireRequest) -> Screened:
    scanner = Scanner(replace(scan_settings(checked.configuration), workers=0))
    async with running(scanner):
        verdict = await rehearsal(checked, tools, scanner).screen(request)
    return verdict.screened


def _counted(screened: Screened, thresholds: Thresholds) -> list[str]:
    """The kinds of what reaches its threshold; the rest is the policy's to mention."""
    findings = [hit.finding for hit in screened.hits]
    return [finding.entity for finding in findings if thresholds.counts(finding)]


def _say(screened: Screened, found: list[str]) -> None:
    decision = screened.decision
    show_fields(_facts(screened, found))
    for reason in decision.reasons:
        click.echo(f"Reason: {_rule(reason)}: {reason.message}")
    for reason in decision.observed:
        click.echo(f"Only observed: {_rule(reason)}: {reason.message}")
    click.echo("Sent: nothing." if decision.blocked else "Would be sent:")
    for text in screened.sent:
        click.echo(text)


def _facts(screened: Screened, found: list[str]) -> tuple[tuple[str, str], ...]:
    interaction = screened.interaction
    person, tool = interaction.person, interaction.tool
    return (
        ("Decision", screened.decision.effect.word),
        ("Tool", f"{tool.name} ({tool.id}, {tool.approval})" if tool else "not in the register"),
        ("Host", interaction.destination.host),
        ("Person", f"{person.id} (groups: {', '.join(sorted(person.groups)) or 'none'})"),
        ("Found", counted(found)),
        ("Could not be checked", screened.failure),
        ("Policy version", screened.decision.policy_version),
    )


def _rule(reason: Reason) -> str:
    return f"{reason.effect.word}, clause {reason.clause}, rule {reason.rule}"


def _as_json(screened: Screened, found: list[str]) -> dict[str, object]:
    interaction, decision = screened.interaction, screened.decision
    return {
        "effect": decision.effect.word,
        "tool": interaction.tool.id if interaction.tool else None,
        "host": interaction.destination.host,
        "person": interaction.person.id,
        "groups": sorted(interaction.person.groups),
        "clauses": list(decision.clauses),
        "reasons": list(map(_reason, decision.reasons)),
        "observed": list(map(_reason, decision.observed)),
        "findings": dict(Counter(found)),
        "failure": screened.failure or None,
        "sent": None if decision.blocked else "\n".join(screened.sent),
        "policy_version": decision.policy_version,
    }


def _reason(reason: Reason) -> dict[str, str]:
    return {
        "rule": reason.rule,
        "clause": reason.clause,
        "effect": reason.effect.word,
        "message": reason.message,
    }
