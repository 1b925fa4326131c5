"""Rows of the host catalogue are checked before they can match too much or nothing."""

from typing import Any

import pytest
from pydantic import ValidationError

from gateway.settings.hosts_file import HostRow, host_pattern


def row(**changes: Any) -> HostRow:
    values = {"vendor": "V", "product": "P", "host": "a.example", "kind": "api"}
    return HostRow.model_validate(values | {"category": "chat", "source": "own"} | changes)


@pytest.mark.parametrize("host", ["a.example", "*.a.example", r"regex:^a-\d+\.example$"])
def test_the_three_kinds_of_pattern(host: str) -> None:
    assert host_pattern(host) == host


@pytest.mark.parametrize(
    "host",
    [
        *("", "*", "*.", "example", "A.example", "a.*.example", "https://a.example"),
        *("a.example/x", "a.example:443", ".a.example", "a..example", "a b.example", "regex:("),
    ],
)
def test_anything_else_is_refused(host: str) -> None:
    with pytest.raises(ValueError, match=r"should be|regular expression"):
        host_pattern(host)


def test_a_region_from_the_name_needs_a_group_of_that_name() -> None:
    with pytest.raises(ValidationError, match="region"):
        row(host=r"regex:^x\.example$", storage_region="{region}")
    with pytest.raises(ValidationError, match="region"):
        row(processing_region="{region}")
    assert row(host=r"regex:^(?P<region>\w+)\.example$", storage_region="{region}")


def test_subdomains_of_a_wildcard_make_no_sense() -> None:
    with pytest.raises(ValidationError, match="exact host name"):
        row(host="*.a.example", subdomains=True)


def test_the_service_keeps_everything_the_catalogue_needs() -> None:
    service = row(subdomains=True, shared=True, storage_region="uk").service()
    assert (service.pattern, service.subdomains, service.shared) == ("a.example", True, True)
    assert (service.storage_region, service.processing_region) == ("uk", None)
