"""Approved cases over a small store, and a way to export them. All people are fictional."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from gateway.audit.cases.case import ThirdPartyTest
from gateway.audit.cases.deciding import approve, submit
from gateway.audit.cases.desk import Desk
from gateway.audit.cases.kinds import CaseKind
from gateway.audit.cases.leaving_out import Justified, redact_words
from gateway.audit.disclosure.package import Exported, export_case
from gateway.audit.disclosure.writing import Issuer
from gateway.audit.log.sequencer import Sequencer
from gateway.audit.store import Store
from gateway.settings.casework import Information
from gateway.settings.gateway_file import Organisation
from tests.postgres import shared_cluster
from tests.unit.gateway.audit.cases.desks import ask, officer, opened, search
from tests.unit.gateway.audit.samples import KEYS

TEST = ThirdPartyTest(identifies="By name", consent="Refused", reasonable="No")
OTHERS = Justified(ground="Sch 2 para 16", test=TEST)
PERSONAL = Justified(ground="s.40(2)")
ISSUER = Issuer(
    organisation=Organisation(name="Example Council"),
    information=Information(
        officer="Ana Reid, dpo@council.example.",
        basis="Article 6(1)(e), public task.",
        retention="Ninety days.",
        safeguards="None are needed.",
    ),
)
Export = Callable[..., Exported]


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new store, to be copied: making one takes longer than most tests."""
    file = tmp_path_factory.mktemp("blank") / "records.db"
    Store.open(f"sqlite:///{file}", KEYS).close()
    return file


@pytest.fixture
def engine_name(request: pytest.FixtureRequest) -> str:
    """Which database engine a test runs on."""
    return getattr(request, "param", "sqlite")


@pytest.fixture
def url(engine_name: str, tmp_path: Path, blank: Path) -> str:
    """The URL of a store without records."""
    if engine_name == "sqlite":
        shutil.copy(blank, tmp_path / "records.db")
        return f"sqlite:///{tmp_path / 'records.db'}"
    return shared_cluster().emptied_database("records", keep={"alembic_version"})


def fill(store: Store) -> None:
    """Four records: two mention Jane Doe, one is hers, one is about nobody."""
    ask(store, "r1", "Write to Jane Doe about Sam Poe", answer="Dear Jane, Sam Poe says hello")
    ask(store, "r2", "My name is Jane Doe", person="jane.doe", justification="I must know")
    ask(store, "r3", "=cmd|' /C calc'!A0 for Jane Doe", answer="<script>alert(1)</script>")
    ask(store, "r4", "A memo", marks=(), answer="A memo")


def sar_of(store: Store) -> Desk:
    """Jane Doe's subject access request, approved without the name of Sam Poe."""
    at = opened(store, CaseKind.DSAR, "SAR-7")
    search(at, "Jane Doe", "jane.doe")
    redact_words(at, "Sam Poe", OTHERS)
    return approved(at)


@pytest.fixture
def filled(store: Store) -> Store:
    """The four records."""
    fill(store)
    return store


@pytest.fixture
def sar(filled: Store) -> Desk:
    """The subject access request."""
    return sar_of(filled)


@pytest.fixture
def foi(filled: Store) -> Desk:
    """A request for everything, not at work on yet."""
    at = opened(filled, CaseKind.FOI, "FOI-1")
    search(at, tool="practice")
    return at


def approved(at: Desk) -> Desk:
    """The case after a second person agreed."""
    submit(at)
    approve(replace(at, who=officer("ana.reid")))
    return at


@pytest.fixture
def export(tmp_path: Path) -> Export:
    """Writes the package of a case to a file of that name."""

    def run(at: Desk, name: str = "package.zip", issuer: Issuer = ISSUER) -> Exported:
        sequencer = Sequencer(at.store, KEYS.checkpoint)
        with (tmp_path / name).open("w+b") as target:
            return export_case(at, issuer, sequencer, target)

    return run
