"""`records mine`, `activities`, `approve`: one's own records, who looked, and four eyes."""

from datetime import datetime

import click

from gateway.audit.access import Use
from gateway.audit.activities import PastActivity
from gateway.audit.filters import Filters
from gateway.audit.four_eyes import approve as agree
from gateway.audit.looking import Look
from gateway.audit.officers import Acting, account_name
from gateway.audit.own_records import own_record, person_of
from gateway.audit.past_activities import Looked, past_activities
from gateway.audit.queries import search
from gateway.cli.places import Places, with_places
from gateway.cli.record_store import open_store
from gateway.cli.screen import show_table
from gateway.cli.shown_records import show_list, show_record
from gateway.cli.when import as_when
from gateway.cli.who import AS_OFFICER, CASE, WHY, looking, must_say
from gateway.errors import GatewayError

_LIMIT = click.option(
    "--limit", type=click.IntRange(1), default=50, show_default=True, help="At most so many."
)


@click.command("mine")
@with_places
@click.argument("record_id", metavar="[ID]", required=False)
@_LIMIT
def mine(places: Places, record_id: str | None, limit: int) -> None:
    """List your own interactions, or show one of them with its texts.

    You are who signed in to this machine, also behind sudo; `identity.accounts` in gateway.yaml
    says which person of the gateway that account is. That you looked is recorded. Interactions of
    others that mention you are not shown: ask information governance.

    \b
    Examples:
      sudo -u genai-gateway genai-gateway records mine
      genai-gateway records mine 01930f3e-8a58-7cc0-a4a5-0a6bd4f9c3b1

    Exit codes: 0 listed or shown, 1 none of yours or nobody knows you, 2 wrong usage.
    """
    configuration = places.load()
    account = account_name()
    person = person_of(configuration.gateway.identity.accounts, account)
    with open_store(configuration) as store:
        who = Acting(name=person, account=account, powers=frozenset())
        look = Look(store=store, who=who, why="own records")
        look.note("records.mine", record_id or "")
        if record_id is None:
            show_list(search(store, Filters(person=person), limit=limit), limit)
            return
        record = own_record(store, record_id, person)
    if record is None:
        raise GatewayError(f"There is no record {record_id} of yours.")
    show_record(record, (), texts=True)


@click.command("activities")
@with_places
@click.option("--since", callback=as_when, metavar="WHEN", help="From: 2031-05-01, 7d, 24h.")
@click.option("--until", callback=as_when, metavar="WHEN", help="Before: 2031-06-01, 1d.")
@click.option("--who", default="", metavar="NAME", help="By this person.")
@click.option("--action", default="", metavar="WORD", help="Such as records.open; or records.")
@click.option("--about", default="", metavar="ID", help="About this record.")
@_LIMIT
@WHY
@CASE
@AS_OFFICER
def activities(  # noqa: PLR0913 - one parameter per option
    places: Places,
    *,
    since: datetime | None,
    until: datetime | None,
    who: str,
    action: str,
    about: str,
    limit: int,
    why: str,
    case: str,
    by: str,
) -> None:
    """List who looked at records, newest first.

    And who did something with the gateway: searches, views, openings, exports, holds, approvals,
    refusals, changes of offices, disposals. That you looked is recorded too.

    \b
    Examples:
      genai-gateway records activities --since 30d --action records.open
      genai-gateway records activities --about 01930f3e-8a58-7cc0-a4a5-0a6bd4f9c3b1

    Exit codes: 0 listed, 1 no record store or you may not, 2 wrong usage or configuration.
    """
    sought = Looked(since=since, until=until, who=who, action=action, about=about)
    with looking(places, Use.ACTIVITIES, by, why=why, case=case) as (look, _):
        look.note("records.activities", about, filters={"who": who, "action": action})
        rows = [_row(one) for one in past_activities(look.store, sought, limit=limit)]
    columns = ("Time (UTC)", "Who", "Account", "What", "About", "Why", "Case")
    show_table("Activities, newest first", columns, rows)
    click.echo(f"{len(rows):,} found.", err=True)


@click.command("approve")
@with_places
@click.argument("subject", metavar="ID|export")
@click.option("--for", "reader", required=True, metavar="WHO", help="Who may open it then.")
@WHY
@CASE
@AS_OFFICER
def approve(  # noqa: PLR0913, PLR0917 - one parameter per option
    places: Places, subject: str, reader: str, why: str, case: str, by: str
) -> None:
    """Agree that another officer opens a record.

    Or exports, where there are special categories. Needs --why or --case. Counts for that person
    and that record alone, for so many hours as `access.approval_hours` says.

    \b
    Examples:
      genai-gateway records approve 01930f3e-8a58-7cc0-a4a5-0a6bd4f9c3b1 --for jo.lee --why "SAR 12"
      genai-gateway records approve export --for jo.lee --case FOI-2031-12

    Exit codes: 0 approved, 1 no such record or you may not, 2 wrong usage or configuration.
    """
    must_say(why, case, "an approval")
    with looking(places, Use.APPROVE, by, why=why, case=case) as (look, configuration):
        hours = configuration.gateway.access.approval_hours
        until = agree(look, subject, reader, hours=hours)
    click.echo(f"{reader} may open it until {until:%Y-%m-%d %H:%M} UTC.", err=True)


def _row(one: PastActivity) -> tuple[str, ...]:
    more = one.more
    return (
        f"{one.time:%Y-%m-%d %H:%M:%S}",
        one.actor,
        str(more.get("account", "")),
        one.action,
        one.subject,
        one.why,
        str(more.get("case", "")),
    )
