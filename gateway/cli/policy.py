"""`policy`: whether the files are right, what they mean, and whether they decide as expected."""

import os
from pathlib import Path

import click

from gateway.cli.findings import plural
from gateway.cli.places import Places, with_places
from gateway.cli.program import NO
from gateway.cli.register import tools_in_force
from gateway.policy.cases import parse
from gateway.policy.check_files import Checked, check_files
from gateway.policy.explain import explain as explained


@click.group()
def policy() -> None:
    """Check, explain and test the policy, before and after you change it."""


@policy.command()
@with_places
def check(places: Places) -> None:
    """List every mistake in the configuration files.

    Reads them all; each mistake comes with its file and line.

    \b
    Example:
      genai-gateway policy check --config config

    Exit codes: 0 everything is right, 2 there are mistakes (all are listed).
    """
    checked = _checked(places)
    configuration = checked.configuration
    rules = checked.policy.rules
    counted = (
        plural(len(rules), "rule") + f" ({sum(not rule.enforced for rule in rules)} only observed)",
        plural(len(configuration.tools), "tool"),
        f"{len(configuration.services):,} host entries",
        f"version {configuration.version}",
    )
    click.echo(f"The configuration is right: {', '.join(counted)}.")
    for remark in configuration.remarks:
        click.echo(f"See to it: {remark}")


@policy.command()
@with_places
def explain(places: Places) -> None:
    """Say the policy in force in plain English.

    Clause by clause, with the register; it can be read aloud.

    \b
    Example:
      genai-gateway policy explain | less

    Exit codes: 0 said, 2 configuration.
    """
    checked = _checked(places)
    configuration = checked.configuration
    tools = tools_in_force(configuration)
    click.echo(explained(checked.policy, tools, configuration.gateway.organisation), nl=False)


@policy.command("test")
@with_places
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_context
def test_file(ctx: click.Context, places: Places, file: Path) -> None:
    """Compare decisions with those expected in FILE.

    Tries the prompts of FILE against the policy. The register counts as tools.yaml writes it,
    without later pauses. FILE is YAML; a case without `findings` is really scanned.

    \b
    cases:
      - name: a name goes to the practice tool
        tool: practice
        prompt: Write to Ottoline Fairweather
        expect: {effect: pseudonymise, clauses: ["7.2"]}

    \b
    Example:
      genai-gateway policy test our-cases.yaml

    Exit codes: 0 every decision was as expected, 1 some were not, 2 a mistake in FILE or
    configuration.
    """
    from gateway.cli.cases import outcomes  # noqa: PLC0415 - the scanner takes seconds to import

    checked, cases = _checked(places), parse(file)
    failed = 0
    for case, found in zip(cases, outcomes(checked, cases), strict=True):
        click.echo(f"{'FAILED' if found else 'passed'}: {case.name}")
        for difference in found:
            click.echo(
                f"  {difference.what}: expected {difference.expected}, got {difference.actual}"
            )
        failed += bool(found)
    click.echo(f"{len(cases) - failed} of {len(cases)} cases passed.")
    ctx.exit(NO if failed else 0)


def _checked(places: Places) -> Checked:
    return check_files(places.config, places.state, os.environ)
