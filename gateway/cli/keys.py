"""`keys list|rewrap|rotate|destroy`: the keys that seal the records and file mentions."""

import os
from dataclasses import replace
from pathlib import Path

import click
from rich.progress import BarColumn, TimeRemainingColumn

from gateway.audit.access import Use
from gateway.audit.connections import Right
from gateway.audit.key_providers.chosen import key_provider
from gateway.audit.key_providers.provider import LocalProvider
from gateway.audit.keys import read_key
from gateway.audit.rewrapping import Rewrapped
from gateway.audit.rewrapping import rewrap as rewrap_store
from gateway.audit.rotating import begin_epoch
from gateway.audit.shredding import Period, destroy_period, periods_of
from gateway.audit.store import Store
from gateway.cli.findings import plural
from gateway.cli.places import Places, with_places
from gateway.cli.record_store import gateway_keys
from gateway.cli.screen import progress_bar
from gateway.cli.who import AS_OFFICER, looking
from gateway.settings.load import Configuration


@click.group()
def keys() -> None:
    """The keys that seal the records of each month and class, and file what a year mentions.

    Each record and each text has a key of its own; those are wrapped by the key of their month and
    class. Mentions are found through the key of their year ("index:2026"). All of these are wrapped
    by the sealing key of this machine, Vault or AWS KMS (records.keys).
    """


@keys.command("list")
@with_places
@AS_OFFICER
def list_periods(places: Places, by: str) -> None:
    """Show every key and what hangs on it.

    \b
    Example:
      genai-gateway keys list

    Exit codes: 0 shown, 1 no record store or you may not, 2 configuration.
    """
    with looking(places, Use.KEYS, by, right=Right.WRITER) as (look, _):
        rows = [_line(period) for period in periods_of(look.store)]
    heads = ("key", "provider", "record keys", "texts", "mentioning", "held")
    table = [heads, *rows]
    widths = [max(len(row[column]) for row in table) for column in range(len(heads))]
    for row in table:
        words = (word.ljust(width) for word, width in zip(row, widths, strict=True))
        click.echo("  ".join(words).rstrip())


@keys.command()
@with_places
@click.option(
    "--new-sealing-key",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Use this sealing key from now on: base64 of 32 bytes (openssl rand -base64 32).",
)
@AS_OFFICER
def rewrap(places: Places, new_sealing_key: Path | None, by: str) -> None:
    """Wrap these keys anew: with a new sealing key, or with the provider in records.keys.

    Stop every gateway first. Nothing that is sealed changes, and every proof still verifies. After
    a change of the sealing key, put the new one where the old one was before you start again.

    \b
    Examples:
      genai-gateway keys rewrap --new-sealing-key new.key
      genai-gateway keys rewrap     # after records.keys was set to vault

    Exit codes: 0 done, 1 you may not, or failed (nothing has changed), 2 usage or configuration.
    """
    new = read_key(new_sealing_key) if new_sealing_key else None
    with looking(places, Use.KEYS, by, right=Right.WRITER) as (look, configuration):
        replace(look, why="begun").note("keys.rewrap", "all")
        done = _rewrap(look.store, configuration, new)
        said = f"{done.periods} keys, {done.records} old record keys"
        replace(look, why=said).note("keys.rewrap", "all")
    click.echo(
        f"Wrapped {plural(done.periods, 'key')} anew, and "
        f"{plural(done.records, 'record key')} from before there were any."
    )
    if new_sealing_key:
        click.echo(
            f"The store now expects the sealing key in {new_sealing_key}. Put it where the old one "
            "is (GATEWAY_SEALING_KEY, its file, or keys/sealing.key in the state folder), and keep "
            "the old one for as long as you keep backups of the store."
        )


@keys.command()
@with_places
@click.option("--because", required=True, metavar="WHY", help="The reason; it is recorded.")
@AS_OFFICER
def rotate(places: Places, because: str, by: str) -> None:
    """Begin another epoch of the index in this year: file what comes under a new key.

    For when the keys may have been seen: take new ones first (keys rewrap). What was filed before
    stays under its key and is still found. Gateways may run; they follow within half a minute.

    \b
    Example:
      genai-gateway keys rotate --because "incident 12"

    Exit codes: 0 done, 1 failed or you may not, 2 usage or configuration.
    """
    with looking(places, Use.KEYS, by, right=Right.WRITER) as (look, _):
        name = begin_epoch(look.store, actor=look.who.name, why=because)
    click.echo(f"Mentions are filed under {name} from now on.")


@keys.command()
@with_places
@click.argument("key")
@click.option("--because", required=True, metavar="WHY", help="The decision; it is recorded.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@AS_OFFICER
def destroy(places: Places, key: str, because: str, yes: bool, by: str) -> None:  # noqa: FBT001
    """Destroy a key: everything it sealed is unreadable from then on, for everybody.

    A key of the index: whom the records of its year mention can no longer be found by it. The
    metadata of the records stays, and so do the proofs of the log. Backups of the store still hold
    the wrapped key: let them expire. Refused while a record of the period is on hold.

    \b
    Examples:
      genai-gateway keys destroy 2:2024-11:full --because "schedule, line 4"
      genai-gateway keys destroy index:2024 --because "schedule, line 4"

    Exit codes: 0 destroyed, 1 refused or you may not, 2 usage or configuration.
    """
    with looking(places, Use.DESTROY, by, right=Right.WRITER) as (look, _):
        if not yes:
            click.confirm(f"Destroy {key}? This cannot be undone", abort=True)
        gone = destroy_period(look.store, key, actor=look.who.name, why=because)
    click.echo(f"Destroyed {key}. Beyond reach from now on: {gone.loss}.")


def _rewrap(store: Store, configuration: Configuration, new: bytes | None) -> Rewrapped:
    sealing = gateway_keys(configuration).sealing
    with progress_bar("Wrapping", BarColumn(), TimeRemainingColumn()) as bar:
        task = bar.add_task("", total=None)
        return rewrap_store(
            store,
            key_provider(configuration.gateway.records.keys, new or sealing, os.environ),
            old=[LocalProvider(sealing)],
            sealing_key=sealing,
            new_sealing_key=new,
            progress=lambda more: bar.advance(task, more),
        )


def _line(period: Period) -> tuple[str, ...]:
    found = (period.records, period.texts, period.mentions, period.held)
    return (period.key_id, period.provider, *(f"{number:,}" for number in found))
