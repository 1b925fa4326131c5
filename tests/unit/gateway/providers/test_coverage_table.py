"""The coverage table has every product of the catalogue, and the page says what the code does."""

import pytest
import yaml

from gateway.providers.coverage import Status
from gateway.providers.coverage_table import ANY, COLUMNS, page, table
from gateway.providers.dialect import dialects
from gateway.settings.hosts_file import HostsFile
from tests.api_descriptions import Described, described
from tests.served import ROOT

HOSTS = HostsFile.model_validate(yaml.safe_load((ROOT / "config" / "hosts.yaml").read_text()))
ROWS = table([row.service() for row in HOSTS.hosts], dialects())
APIS = {
    "OpenAI": "OpenAI API",
    "Anthropic": "Claude API",
    "Gemini": "Gemini API (Developer)",
    "Mistral": "Mistral API",
    "Cohere": "Cohere API",
    "Bedrock": "Bedrock Runtime",
}


def test_every_product_of_the_catalogue_has_a_row_for_whatever_else_it_does() -> None:
    named = {(row.vendor, row.product) for row in HOSTS.hosts}
    assert {(row.vendor, row.product) for row in ROWS if row.route.path == ANY} == named


def test_a_host_that_also_carries_other_work_is_tunnelled_until_the_register_names_it() -> None:
    (rest,) = [row for row in ROWS if row.product == "Copilot on github.com"]
    assert rest.route.status is Status.TUNNELLED
    assert not rest.route.records


def test_every_row_fills_every_column() -> None:
    assert {len(row.cells()) for row in ROWS} == {len(COLUMNS)}


def test_the_page_is_the_table() -> None:
    written = (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8")
    assert written == page(ROWS), "genai-gateway coverage --format markdown > docs/coverage.md"


@pytest.mark.parametrize("api", sorted(APIS))
def test_every_route_of_the_vendors_api_description_is_mapped(api: str) -> None:
    routes = [row.route for row in ROWS if row.product == APIS[api] and row.route.path != ANY]

    def mapped(one: Described) -> bool:
        return any(route.covers(one.method, one.path) for route in routes)

    unmapped = [f"{one.method} {one.path}" for one in described() if one.api == api]
    assert len(unmapped) > 20
    assert [f"{o.method} {o.path}" for o in described() if o.api == api and not mapped(o)] == []
