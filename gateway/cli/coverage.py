"""`coverage`: what is inspected on which route of which service, and how that is known."""

import csv
import json
import sys
from collections.abc import Callable, Mapping, Sequence

import click

from gateway.audit.live_checks import live_checks
from gateway.cli.places import Places, with_places
from gateway.cli.record_store import has_store, open_store
from gateway.cli.screen import show_table
from gateway.providers.catalogue import Catalogue
from gateway.providers.coverage import Status
from gateway.providers.coverage_table import ANY, COLUMNS, Row, page, table
from gateway.providers.dialect import dialects
from gateway.settings.load import Configuration

_SHOWN = ("vendor", "product", "method", "route", "dialect", "status", "live")


@click.command()
@with_places
@click.argument("name", default="", metavar="[NAME]")
@click.option("--status", type=click.Choice([s.value for s in Status]), help="Only this status.")
@click.option("--routes", is_flag=True, help="Only routes with a dialect of their own.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "markdown"]),
    default="table",
    show_default=True,
    help="How to print it; all but the table show every column.",
)
def coverage(places: Places, *, name: str, status: str | None, routes: bool, form: str) -> None:
    """Show what is inspected on which route of which service.

    NAME is a part of a vendor's or a product's name, or a host. Each row says what of a request is
    read, whether private data can be replaced and put back, and how that is known. Every route that
    has no row of its own is read by the generic walk.

    \b
    Examples:
      genai-gateway coverage openai
      genai-gateway coverage claude.ai
      genai-gateway coverage --routes --format csv > coverage.csv

    Exit codes: 0 printed, 1 nothing fits, 2 configuration.
    """
    loaded = places.load()
    product = _product(Catalogue(loaded.services, loaded.tools), name)
    rows = [
        row
        for row in table(loaded.services, dialects())
        if (row.product == product if product else name.lower() in _named(row))
        and (status is None or row.route.status == status)
        and not (routes and row.route.path == ANY)
    ]
    if not rows:
        raise click.ClickException("no row fits; a host that is not listed is tunnelled untouched")
    _PRINTED[form](rows, _live(loaded))


def _live(configuration: Configuration) -> Mapping[str, str]:
    """What `doctor --live` saw, by product; nothing before the first start."""
    if not has_store(configuration):
        return {}
    with open_store(configuration) as store:
        return live_checks(store)


def _product(catalogue: Catalogue, name: str) -> str:
    """The product whose host this is, or nothing."""
    found = catalogue.find(name) if "." in name else None
    return found.service.product if found else ""


def _named(row: Row) -> str:
    return f"{row.vendor} {row.product} {' '.join(row.hosts)}".lower()


def _lines(rows: Sequence[Row], live: Mapping[str, str]) -> list[dict[str, str]]:
    """Every column of each row, and what was seen live."""
    return [
        dict(zip(COLUMNS, row.cells(), strict=True)) | {"live": live.get(row.product, "")}
        for row in rows
    ]


def _table(rows: Sequence[Row], live: Mapping[str, str]) -> None:
    lines = _lines(rows, live)
    shown = [tuple(line[name] for name in _SHOWN) for line in lines]
    show_table("Coverage", tuple(name.capitalize() for name in _SHOWN), shown)


def _csv(rows: Sequence[Row], live: Mapping[str, str]) -> None:
    writer = csv.DictWriter(sys.stdout, (*COLUMNS, "live"), lineterminator="\n")
    writer.writeheader()
    writer.writerows(_lines(rows, live))


def _json(rows: Sequence[Row], live: Mapping[str, str]) -> None:
    click.echo(json.dumps(_lines(rows, live), indent=2))


def _markdown(rows: Sequence[Row], _live: Mapping[str, str]) -> None:
    click.echo(page(rows), nl=False)  # the shipped page: what one site saw is not in it


_PRINTED: Mapping[str, Callable[[Sequence[Row], Mapping[str, str]], None]] = {
    "table": _table,
    "csv": _csv,
    "json": _json,
    "markdown": _markdown,
}
