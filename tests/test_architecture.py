"""The shape of the project holds: places, sizes, docstrings, where errors are swallowed."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("addons", "gateway", "detectors")
MODULES = sorted(
    path
    for package in PACKAGES
    for path in (ROOT / package).rglob("*.py")
    if path.name != "__init__.py" and "migrations" not in path.parts
)
IDS = [str(path.relative_to(ROOT)) for path in MODULES]
LONGEST_MODULE = 300


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", MODULES, ids=IDS)
def test_a_module_says_what_it_is_for(path: Path) -> None:
    said = ast.get_docstring(tree(path))
    assert said
    assert len(said.splitlines()[0]) <= 110


@pytest.mark.parametrize("path", MODULES, ids=IDS)
def test_a_module_stays_short_enough_to_read(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE


@pytest.mark.parametrize("path", MODULES, ids=IDS)
def test_nothing_imports_from_a_package_root_of_ours(path: Path) -> None:
    roots = {*PACKAGES, *(f"gateway.{p.name}" for p in (ROOT / "gateway").iterdir() if p.is_dir())}
    imports = [n for n in ast.walk(tree(path)) if isinstance(n, ast.ImportFrom)]
    names = [(n.module, a.name) for n in imports if n.module in roots for a in n.names]
    assert [name for name in names if not is_module(*name)] == []


def is_module(package: str | None, name: str) -> bool:
    place = ROOT.joinpath(*str(package).split("."), name)
    return place.is_dir() or place.with_suffix(".py").exists()


def test_only_the_guard_catches_everything() -> None:
    catching = {
        str(path.relative_to(ROOT))
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler) and catches_all(node)
        if "noqa: BLE001" not in path.read_text(encoding="utf-8").splitlines()[node.lineno - 1]
    }
    # The command line is the border of its process: people get a line, never a traceback.
    assert catching <= {"addons/guard.py", "gateway/cli/program.py"}


def catches_all(handler: ast.ExceptHandler) -> bool:
    if isinstance(handler.body[-1], ast.Raise) and handler.body[-1].exc is None:
        return False
    return handler.type is None or (
        isinstance(handler.type, ast.Name) and handler.type.id in {"Exception", "BaseException"}
    )


def test_functions_are_short() -> None:
    lengths = sorted(
        node.end_lineno - node.lineno + 1
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno
    )
    assert lengths[len(lengths) // 2] <= 12
    assert lengths[int(len(lengths) * 0.9)] <= 28


def test_no_test_replaces_parts_of_the_product_behind_its_back() -> None:
    # Written apart so that this file does not find itself.
    word = "mock" + ".patch"
    using = [p for p in (ROOT / "tests").rglob("*.py") if word in p.read_text(encoding="utf-8")]
    assert using == []


@pytest.mark.parametrize("path", MODULES, ids=IDS)
def test_every_module_has_tests_under_its_own_name(path: Path) -> None:
    place = path.relative_to(ROOT).with_suffix("")
    folder = ROOT / "tests" / "unit" / place.parent
    names = {p.stem for p in (ROOT / "tests").rglob("test_*.py")}
    stem = place.name.strip("_")
    package, name = ".".join(place.parent.parts), place.name
    mentions = rf"\b{re.escape(package)}(\.| import .*\b){re.escape(name)}\b"
    assert (
        (folder / f"test_{stem}.py").exists()
        or f"test_{stem}" in names
        or any(
            re.search(mentions, p.read_text(encoding="utf-8"))
            for p in (ROOT / "tests").rglob("*.py")
        )
    ), f"no test names {package}.{name}"
