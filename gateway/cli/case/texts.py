"""`case search-texts`: words in the texts of a stretch of records, which are opened for it."""

import click
from rich.progress import BarColumn, MofNCompleteColumn, TimeRemainingColumn

from gateway.audit.cases.free_text import Bounds, Stretch, search_texts
from gateway.audit.filters import Filters
from gateway.cli.case.desk import WHY, At, with_case
from gateway.cli.case.said import certificate_fields
from gateway.cli.record_filters import remark_unknown, with_filters
from gateway.cli.screen import progress_bar, show_fields
from gateway.cli.stdin import whole_text

_COLUMNS = ("Opening", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())


@click.command("search-texts")
@with_case
@with_filters
@click.option(
    "--about",
    "people",
    multiple=True,
    metavar="WHO",
    help="Only records that mention this name or identifier, or were asked by that user.",
)
@click.option("--yes", is_flag=True, help="Open more records than cases.texts_limit.")
@WHY
def search_texts_(
    at: At, *, filters: Filters, people: tuple[str, ...], yes: bool, why: str
) -> None:
    """Open a stretch of the records and look for words.

    For what no index finds: misspelt names, nicknames, a phrase. The words are read from standard
    input, a phrase a line, any of which may stand in what was typed or answered, in a
    justification, a file's name or a statement; never give them as arguments, which shells keep.
    --since and --until are needed; other filters narrow it further.

    Every record of the stretch is opened by itself. That, with the words, is recorded (sealed)
    before the first one and with what was found after the last one, also when it is cut off. More
    records than cases.texts_limit need --yes; with cases.four_eyes_special another officer must
    have agreed instead (case permit REFERENCE texts).

    \b
    Examples:
      genai-gateway case search-texts SAR-7 --since 2031-05-01 --until 2031-06-01 < words.txt
      genai-gateway case search-texts SAR-7 --since 30d --until 0d --tool assistant --yes

    Exit codes: 0 searched (perhaps nothing found), 1 too many, not in this state or you may not,
    2 wrong usage.
    """
    if filters.since is None or filters.until is None:
        raise click.UsageError("give --since and --until: everything between them is opened")
    lines = whole_text("the words, a phrase a line").splitlines()
    phrases = tuple(line.strip() for line in lines if line.strip())
    settings = at.configuration.gateway.cases
    bounds = Bounds(records=settings.texts_limit, agreed=yes, four_eyes=settings.four_eyes_special)
    stretch = Stretch(filters=filters, phrases=phrases, people=people)
    remark_unknown(filters, at.configuration)
    with at.work() as desk, progress_bar(*_COLUMNS) as bar:
        task = bar.add_task("", total=None)
        found = search_texts(
            desk,
            stretch,
            bounds,
            why=why,
            progress=lambda looked, scope: bar.update(task, completed=looked, total=scope),
        )
    show_fields(certificate_fields(found.certificate))
    for record, how in sorted(found.records.items()):
        click.echo(f"{record} {how}")
