"""The rows of the coverage table say what is true of the dialect that declares them."""

import pytest
import yaml

from gateway.providers.coverage import Route, Status, alike, by_sdk, by_traffic
from gateway.providers.dialect import dialect_for, dialects
from tests.golden.providers.cases import wire
from tests.served import ROOT

ROWS = [(name, route) for name, dialect in dialects().items() for route in dialect.routes]
OWN = [row for row in ROWS if row[0] != "generic"]  # what it declares, others may read a part of
BODIES = {  # where the messages tell it
    "mcp": b'{"jsonrpc": "2.0", "id": 1, "method": "ping"}',
    "oauth": b'grant_type=refresh_token&x={"redirect_uris"}',
}
FORM = "application/x-www-form-urlencoded"
MEDIA = {("connect", "POST"): "application/proto", ("oauth", "/token"): FORM}
HOSTS = yaml.safe_load((ROOT / "config" / "hosts.yaml").read_text("utf-8"))["hosts"]


def _hosts(route: Route) -> list[str]:
    """A host name of each of the route's products; regular expressions are left out."""
    names = [row["host"] for row in HOSTS if row["product"] in route.products]
    return [name.replace("*.", "acme.") for name in names if not name.startswith("regex:")]


@pytest.mark.parametrize(("name", "route"), OWN, ids=lambda row: getattr(row, "path", row))
def test_a_route_is_read_by_the_dialect_that_declares_it(name: str, route: Route) -> None:
    for host in _hosts(route) or ["host.example"]:
        body = BODIES.get(name, b"{}")
        media = MEDIA.get((name, route.path)) or MEDIA.get((name, "POST"), "application/json")
        request = wire(route.example, body, host=host, method=route.method, media=media)
        assert dialect_for(request).name == name, host


@pytest.mark.parametrize(("name", "route"), ROWS, ids=lambda row: getattr(row, "path", row))
def test_every_product_of_a_route_is_in_the_catalogue(name: str, route: Route) -> None:
    assert route.products, name
    assert {row["product"] for row in HOSTS} >= set(route.products)


def test_a_route_covers_its_own_method_and_every_filling_of_its_template() -> None:
    route = Route(products=("OpenAI API",), method="POST", path="/v1/threads/{thread}/runs")
    assert route.covers("POST", "/v1/threads/t1/runs")
    assert route.covers("POST", "/v1/threads/{}/runs")
    assert not route.covers("GET", "/v1/threads/t1/runs")
    assert not route.covers("POST", "/v1/threads/t1/t2/runs")


def test_a_route_that_ends_in_a_star_covers_itself_and_all_below_by_any_method() -> None:
    route = Route(products=("OpenAI API",), method="*", path="/v1/vaults/*")
    assert route.covers("POST", "/v1/vaults")
    assert route.covers("DELETE", "/v1/vaults/v1/credentials/c1")
    assert not route.covers("POST", "/v1/vaultsome")


def test_routes_that_are_alike_differ_in_nothing_but_the_path() -> None:
    first = Route(products=("OpenAI API",), method="POST", path="/v1/x", note="as it is")
    one, two = alike(first, "/v1/y")
    assert one == first
    assert (two.path, two.note, two.products) == ("/v1/y", "as it is", first.products)


def test_an_example_has_a_word_for_every_variable_segment() -> None:
    route = Route(products=("OpenAI API",), method="POST", path="/v1/threads/{thread}/runs/{run}")
    assert route.example == "/v1/threads/x1/runs/x1"


def test_only_the_routes_that_an_sdk_was_tried_on_say_so() -> None:
    rows = alike(Route(products=("OpenAI API",), method="POST", path="/v1/x"), "/v1/y")
    assert [row.status for row in by_sdk(rows, "POST /v1/y")] == [Status.DOCUMENTED, Status.SDK]


def test_only_the_routes_that_a_page_was_tried_on_say_so() -> None:
    rows = alike(Route(products=("Le Chat",), method="POST", path="/x"), "/y")
    assert [row.status for row in by_traffic(rows, "POST /x")] == [
        Status.TRAFFIC,
        Status.DOCUMENTED,
    ]
