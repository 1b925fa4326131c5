"""What does not fit is said in plain words, by line, without the value."""

from datetime import date

import pytest

from gateway.errors import ConfigError
from gateway.settings.gateway_file import GatewayFile
from gateway.settings.shape import fit
from gateway.settings.strict import Strict
from gateway.settings.yaml_file import Document, Plain


class Inner(Strict):
    until: date | None = None
    password: int = 0


class Outer(Strict):
    name: str
    inner: Inner = Inner()
    many: tuple[Inner, ...] = ()


def said(value: Plain) -> dict[str, str]:
    with pytest.raises(ConfigError) as caught:
        fit(Document(file="some.yaml", value=value), Outer)
    return {problem.where: problem.message for problem in caught.value.problems}


def test_all_problems_are_said_at_once() -> None:
    found = said({"inner": {"until": "31/12/2030"}, "many": [{"password": "x"}], "nmae": "a"})
    assert set(found) == {"name", "inner.until", "many[0].password", "nmae"}


def test_a_misspelt_key_gets_a_suggestion() -> None:
    assert "did you mean 'name'" in said({"nmae": "a", "name": "b"})["nmae"]


def test_the_suggestion_works_inside_blocks_and_lists() -> None:
    found = said({"name": "a", "inner": {"untl": 1}, "many": [{"pasword": 1}]})
    assert "did you mean 'until'" in found["inner.untl"]
    assert "did you mean 'password'" in found["many[0].pasword"]


def test_a_number_for_text_is_told_to_use_quotes() -> None:
    assert said({"name": 10.3})["name"] == "should be text; put it in quotes"


def test_a_wrong_date_shows_how_dates_are_written() -> None:
    assert "2030-12-31" in said({"name": "a", "inner": {"until": "soon"}})["inner.until"]


def test_values_are_never_quoted() -> None:
    canary = "canary" + "-value"
    assert canary not in str(said({"name": "a", "inner": {"password": canary}}))


def test_a_list_where_a_block_belongs() -> None:
    assert "block" in said({"name": "a", "inner": []})["inner"]


def test_an_empty_file_is_all_defaults() -> None:
    assert fit(Document(file="gateway.yaml"), GatewayFile) == GatewayFile()
