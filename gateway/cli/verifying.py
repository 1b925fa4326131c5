"""`records verify` and `records key`: whether the records are what the log committed to."""

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

import click
from rich.progress import BarColumn, MofNCompleteColumn, TimeRemainingColumn

from gateway.audit.access import Use
from gateway.audit.connections import Right
from gateway.audit.log.anchor_files import notes_in
from gateway.audit.log.notes import NoteError, VerifierKey
from gateway.audit.log.signer import signer_of, store_id_of
from gateway.audit.log.tree import any_checkpoint, number_of_leaves
from gateway.audit.log.verdicts import HARMLESS, Damage, Verification
from gateway.audit.log.verify import verify as verify_store
from gateway.audit.looking import Look
from gateway.audit.store import Store
from gateway.cli.findings import plural
from gateway.cli.places import Places, with_places
from gateway.cli.record_store import gateway_keys, open_store
from gateway.cli.screen import harmless, progress_bar
from gateway.cli.who import AS_OFFICER, looking
from gateway.errors import GatewayError

_SHOWN = 20


@click.command("verify")
@with_places
@click.option(
    "--anchors",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="PATH",
    help="Checkpoints that were kept elsewhere: a file or a folder, also of syslog (repeatable).",
)
@click.option(
    "--pubkey",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The verifier key that you were given; a line for each. Else the gateway's own key.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text, or JSON for programs.",
)
@AS_OFFICER
def verify(
    places: Places, anchors: tuple[Path, ...], pubkey: Path | None, form: str, by: str
) -> None:
    """Verify every record against the tamper-evident log.

    Reads the whole store and changes nothing of it but the note that somebody verified. Without
    --anchors it cannot see that the end of the log was cut off, or that the log was signed anew
    with a stolen key: give the checkpoints that were kept outside the database.

    \b
    Examples:
      genai-gateway records verify --anchors /mnt/dpo/checkpoints
      genai-gateway records verify --anchors /var/log/siem/genai-gateway.log
      genai-gateway records verify --anchors var/anchors --pubkey council.vkey --format json

    Exit codes: 0 sound, 1 something is wrong with the records, 2 it could not be verified.
    """
    with looking(places, Use.VERIFY, by) as (look, configuration):
        store = look.store
        notes = _kept(store, anchors)
        keys = _given(pubkey) if pubkey else [_own(store, gateway_keys(configuration).checkpoint)]
        found = _run(store, keys, notes)
        _note(look, found)
    click.echo(_json(found) if form == "json" else _text(found))
    if not found.sound:
        raise SystemExit(1)


@click.command("key")
@with_places
def key(places: Places) -> None:
    """Print the key that checks the log's signatures.

    Give it to those who verify: auditors, the data protection officer, a witness. It is no secret.

    \b
    Example:
      genai-gateway records key > council.vkey

    Exit codes: 0 printed, 1 no record store, 2 configuration.
    """
    configuration = places.load()
    with open_store(configuration) as store:
        click.echo(str(_own(store, gateway_keys(configuration).checkpoint)))


@click.command("prepare")
@with_places
def prepare(places: Places) -> None:
    """Make the tables of the record store, or bring them up to date.

    A gateway does this by itself when it starts, unless it runs as a database role that may not
    (deploy/postgres): then run this as the owner, before the gateways of a new version start.

    \b
    Example:
      GATEWAY_DATABASE_URL=postgresql://genai_owner@db/gateway genai-gateway records prepare

    Exit codes: 0 ready, 1 it may not or a newer gateway was here, 2 configuration.
    """
    with open_store(places.load(), create=True, right=Right.WRITER) as store:
        click.echo(f"The record store is ready ({store.engine_name}).")


def _kept(store: Store, anchors: Sequence[Path]) -> list[str]:
    """The checkpoints that were given. Nothing is verified while one is missing."""
    missing = next((path for path in anchors if not path.exists()), None)
    if missing is not None:
        raise click.UsageError(f"--anchors: {missing} does not exist{_perhaps_too_early(store)}")
    try:
        notes = [note for path in anchors for note in notes_in(path)]
    except GatewayError as error:
        raise click.UsageError(f"--anchors: {error}") from None
    if anchors and not notes:
        said = "no checkpoint stands in what --anchors names"
        raise click.UsageError(f"{said}{_perhaps_too_early(store)}")
    return notes


def _perhaps_too_early(store: Store) -> str:
    with store.read() as connection:
        if any_checkpoint(connection):
            return ""
    return (
        ": no checkpoint was made yet. A gateway makes the first one when it starts, and "
        "keeps it a moment later; is it running?"
    )


def _own(store: Store, seed: bytes) -> VerifierKey:
    with store.read() as connection:
        return signer_of(store_id_of(connection), seed).verifier


def _given(path: Path) -> list[VerifierKey]:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    try:
        return [VerifierKey.parse(line) for line in lines]
    except NoteError as error:
        raise click.UsageError(f"{path}: {error}") from None


def _run(store: Store, keys: list[VerifierKey], notes: list[str]) -> Verification:
    columns = ("Verifying", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with store.read() as connection, progress_bar(*columns) as bar:
        task = bar.add_task("", total=number_of_leaves(connection))
        return verify_store(
            connection, keys, anchors=notes, progress=lambda more: bar.advance(task, more)
        )


def _note(look: Look, found: Verification) -> None:
    said = ", ".join(f"{count} {verdict}" for verdict, count in found.verdicts.items())
    replace(look, why=said).note("records.verify", "all")


def _json(found: Verification) -> str:
    content = {
        "sound": found.sound,
        "verdicts": {**found.verdicts, "DISPOSED": found.disposed},
        "records": found.records,
        "waiting": found.waiting,
        "logs": [asdict(log) for log in found.logs],
        "damages": [asdict(damage) for damage in found.damages],
    }
    return json.dumps(content, indent=2)


def _text(found: Verification) -> str:
    lines = [
        f"Log {log.log}: {log.leaves:,} leaves, signed up to {log.signed}, kept "
        f"elsewhere up to {log.anchored}."
        for log in found.logs
    ]
    lines += [
        f"{verdict}: {count}"
        for verdict, count in found.verdicts.items()
        if verdict != "UNANCHORED"
    ]
    if found.disposed:
        lines.append(f"DISPOSED: {found.disposed}, each with a disposal in the log")
    if found.waiting:
        lines.append(f"{plural(found.waiting, 'record')} not in the log yet, which is usual.")
    wrong = [damage for damage in found.damages if damage.verdict not in HARMLESS]
    lines += [_told(damage) for damage in wrong[:_SHOWN]]
    if len(wrong) > _SHOWN:
        lines.append(f"  ... the first {_SHOWN}; --format json lists up to 1,000")
    lines.append(_conclusion(found))
    return "\n".join(lines)


def _told(damage: Damage) -> str:
    where = (
        f" (log {damage.log}, position {damage.position})" if damage.position is not None else ""
    )
    return f"  {damage.verdict} {harmless(damage.entry)} {damage.detail}{where}"


def _conclusion(found: Verification) -> str:
    if not found.sound:
        return "NOT SOUND: keep the database as it is, and tell information governance."
    if any(log.leaves and not log.anchored for log in found.logs):
        return (
            "Sound as far as can be seen, but UNANCHORED: without checkpoints kept elsewhere "
            "nobody can see that the end was cut off or all signed anew. Give --anchors."
        )
    return "Sound."
