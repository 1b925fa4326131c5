"""What the generic walk reads on purpose."""

from gateway.providers.generic_routes import generic_routes


def test_no_resource_is_listed_twice_for_a_product() -> None:
    listed = [(product, route.path) for route in generic_routes() for product in route.products]
    assert len(listed) == len(set(listed))


def test_every_row_stands_for_all_below_it() -> None:
    assert all(route.path.endswith("/*") for route in generic_routes())
