"""Pages that a screen reader can find its way through, and that nothing in a record can break."""

import io
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import html

from gateway.audit.cases.desk import Desk
from gateway.audit.cases.leaving_out import redact_words
from gateway.audit.disclosure import pages
from tests.unit.gateway.audit.cases.desks import ask, search
from tests.unit.gateway.audit.disclosure.conftest import PERSONAL, Export, approved


def page_of(path: Path, name: str) -> html.HtmlElement:
    with ZipFile(path) as archive:
        return html.parse(io.BytesIO(archive.read(name))).getroot()


@pytest.fixture
def made(sar: Desk, export: Export, tmp_path: Path) -> Path:
    export(sar)
    return tmp_path / "package.zip"


def all_pages(path: Path) -> dict[str, html.HtmlElement]:
    with ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.endswith(".html")]
    return {name: page_of(path, name) for name in names}


def test_every_page_has_a_language_landmarks_and_headings_in_order(made: Path) -> None:
    found = all_pages(made)
    assert len(found) == 4
    for page in found.values():
        assert page.get("lang") == "en-GB"
        assert page.findtext(".//title")
        for landmark in ("header", "nav", "main", "footer", "main/h1"):
            assert len(page.findall(f"body/{landmark}")) == 1, landmark
        assert page.find("body/nav").get("aria-label")
        assert (
            page.find("body/a[@class='skip']").get("href") == f"#{page.find('body/main').get('id')}"
        )
        levels = [int(heading.tag[1]) for heading in page.xpath("//h1|//h2|//h3")]
        assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
        assert page.xpath("//script|//img|//link") == []
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids))
        assert set(page.xpath("//@aria-labelledby")) <= set(ids)


def test_every_table_has_a_caption_and_cells_that_know_their_headings(made: Path) -> None:
    tables = [table for page in all_pages(made).values() for table in page.iter("table")]
    assert len(tables) >= 4
    for table in tables:
        assert table.findtext("caption")
        assert {cell.get("scope") for cell in table.findall("thead/tr/th")} == {"col"}
        assert all(row.find("th").get("scope") == "row" for row in table.findall("tbody/tr"))


def test_links_lead_to_files_of_the_package(made: Path) -> None:
    with ZipFile(made) as archive:
        names = {name.partition("/")[2] for name in archive.namelist()}
    for name, page in all_pages(made).items():
        here = Path(name.partition("/")[2]).parent
        for link in page.xpath("//a/@href"):
            there = (Path("/") / here / link).resolve().relative_to("/").as_posix()
            assert link.startswith("#") or there in names, link


def test_what_a_record_says_is_text(made: Path) -> None:
    page = page_of(made, "SAR-7/mentioned/records-1.html")
    texts = [element.text for element in page.iter("pre")]
    assert "<script>alert(1)</script>" in texts
    assert "Write to Jane Doe about [redacted: Sch 2 para 16]" in texts
    assert any("The same as: What was asked, as typed" in p.text for p in page.iter("p"))


def test_signs_that_no_page_can_hold_are_made_visible(
    foi: Desk, export: Export, tmp_path: Path
) -> None:
    ask(foi.store, "r5", "bell \x07 and half \udc00 of a pair", marks=())
    search(foi, tool="practice")
    redact_words(foi, "Sam Poe", PERSONAL)
    export(approved(foi))
    page = page_of(tmp_path / "package.zip", "FOI-1/records/records-1.html")
    assert "bell \ufffd and half \ufffd of a pair" in [pre.text for pre in page.iter("pre")]


def test_many_records_are_many_pages(
    foi: Desk, export: Export, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gateway.audit.disclosure.writing.PER_PAGE", 3)
    redact_words(foi, "Sam Poe", PERSONAL)
    export(approved(foi))
    found = all_pages(tmp_path / "package.zip")
    assert pages.PER_PAGE == 200
    assert "FOI-1/records/records-2.html" in found
    first = found["FOI-1/records/records-1.html"]
    assert len(first.findall("body/main/section")) == 3
    assert first.findtext("body/main/h1") == "Records, page 1 of 2"
