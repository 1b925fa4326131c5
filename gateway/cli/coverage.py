"""`coverage`: what is inspected on which route of which service, and how that is known."""

import csv
import json
import sys
from collections.abc import Callable, Mapping, Sequence

import click

from gateway.cli.places import Places, with_places
from gateway.cli.screen import show_table
from gateway.providers.catalogue import Catalogue
from gateway.providers.coverage import Status
from gateway.providers.coverage_table import ANY, COLUMNS, Row, page, table
from gateway.providers.dialect import dialects

_SHOWN = ("vendor", "product", "method", "route", "dialect", "status")


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
    _PRINTED[form](rows)


def _product(catalogue: Catalogue, name: str) -> str:
    """The product whose host this is, or nothing."""
    found = catalogue.find(name) if "." in name else None
    return found.service.product if found else ""


def _named(row: Row) -> str:
    return f"{row.vendor} {row.product} {' '.join(row.hosts)}".lower()


def _table(rows: Sequence[Row]) -> None:
    lines = [dict(zip(COLUMNS, row.cells(), strict=True)) for row in rows]
    shown = [tuple(line[name] for name in _SHOWN) for line in lines]
    show_table("Coverage", tuple(name.capitalize() for name in _SHOWN), shown)


def _csv(rows: Sequence[Row]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(row.cells() for row in rows)


def _json(rows: Sequence[Row]) -> None:
    click.echo(json.dumps([dict(zip(COLUMNS, row.cells(), strict=True)) for row in rows], indent=2))


def _markdown(rows: Sequence[Row]) -> None:
    click.echo(page(rows), nl=False)


_PRINTED: Mapping[str, Callable[[Sequence[Row]], None]] = {
    "table": _table,
    "csv": _csv,
    "json": _json,
    "markdown": _markdown,
}
