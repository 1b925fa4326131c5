"""`detectors report` and `detectors label`: what people say about findings, durably recorded."""

from collections.abc import Iterable, Iterator

import click

from detectors.entities import known_entity
from gateway.audit.access import Use
from gateway.audit.connections import Right
from gateway.audit.four_eyes import check_record
from gateway.audit.judgements import (
    Judgement,
    PastJudgement,
    Verdict,
    judgements,
    record_judgement,
    recorded_entities,
)
from gateway.audit.noted import NotedFinding
from gateway.audit.opening import Record, open_record
from gateway.audit.store import Store
from gateway.cli.places import Places, with_places
from gateway.cli.places_in_text import Place, as_place
from gateway.cli.record_store import open_store
from gateway.cli.screen import harmless, show_table
from gateway.cli.who import AS_OFFICER, BY, WHY, looking
from gateway.errors import GatewayError

REPORT, LABEL = "report", "label"
"""Where a judgement came from: anybody who was stopped, or somebody who reviews."""


def _verdict(_ctx: click.Context, _option: click.Parameter, value: str | None) -> Verdict | None:
    return Verdict(value.replace("-", "_")) if value else None


def _entity(_ctx: click.Context, _option: click.Parameter, value: str) -> str:
    try:
        return known_entity(value.upper()) if value else ""
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


_ENTITY = click.option(
    "--entity", default="", callback=_entity, metavar="KIND", help="What it is about: PERSON ..."
)
_NOTE = click.option(
    "--note", default="", metavar="TEXT", help="What you want to say about it; it is sealed."
)


@click.command()
@with_places
@click.argument("record_id", metavar="ID")
@click.option(
    "--verdict",
    type=click.Choice(["false-alarm", "missed"]),
    required=True,
    callback=_verdict,
    help="Something is no private data, or something private was not found.",
)
@_ENTITY
@_NOTE
@BY
def report(  # noqa: PLR0913, PLR0917 - one parameter per option
    places: Places, record_id: str, verdict: Verdict, entity: str, note: str, by: str
) -> None:
    """Report a mistake of the scanner.

    ID is the reference that a refusal gives. Nothing of the prompt is opened. Reviewers see reports
    with `detectors label`.

    \b
    Example:
      genai-gateway detectors report 01930f3e-8a58-7cc0-a4a5-0a6bd4f9c3b1 --verdict false-alarm \\
        --entity PERSON --note "Marlow is our head office"

    Exit codes: 0 recorded, 1 no such record, 2 wrong usage or configuration.
    """
    with open_store(places.load(), right=Right.WRITER) as store:
        found = recorded_entities(store, record_id)
        if found is None:
            raise _unknown(record_id)
        if verdict is Verdict.FALSE_ALARM and entity and entity not in found:
            were = ", ".join(found) or "nothing"
            raise click.UsageError(f"no {entity} was found in that record; found: {were}")
        said = Judgement(
            record=record_id, verdict=verdict, who=by, source=REPORT, entity=entity, note=note
        )
        record_judgement(store, said)
    click.echo("Recorded. Thank you.", err=True)


@click.command()
@with_places
@click.argument("record_id", metavar="ID")
@click.option("--finding", type=click.IntRange(1), metavar="N", help="The finding you judge.")
@click.option(
    "--verdict",
    type=click.Choice(["correct", "false-alarm", "missed"]),
    callback=_verdict,
    help="What it is; without it the findings are listed.",
)
@_ENTITY
@click.option(
    "--at",
    callback=as_place,
    metavar="M:START-END",
    help="Where something was missed: message (from 1) and characters (from 0, end exclusive).",
)
@_NOTE
@click.option("--show", is_flag=True, help="List with the words; opens the record, needs --why.")
@WHY
@AS_OFFICER
def label(  # noqa: PLR0913 - one parameter per option
    places: Places,
    record_id: str,
    *,
    finding: int | None,
    verdict: Verdict | None,
    entity: str,
    at: Place | None,
    note: str,
    show: bool,
    why: str,
    by: str,
) -> None:
    """List a record's findings, or say what one of them is.

    Without --verdict: the findings with their numbers and what was said about them; with --show
    also their words, which is recorded like any opening of a record. With --verdict correct or
    false-alarm and --finding, or missed with --entity and --at: one label.

    \b
    Examples:
      genai-gateway detectors label ID
      genai-gateway detectors label ID --show --why "Review of May"
      genai-gateway detectors label ID --finding 2 --verdict false-alarm
      genai-gateway detectors label ID --verdict missed --entity PERSON --at 1:12-24

    Exit codes: 0 listed or recorded, 1 no such record, 2 wrong usage or configuration.
    """
    if show and not why.strip():
        raise click.UsageError("--show needs --why: opening somebody's texts is recorded")
    with looking(places, Use.TEXTS, by, why=why) as (look, configuration):
        store = look.store
        if show:
            check_record(look, configuration.gateway, record_id)
        look.note("records.open" if show else "records.findings", record_id)
        record = open_record(store, record_id)
        if record is None:
            raise _unknown(record_id)
        if verdict is None:
            _list(store, record, record_id, show=show)
            return
        judged = _judged(record, verdict, finding, entity, at)
        said = Judgement(
            record=record_id,
            verdict=verdict,
            who=look.who.name,
            source=LABEL,
            entity=judged.entity,
            finding=judged,
            scan_version=record.scan_version,
            note=note,
        )
        record_judgement(store, said)
    click.echo("Recorded.", err=True)


def _judged(
    record: Record, verdict: Verdict, number: int | None, entity: str, at: Place | None
) -> NotedFinding:
    """What the label is about. Raises click.UsageError."""
    if verdict is Verdict.MISSED:
        if not entity or at is None or number is not None:
            raise click.UsageError("say what was missed with --entity and where with --at")
        return at.missed(entity, messages=int(record.facts["segments"]))
    if number is None or entity or at:
        raise click.UsageError(f"say which finding is {verdict.value} with --finding")
    if number > len(record.findings):
        raise click.UsageError(f"the record has {len(record.findings)} findings")
    return record.findings[number - 1]


def _list(store: Store, record: Record, record_id: str, *, show: bool) -> None:
    past = list(judgements(store, record=record_id))
    columns = ("No", "Kind", "Score", "By", "Went by", "Message", "Characters", "Said", "Words")
    typed = [text.text for text in record.texts.get("prompt_typed", ())] if show else []
    rows = (_row(number, finding, past, typed) for number, finding in enumerate(record.findings, 1))
    show_table(f"Findings, scanner {record.scan_version or 'unknown'}", columns, rows)
    for one in past:
        if one.judgement.finding not in record.findings:
            click.echo("; ".join(_said(one)))


def _row(
    number: int, found: NotedFinding, past: Iterable[PastJudgement], typed: list[str]
) -> tuple[str, ...]:
    said = [p.judgement.verdict.value for p in past if p.judgement.finding == found]
    words = typed[found.segment][found.start : found.end] if found.segment < len(typed) else ""
    return (
        str(number),
        found.entity,
        f"{found.score:.2f}",
        found.recogniser,
        ", ".join(found.evidence),
        str(found.segment + 1),
        f"{found.start}-{found.end}",
        ", ".join(said).replace("_", " "),
        words,
    )


def _said(past: PastJudgement) -> Iterator[str]:
    """A report, or a label of something that was not found."""
    said = past.judgement
    yield f"{said.source.capitalize()} of {past.time:%Y-%m-%d %H:%M}"
    yield f"{said.verdict.value.replace('_', ' ')} {said.entity}".rstrip()
    if said.finding:
        place = said.finding
        yield f"message {place.segment + 1}, characters {place.start}-{place.end}"
    yield f"by {harmless(said.who)}"
    if said.note:
        yield harmless(said.note)


def _unknown(record_id: str) -> GatewayError:
    return GatewayError(f"There is no record {record_id}.")
