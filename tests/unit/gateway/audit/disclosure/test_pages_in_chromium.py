"""The pages of a package in a real Chromium: axe-core finds nothing, and a narrow screen shows all.

axe-core knows what a machine can know of WCAG 2.2 AA; docs/auditors.md says what is left to people.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from gateway.audit.cases.desk import Desk
from gateway.audit.cases.leaving_out import Justified, redact_words, withhold
from tests.unit.gateway.audit.disclosure.conftest import PERSONAL, Export, approved
from tests.webchat.browser import BROWSER, MISSING

pytestmark = [pytest.mark.slow, pytest.mark.skipif(BROWSER is None, reason=MISSING)]
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
NARROW = {"width": 320, "height": 640}  # WCAG 1.4.10: no scrolling in two directions
_OVERFLOWS = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"
_OPTIONS = {"runOnly": {"type": "tag", "values": list(RULES)}}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        try:
            yield opened
        finally:
            opened.close()


def found_in(chromium: Any, folder: Path) -> dict[str, list[str]]:
    """What is wrong with each page under a folder, and how many there are."""
    said: dict[str, list[str]] = {}
    context = chromium.new_context(viewport=NARROW, offline=True)
    for file in sorted(folder.rglob("*.html")):
        page = context.new_page()
        page.goto(file.as_uri())
        wrong = [
            f"{one['id']}: {node['html']}"
            for one in Axe().run(page, options=_OPTIONS).response["violations"]
            for node in one["nodes"]
        ]
        said[file.name] = [
            *wrong,
            *(["wider than the screen"] if page.evaluate(_OVERFLOWS) else []),
        ]
        page.close()
    context.close()
    return said


def unpacked(package: Path) -> Path:
    with ZipFile(package) as archive:
        archive.extractall(package.parent / "unpacked")
    return package.parent / "unpacked"


def test_a_subject_access_request(chromium: Any, sar: Desk, export: Export, tmp_path: Path) -> None:
    export(sar)
    found = found_in(chromium, unpacked(tmp_path / "package.zip"))
    assert set(found) == {"index.html", "about-your-data.html", "records-1.html"}
    assert not any(found.values()), found


def test_a_freedom_of_information_request(
    chromium: Any, foi: Desk, export: Export, tmp_path: Path
) -> None:
    redact_words(foi, "Jane Doe", PERSONAL)
    withhold(foi, ["r4"], Justified(ground="s.43(2)", why="The tender runs"))
    export(approved(foi))
    found = found_in(chromium, unpacked(tmp_path / "package.zip"))
    assert set(found) == {"index.html", "records-1.html"}
    assert not any(found.values()), found


def test_what_is_wrong_would_be_found(chromium: Any, tmp_path: Path) -> None:
    bad = "<!DOCTYPE html><html><title>x</title><p style='color:#bbb;width:99rem'>Too faint</p>"
    (tmp_path / "bad.html").write_text(bad, encoding="utf-8")
    (said,) = found_in(chromium, tmp_path).values()
    rules = {one.partition(":")[0] for one in said}
    assert {"html-has-lang", "color-contrast", "region", "wider than the screen"} <= rules
