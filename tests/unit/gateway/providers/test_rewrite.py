"""JSON source with some of its texts replaced, where a member is given twice."""

import pytest

from gateway.providers.splice import rewrite


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ('{"a": 7, "a": "old"}', '{"a": 7, "a": "new"}'),
        ('{"a": "older", "a": "old"}', '{"a": "older", "a": "new"}'),
        ('{"b": {"a": 1}, "a": null, "a": "old"}', '{"b": {"a": 1}, "a": null, "a": "new"}'),
    ],
)
def test_the_one_that_counts_is_replaced_and_no_other(source: str, written: str) -> None:
    assert rewrite(source, {("a",): "new"}) == written


def test_so_it_is_with_numbers() -> None:
    assert rewrite('{"a": 1, "a": 2}', {}, numbers={("a",): 3}) == '{"a": 1, "a": 3}'
