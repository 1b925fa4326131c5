"""`case redact` and `withhold`: what is left out of an answer, and on which ground."""

import re

import click

from gateway.audit.cases.case import ThirdPartyTest
from gateway.audit.cases.grounds import GROUNDS, Needs
from gateway.audit.cases.leaving_out import (
    Justified,
    Span,
    include,
    redact_words,
    unredact,
)
from gateway.audit.cases.leaving_out import redact as left_out
from gateway.audit.cases.leaving_out import withhold as kept
from gateway.cli.case.desk import RECORDS, WHY, At, with_case
from gateway.cli.findings import plural
from gateway.cli.screen import show_table
from gateway.cli.stdin import whole_text

_SPAN = re.compile(r"([a-z_]+):(\d{1,6}):(\d{1,9})-(\d{1,9})")
_GROUND = click.option("--ground", default="", metavar="CODE", help='e.g. "s.40(2)"; --grounds.')
_TEST = (
    click.option("--identifies", default="", metavar="TEXT", help="Does it identify another, how?"),
    click.option("--consent", default="", metavar="TEXT", help="Do they consent?"),
    click.option("--reasonable", default="", metavar="TEXT", help="Reasonable without consent?"),
)


def _show_grounds(ctx: click.Context, _option: click.Parameter, value: bool) -> None:  # noqa: FBT001
    if value:
        rows = ((one.code, one.words, _laws(one.kinds), _needs(one.needs)) for one in GROUNDS)
        show_table("Grounds", ("Code", "What", "In", "Needs"), rows)
        ctx.exit()


def _laws(kinds: frozenset[str]) -> str:
    return " ".join(sorted(kinds)) if len(kinds) == 1 else "any case"


def _needs(needs: Needs) -> str:
    if needs is Needs.THIRD_PARTY:
        return "--identifies, --consent, --reasonable"
    return "--why: the public interest test" if needs is Needs.PUBLIC_INTEREST else ""


_LIST = click.option(
    "--grounds", is_flag=True, is_eager=True, callback=_show_grounds, expose_value=False,
    help="List all grounds and end.",
)  # fmt: skip


@click.command()
@_LIST
@with_case
@RECORDS
@click.option("--span", "spans", multiple=True, metavar="KIND:N:START-END", help="Where, of one.")
@click.option("--words", default="", metavar="TEXT", help="Wherever they stand; - reads them.")
@click.option("--undo", multiple=True, type=click.IntRange(1), metavar="N", help="Take back.")
@_GROUND
@_TEST[0]
@_TEST[1]
@_TEST[2]
@WHY
def redact(  # noqa: PLR0913 - one parameter per option
    at: At,
    *,
    records: tuple[str, ...],
    spans: tuple[str, ...],
    words: str,
    undo: tuple[int, ...],
    ground: str,
    identifies: str,
    consent: str,
    reasonable: str,
    why: str,
) -> None:
    """Leave out spans of texts on a ground.

    --words leaves them out wherever they stand, however they are written (case, accents, hyphens),
    in all records of the case or in those that are named; "-" reads them from standard input.
    --span names one place of one record as `case read` shows it: the kind and number of the text,
    and characters from 0, the end exclusive. Only places are kept, never words. The rights of
    others (Sch 2 para 16) need the third-party test, qualified exemptions the public interest test
    under --why.

    \b
    Examples:
      genai-gateway case redact FOI-2031-12 --words "Sam Poe" --ground "s.40(2)"
      genai-gateway case redact SAR-7 ID --span prompt_typed:0:24-31 --ground "Sch 2 para 16" \\
        --identifies "By name" --consent "Refused" --reasonable "No: he is a neighbour"
      genai-gateway case redact SAR-7 --undo 4 --why "He consents"

    Exit codes: 0 done, 1 no such place or ground, not in this state or you may not, 2 wrong usage.
    """
    if sum(map(bool, (spans, words, undo))) != 1:
        raise click.UsageError("one of --span, --words and --undo")
    if spans and len(records) != 1:
        raise click.UsageError("--span needs the id of one record")
    on = _justified(ground, why, identifies, consent, reasonable)
    with at.work() as desk:
        if undo:
            unredact(desk, undo, why=why)
            number = len(undo)
        elif spans:
            for span in map(_span, spans):
                left_out(desk, records[0], span, on)
            number = len(spans)
        else:
            typed = whole_text("the words") if words == "-" else words
            number = redact_words(desk, typed, on, records=records)
    click.echo(f"{plural(number, 'place')} {'taken back' if undo else 'left out'}.", err=True)


@click.command()
@_LIST
@with_case
@RECORDS
@click.option("--undo", is_flag=True, help="Take them in again.")
@_GROUND
@_TEST[0]
@_TEST[1]
@_TEST[2]
@WHY
def withhold(  # noqa: PLR0913 - one parameter per option
    at: At,
    *,
    records: tuple[str, ...],
    undo: bool,
    ground: str,
    identifies: str,
    consent: str,
    reasonable: str,
    why: str,
) -> None:
    """Leave whole records out on a ground.

    Of an erasure: keep them.

    \b
    Examples:
      genai-gateway case withhold FOI-2031-12 ID --ground "s.43(2)" --why "The tender runs"
      genai-gateway case withhold FOI-2031-12 ID --undo --why "The tender is over"

    Exit codes: 0 done, 1 no such record or ground, not in this state or you may not, 2 wrong usage.
    """
    if not records:
        raise click.UsageError("give the ids of records")
    with at.work() as desk:
        if undo:
            include(desk, records, why=why)
        else:
            kept(desk, records, _justified(ground, why, identifies, consent, reasonable))
    done = "taken in again" if undo else "withheld"
    click.echo(f"{plural(len(set(records)), 'record')} {done}.", err=True)


def _justified(ground: str, why: str, identifies: str, consent: str, reasonable: str) -> Justified:
    answers = (identifies, consent, reasonable)
    test = (
        ThirdPartyTest(identifies=identifies, consent=consent, reasonable=reasonable)
        if any(answers)
        else None
    )
    return Justified(ground=ground, why=why, test=test)


def _span(text: str) -> Span:
    match = _SPAN.fullmatch(text)
    if match is None:
        raise click.UsageError("--span should be like prompt_typed:0:24-31")
    return (match[1], int(match[2]), int(match[3]), int(match[4]))
