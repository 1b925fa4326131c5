"""`doctor`: looks at everything that can be wrong and says what to do about it."""

import getpass
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import click

from gateway.audit.live_checks import record_live_check
from gateway.audit.sightings import refused
from gateway.cli.ca import CERTIFICATE
from gateway.cli.checks import live
from gateway.cli.checks.anchors import check_anchors
from gateway.cli.checks.clock import check_clock
from gateway.cli.checks.database import check_database
from gateway.cli.checks.installation import check_certificates, check_disk, check_keys
from gateway.cli.checks.line import Line, State, fail, ok, warn
from gateway.cli.checks.network import check_health, check_hosts
from gateway.cli.checks.pinned import ADVICE, check_pinned
from gateway.cli.checks.probe import Route, check_path
from gateway.cli.checks.siem import check_siem
from gateway.cli.places import Places, with_places
from gateway.cli.program import NO
from gateway.cli.record_store import open_store
from gateway.cli.register import tools_in_force
from gateway.errors import ConfigError
from gateway.policy.check_files import check_files
from gateway.providers.catalogue import Catalogue
from gateway.settings.load import Configuration

_DAYS = 90  # of refused certificates
_COLOURS = {State.OK: "green", State.WARN: "yellow", State.FAIL: "red"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """What to look at."""

    configuration: Configuration
    route: Route
    metrics: str
    offline: bool

    def lines(self) -> Iterator[Line]:
        """Every result, cheap ones first."""
        configuration, paths = self.configuration, self.configuration.paths
        for remark in configuration.remarks:
            yield warn("configuration", str(remark), "Renew the entry or take it out.")
        yield from check_keys(paths, os.environ)
        yield from check_certificates(paths, configuration.gateway.egress)
        yield check_clock()
        yield check_disk(paths.state if paths.state.exists() else paths.config)
        database = list(check_database(configuration))
        yield from database
        yield from check_anchors(configuration, connect=not self.offline)
        yield from check_siem(configuration, connect=not self.offline)
        if not self.offline and all(line.state is not State.FAIL for line in database):
            yield from check_hosts(configuration.gateway, tools_in_force(configuration))
        yield from self._running()

    def _running(self) -> Iterator[Line]:
        health = list(check_health(self.metrics))
        yield from health
        if all(line.state is not State.FAIL for line in health):
            yield from self._probe()

    def _probe(self) -> Iterator[Line]:
        gateway = self.configuration.gateway
        if not gateway.practice:
            yield ok("probe", "left out: the practice tool is off (practice in gateway.yaml)")
        elif not any(mode.startswith(("regular", "upstream:")) for mode in gateway.listen.modes):
            do = "Add the mode regular on a loopback port to have the doctor try the whole path."
            yield warn("probe", "left out: no mode takes requests of an ordinary client", do)
        else:
            yield from check_path(self.route)


@click.command()
@with_places
@click.option("--proxy", metavar="HOST:PORT", help="The running proxy. Default: gateway.yaml.")
@click.option("--metrics", metavar="HOST:PORT", help="Its metrics address. Default: gateway.yaml.")
@click.option(
    "--user", default="", metavar="NAME", help="Sign in to the proxy; asks for a password."
)
@click.option("--offline", is_flag=True, help="Do not connect to tools, SIEM, anchors.")
@click.option(
    "--live", "tool_id", metavar="TOOL", help=f"Try this real tool; API key from {live.KEY}."
)
@click.option("--model", default="", metavar="NAME", help="The model to ask with --live.")
@click.option("--pinned", is_flag=True, help="List clients that refuse the certificate.")
@click.pass_context
def doctor(  # noqa: PLR0913 - one parameter per option
    ctx: click.Context,
    places: Places,
    proxy: str | None,
    metrics: str | None,
    user: str,
    *,
    offline: bool,
    tool_id: str | None,
    model: str,
    pinned: bool,
) -> None:
    """Check this installation, and the running gateway, and say what to do.

    Looks at the configuration, keys, certificates, clock, disk and database (writes a test
    activity), at each anchor of the log and when it last kept a checkpoint; connects to the hosts
    of approved tools, asks the gateway's health, and sends made-up prompts through the proxy to the
    practice tool: a name must leave as a pseudonym and come back; a secret and health data must be
    refused. The probes are recorded like any prompt.

    --live tries one real tool of the register from this network: it is reached, its certificate
    accepted, the prompt found, the name replaced and put back. With an API key in the environment
    the doctor asks; without one it waits for you to send a sentence in a browser. The result stands
    in genai-gateway coverage.

    \b
    Examples:
      genai-gateway doctor
      GENAI_LIVE_KEY=... genai-gateway doctor --live openai --model gpt-5-mini
      genai-gateway doctor --offline --proxy 10.1.2.3:8080 --metrics 10.1.2.3:9464

    Exit codes: 0 no check failed (warnings may be there), 1 a check failed, 2 wrong usage.
    """
    counts: Counter[State] = Counter()
    try:
        configuration = check_files(places.config, places.state, os.environ).configuration
    except ConfigError as error:
        _report([fail("configuration", str(p), "Correct it.") for p in error.problems], counts)
    else:
        listen = configuration.gateway.listen
        route = Route(
            proxy=proxy or listen.proxy,
            certificate=configuration.paths.ca / CERTIFICATE,
            user=user,
            password=click.prompt("Password", hide_input=True, err=True) if user else "",
        )
        if pinned:
            _report(_pinned(configuration), counts)
            click.echo(ADVICE)
        elif tool_id:
            _report(_live(configuration, route, tool_id, model), counts)
        else:
            examination = Examination(
                configuration=configuration,
                route=route,
                metrics=metrics or listen.metrics,
                offline=offline,
            )
            _report([ok("configuration", f"right, version {configuration.version}")], counts)
            _report(examination.lines(), counts)
    click.echo(f"{counts[State.OK]} ok, {counts[State.WARN]} warn, {counts[State.FAIL]} fail")
    ctx.exit(NO if counts[State.FAIL] else 0)


def _pinned(configuration: Configuration) -> Iterator[Line]:
    since = datetime.now(UTC) - timedelta(days=_DAYS)
    with open_store(configuration) as store:
        yield from check_pinned(refused(store, since))


def _live(configuration: Configuration, route: Route, tool_id: str, model: str) -> Iterator[Line]:
    """Every result, which then stands in the coverage table."""
    tool = next((tool for tool in tools_in_force(configuration) if tool.id == tool_id), None)
    hosts = [host for host in tool.hosts if not host.startswith("*.")] if tool else []
    if tool is None or not hosts:
        known = ", ".join(tool.id for tool in configuration.tools)
        yield fail(
            "live", f"the register has no tool {tool_id!r} with a host", f"There are {known}."
        )
        return
    destination = Catalogue(configuration.services, configuration.tools).find(hosts[0])
    assert destination is not None
    worst = State.OK
    with open_store(configuration) as store:
        check = live.LiveCheck(
            route=route,
            store=store,
            destination=destination,
            model=model,
            key=live.key_from_environment(),
            tell=click.echo,
        )
        for line in check.lines():
            worst = max(worst, line.state, key=list(State).index)
            yield line
        record_live_check(
            store,
            getpass.getuser(),
            tool=tool_id,
            product=destination.service.product,
            result=f"{worst.value} ({hosts[0]})",
        )


def _report(lines: Iterable[Line], counts: Counter[State]) -> None:
    for line in lines:
        counts[line.state] += 1
        word = click.style(f"{line.state.value:4}", fg=_COLOURS[line.state])
        click.echo(f"{word}  {line.name}: {line.said}")
        if line.do:
            click.echo(f"      What to do: {line.do}")
