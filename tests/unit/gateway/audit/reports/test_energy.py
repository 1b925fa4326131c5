"""Estimates come from the real package, grow with tokens, and are missing where it is."""

import sys

import pytest

from gateway.audit.reports import energy
from gateway.audit.reports.counting import cube
from gateway.audit.reports.energy import Footprint, footprints, installed
from gateway.audit.reports.figures import Routes
from gateway.audit.reports.figures import energy as energy_section
from gateway.audit.reports.report import Section
from gateway.audit.store import Store
from gateway.types import Effect
from tests.unit.gateway.audit.reports.filled import DRAFTING, JANUARY, SEARCH, YEAR, ask, ask_all

# That both engines give the same sums, the golden reports show.
pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def _afresh() -> None:
    energy._package.cache_clear()


def section_of(store: Store) -> Section:
    """The section as reports have it."""
    return energy_section(store, YEAR, Routes.of(cube(store, YEAR)))


def fill(store: Store, *, model: str, tokens: int | None = 500, times: int = 5) -> Footprint:
    one = {"listed": SEARCH, "time": JANUARY, "model": model, "tokens": tokens}
    ask_all(store, dict.fromkeys(range(times), one))
    return footprints(store, YEAR)["search"]


@pytest.mark.parametrize(
    "model",
    ["gpt-4o-mini", "models/gemini-2.5-flash", "eu.anthropic.claude-sonnet-4-5-20250929-v1:0"],
)
def test_a_known_model_gives_ranges(store: Store, model: str) -> None:
    found = fill(store, model=model)
    assert found.share == 100
    assert found.energy
    assert found.carbon
    assert 0 < found.energy.low <= found.energy.high < 0.1
    assert 0 < found.carbon.low <= found.carbon.high < found.energy.high


def test_more_tokens_take_more_energy(store: Store) -> None:
    less = fill(store, model="gpt-4o-mini")
    one = {"listed": SEARCH, "time": JANUARY, "model": "gpt-4o-mini", "tokens": 5_000}
    ask_all(store, dict.fromkeys(range(10, 15), one))
    more = footprints(store, YEAR)["search"]
    assert less.energy
    assert more.energy
    assert more.energy.high > 5 * less.energy.high


def test_what_answered_counts_and_not_what_was_asked_for(store: Store) -> None:
    one = {"listed": SEARCH, "time": JANUARY, "model": "default", "answered_by": "gpt-4o-mini"}
    ask_all(store, dict.fromkeys(range(5), one))
    assert footprints(store, YEAR)["search"].share == 100


@pytest.mark.parametrize(("model", "tokens"), [("practice-1", 500), ("gpt-4o-mini", None)])
def test_what_is_not_known_is_not_estimated(store: Store, model: str, tokens: int | None) -> None:
    found = fill(store, model=model, tokens=tokens)
    assert (found.energy, found.carbon, found.share) == (None, None, 0)


def test_a_part_that_is_known_says_how_much_it_is(store: Store) -> None:
    fill(store, model="gpt-4o-mini", times=8)
    one = {"listed": SEARCH, "time": JANUARY, "model": "practice-1"}
    ask_all(store, dict.fromkeys(range(10, 16), one))
    (row,) = section_of(store).rows
    assert row[0] == "search"
    assert row[-1] == "60 %"  # 8 of 14
    assert all(float(str(number)) > 0 for number in row[1:5])


def test_refused_prompts_used_no_energy(store: Store) -> None:
    ask(store, 1, listed=SEARCH, time=JANUARY, effect=Effect.BLOCK)
    assert footprints(store, YEAR) == {}


def test_few_answers_are_withheld(store: Store) -> None:
    fill(store, model="gpt-4o-mini", times=3)
    assert section_of(store).rows == ()  # nor is it said of which tool they were
    one = {"listed": DRAFTING, "time": JANUARY, "model": "gpt-4o-mini"}
    ask_all(store, dict.fromkeys(range(10, 20), one))
    one = {"listed": None, "time": JANUARY, "model": "gpt-4o-mini"}
    ask_all(store, dict.fromkeys(range(30, 50), one))
    unlisted, *few = sorted(section_of(store).rows, key=lambda row: row[1] == "[c]")
    assert unlisted[0] == "not in the register"
    assert few == [("drafting", *("[c]",) * 5), ("search", *("[c]",) * 5)]


def test_without_the_package_the_report_says_so(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(store, model="gpt-4o-mini")
    monkeypatch.setitem(sys.modules, "ecologits.model_repository", None)
    energy._package.cache_clear()
    assert not installed()
    section = section_of(store)
    assert section.rows == ()
    assert "genai-gateway[reports]" in section.notes[0]
    monkeypatch.undo()
    energy._package.cache_clear()
    assert installed()


def test_the_package_says_nothing_of_models_by_itself(
    store: Store, capfd: pytest.CaptureFixture[str]
) -> None:
    fill(store, model="gpt-4o-mini")
    assert capfd.readouterr().err == ""
