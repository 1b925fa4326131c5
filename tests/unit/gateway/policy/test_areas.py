"""Whether a region is one that the register allows."""

import pytest

from gateway.policy.areas import AREAS, missing_regions, regions
from gateway.types import Destination
from tests.make import interaction, service, tool


def missing(used: str | None, *allowed: str) -> bool:
    row = tool(processing_regions=frozenset(allowed))
    return bool(missing_regions(row, {"storage": None, "processing": used}, ("processing",)))


@pytest.mark.parametrize("region", ["uk", "gb", "eu-west-2", "europe-west2", "uksouth", "ukwest"])
def test_the_clouds_own_names_are_inside_their_area(region: str) -> None:
    assert not missing(region, "uk")
    assert missing(region, "eu")


@pytest.mark.parametrize("region", ["eu-west-1", "europe-west4", "westeurope", "swedencentral"])
def test_london_is_not_in_the_eu_and_dublin_is_not_in_the_uk(region: str) -> None:
    assert not missing(region, "eu")
    assert missing(region, "uk")


def test_no_region_is_in_two_areas() -> None:
    assert not AREAS["uk"] & AREAS["eu"]


@pytest.mark.parametrize("region", ["eu-central-2", "europe-west6", "global", "us", None])
def test_what_is_elsewhere_or_not_known_is_not_allowed(region: str | None) -> None:
    assert missing(region, "uk", "eu")


def test_a_tool_without_regions_allows_any() -> None:
    assert not missing("us")
    assert not missing(None)


def test_the_regions_of_an_interaction_are_its_services() -> None:
    used = service(storage_region="uk", processing_region="us")
    asked = interaction(destination=Destination(host="h", service=used, tool=tool()))
    assert regions(asked) == {"storage": "uk", "processing": "us"}
