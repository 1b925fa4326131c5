"""A store with records, officers in gateway.yaml, and a way to run `case`. All fictional."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from gateway.audit.keys import Keys
from gateway.audit.store import Store
from tests.unit.gateway.audit.cases.desks import ask
from tests.unit.gateway.cli.conftest import Run

OFFICERS = """officers:
  - {person: jo.lee, roles: [information-governance]}
  - {person: ana.reid, roles: [approver]}
  - {person: al.marsh, roles: [auditor]}
"""
Case = Callable[..., Result]


def open_store(state: Path) -> Store:
    """The store, beside the command."""
    return Store.open(f"sqlite:///{state / 'records.db'}", Keys.load(state / "keys", {}))


@pytest.fixture
def kept(state: Path) -> Path:
    """A store with three records, two about Jane Doe."""
    state.mkdir(mode=0o700)
    store = open_store(state)
    ask(store, "r1")
    ask(store, "r2", "My name is Jane Doe", person="jane.doe")
    ask(store, "r3", "A memo", marks=(), answer="A memo")
    store.close()
    return state


@pytest.fixture
def officers(config: Path) -> None:
    """Three officers."""
    file = config / "gateway.yaml"
    text = file.read_text(encoding="utf-8")
    start = text.index("officers: []")
    end = text.index("\n", start) + 1
    file.write_text(text[:start] + OFFICERS + text[end:], encoding="utf-8")


@pytest.fixture
def case(cli: Run, kept: Path, officers: None) -> Case:
    """Runs `genai-gateway case` as Jo Lee, or as whoever is named; must succeed unless told."""

    def run(*arguments: str, who: str = "jo.lee", text: str = "", code: int = 0) -> Result:
        named = () if arguments[0] == "due" else ("--as", who)
        done = cli("case", *arguments, *named, text=text)
        assert done.exit_code == code, done.output
        return done

    return run


@pytest.fixture
def sar(case: Case) -> str:
    """A subject access request that has found its records."""
    about = ("--about", "All about Jane Doe")
    case("open", "SAR-7", "--kind", "dsar", "--received", "2026-11-02", *about)
    case("search", "SAR-7", "--about", "Jane Doe", "--about", "jane.doe")
    return "SAR-7"
