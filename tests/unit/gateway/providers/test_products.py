"""Groups of products hold no product twice."""

from gateway.providers import products


def test_no_group_names_a_product_twice() -> None:
    groups = [value for value in vars(products).values() if isinstance(value, tuple)]
    assert groups
    assert all(len(group) == len(set(group)) for group in groups)
