"""No name that only looks like a listed one is found, and no listed one is missed."""

import string
from functools import cache
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from gateway.providers.catalogue import Catalogue
from gateway.settings.hosts_file import ListedService
from gateway.settings.load import load

_LABEL = st.text(string.ascii_lowercase + string.digits, min_size=1, max_size=12)
_CONFIG = Path(__file__).parents[2] / "config"


@cache
def services() -> tuple[ListedService, ...]:
    return tuple(s for s in load(_CONFIG, Path("unused"), {}).services if not s.shared)


@cache
def catalogue() -> Catalogue:
    return Catalogue(services(), ())


def plain() -> list[str]:
    """Names that stand in the catalogue as they are."""
    return [s.pattern for s in services() if ":" not in s.pattern and "*" not in s.pattern]


@given(st.data(), _LABEL)
def test_a_longer_last_label_or_a_foreign_end_is_another_host(
    data: st.DataObject, label: str
) -> None:
    name = data.draw(st.sampled_from(plain()))
    assert catalogue().find(f"{name}.{label}.invalid") is None
    assert catalogue().find(f"{name}{label}") is None


@given(st.data(), _LABEL)
def test_text_stuck_to_the_front_is_not_a_subdomain(data: st.DataObject, label: str) -> None:
    name = data.draw(st.sampled_from([s.pattern for s in services() if s.pattern.count(".") == 1]))
    found = catalogue().find(f"{label}{name}")
    assert found is None or found.service.host != name


@given(st.data(), st.lists(_LABEL, min_size=1, max_size=4))
def test_every_depth_of_subdomain_belongs_to_its_name(
    data: st.DataObject, labels: list[str]
) -> None:
    name = data.draw(st.sampled_from([s.pattern for s in services() if s.subdomains]))
    assert catalogue().find(".".join((*labels, name))) is not None


@given(st.data(), st.sampled_from(["", ".", ":443", ".:443"]), st.booleans())
def test_how_a_name_is_written_makes_no_difference(
    data: st.DataObject, end: str, upper: bool
) -> None:
    name = data.draw(st.sampled_from(plain()))
    written = (name.upper() if upper else name) + end
    assert catalogue().find(written) == catalogue().find(name) is not None


@given(st.text(max_size=80))
def test_no_text_makes_it_fail(text: str) -> None:
    found = catalogue().find(text)
    assert found is None or found.service.vendor
