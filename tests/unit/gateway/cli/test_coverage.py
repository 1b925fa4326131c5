"""`coverage`: what is inspected where, for people and for programs."""

import csv
import io
import json

from gateway.providers.coverage_table import COLUMNS
from tests.unit.gateway.cli.conftest import Run


def test_a_part_of_a_name_shows_the_routes_of_that_vendor(cli: Run) -> None:
    lines = cli("coverage", "anthropic").stdout.splitlines()
    assert any("Route: /v1/messages; Dialect: anthropic.messages" in line for line in lines)
    assert all("Vendor: Anthropic" in line for line in lines)


def test_a_host_shows_what_is_said_of_its_product(cli: Run) -> None:
    rows = json.loads(cli("coverage", "gb.api.openai.com", "--format", "json").stdout)
    assert {row["product"] for row in rows} == {"OpenAI API data-residency endpoint"}


def test_csv_has_every_column_and_json_the_same_rows(cli: Run) -> None:
    table = list(csv.reader(io.StringIO(cli("coverage", "--routes", "--format", "csv").stdout)))
    rows = json.loads(cli("coverage", "--routes", "--format", "json").stdout)
    assert table[0] == [*COLUMNS, "live"]
    assert [dict(zip(table[0], row, strict=True)) for row in table[1:]] == rows


def test_the_status_narrows_it(cli: Run) -> None:
    rows = json.loads(cli("coverage", "--status", "tunnelled", "--format", "json").stdout)
    assert rows
    assert {row["status"] for row in rows} == {"tunnelled"}


def test_what_nobody_listed_has_no_row(cli: Run) -> None:
    done = cli("coverage", "intranet.example")
    assert done.exit_code == 1
    assert "no row fits" in done.output
