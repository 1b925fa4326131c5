"""`detectors clients`: the hashed list of the organisation's own clients."""

import csv
from typing import TextIO

import click

from detectors.client_rows import Columns, values
from detectors.clients import (
    ADDRESS,
    KINDS,
    PERSON,
    REFERENCE,
    ClientIndex,
    ClientsError,
    build,
    clear_folder,
    load,
    load_key,
    save,
)
from gateway.cli.places import Places, with_places
from gateway.errors import ConfigError, Problem

_WORDS = {PERSON: "names", ADDRESS: "addresses", REFERENCE: "references"}


@click.group()
def clients() -> None:
    """The organisation's own clients, kept only as keyed hashes."""


@clients.command("import")
@click.argument("file", type=click.File(encoding="utf-8-sig"))
@with_places
def import_file(places: Places, file: TextIO) -> None:
    """Replace the list by the rows of a CSV FILE with a header.

    Columns it knows: name, or forename and surname; address, address_1 to address_3, town and
    postcode; and every column with ref, reference, id, number, no or account in its heading. Each
    value is hashed with a key of this gateway (STATE/clients/key, mode 0600) and nothing else is
    kept. A running gateway takes the new list within a second.

    \b
    Example:
      genai-gateway detectors clients import clients.csv

    Exit codes: 0 done, 1 no usable column or row, 2 the file or the folder cannot be used.
    """
    rows = csv.DictReader(file)
    try:
        columns = Columns.of(rows.fieldnames or ())
        if not columns.known:
            raise click.ClickException("no column of that file can be listed; see --help")
        index = build(values(rows, columns), load_key(places.state / "clients"))
        if not len(index):
            raise click.ClickException("no row of that file holds a value that can be listed")
        save(index, places.state / "clients")
    except (ClientsError, csv.Error, UnicodeDecodeError) as error:
        raise _unusable(file.name, error) from None
    _print(index)
    if columns.ignored:
        click.echo(f"Columns not used: {', '.join(columns.ignored)}", err=True)


@clients.command()
@with_places
def show(places: Places) -> None:
    """Print how many values of each kind are listed. The values cannot be shown.

    \b
    Example:
      genai-gateway detectors clients show

    Exit codes: 0 there is a list, 1 there is none, 2 it cannot be read.
    """
    try:
        index = load(places.state / "clients")
    except ClientsError as error:
        raise _unusable("clients", error) from None
    if index is None:
        raise click.ClickException("there is no list; see: genai-gateway detectors clients import")
    _print(index)


@clients.command()
@with_places
def clear(places: Places) -> None:
    """Delete the list and its key. That there is none is no failure.

    \b
    Example:
      genai-gateway detectors clients clear

    Exit codes: 0 there is no list now.
    """
    clear_folder(places.state / "clients")
    click.echo("The list of clients and its key are deleted.")


def _print(index: ClientIndex) -> None:
    for kind in KINDS:
        click.echo(f"{len(index.values[kind]):>9,} {_WORDS[kind]}")


def _unusable(file: str, error: Exception) -> ConfigError:
    said = str(error) if isinstance(error, ClientsError) else "is not a CSV file in UTF-8"
    return ConfigError(Problem(file=file, line=0, where="", message=said))
