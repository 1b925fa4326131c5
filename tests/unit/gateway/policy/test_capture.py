"""How much is kept: by tool, finding and decision, and never what is marked SECRET."""

import pytest
from pydantic import ValidationError

from detectors.types import Category
from gateway.policy.capture import capture_of
from gateway.settings.capture_rows import CaptureRow
from gateway.types import Capture, Effect, Screened, ToolCategory
from tests.unit.gateway.audit.samples import Mark, screened, tool

NAME: Mark = ("Jane Doe", "PERSON")
HEALTH: Mark = ("diabetic", "HEALTH", Category.SPECIAL_CATEGORY)


def row(keep: str = "metadata", **when: object) -> CaptureRow:
    return CaptureRow.model_validate({"keep": keep, **when})


def test_without_rows_the_register_decides() -> None:
    for level in Capture:
        assert capture_of(screened("Hello", listed=tool(level))) is level
    assert capture_of(screened("Hello", listed=None)) is Capture.MASKED


@pytest.mark.parametrize(
    "when",
    [
        {"tools": ["other", "practice"]},
        {"tool_categories": ["procured"]},
        {"effects": ["block"]},
        {"categories": ["special_category"]},
        {"entities": ["HEALTH"]},
        {"tools": ["practice"], "effects": ["block"], "categories": ["personal"]},
    ],
)
def test_a_row_that_fits_decides(when: dict[str, object]) -> None:
    made = screened("Jane Doe is diabetic", marks=[NAME, HEALTH], effect=Effect.BLOCK)
    assert made.interaction.tool is not None
    assert made.interaction.tool.category is ToolCategory.PROCURED
    assert capture_of(made, [row(**when)]) is Capture.METADATA


@pytest.mark.parametrize(
    "when",
    [
        {"tools": ["other"]},
        {"tool_categories": ["public"]},
        {"effects": ["allow", "notify"]},
        {"categories": ["criminal_offence"]},
        {"entities": ["UK_NHS"]},
        {"tools": ["practice"], "effects": ["allow"]},
    ],
)
def test_a_row_that_does_not_fit_decides_nothing(when: dict[str, object]) -> None:
    made = screened("Jane Doe is diabetic", marks=[NAME, HEALTH], effect=Effect.BLOCK)
    assert capture_of(made, [row(**when)]) is Capture.FULL


def test_a_row_about_tools_does_not_fit_one_that_is_not_listed() -> None:
    made = screened("Hello", listed=None)
    assert capture_of(made, [row(tools=["practice"])]) is Capture.MASKED
    assert capture_of(made, [row("full", effects=["allow"])]) is Capture.FULL


def test_the_first_row_that_fits_wins() -> None:
    rows = [row("masked", effects=["allow"]), row("metadata", tools=["practice"])]
    assert capture_of(screened("Hello"), rows) is Capture.MASKED


def marked(value: str) -> Screened:
    mark: Mark = (value, "PROTECTIVE_MARKING", Category.CONFIDENTIAL)
    return screened(f"{value}\nThe plan", marks=[mark])


@pytest.mark.parametrize(
    "value", ["SECRET", "TOP SECRET - UK EYES ONLY", "[Secret]", "CYFRINACHOL"]
)
def test_what_is_marked_secret_is_never_kept(value: str) -> None:
    assert capture_of(marked(value), [row("full", effects=["allow"])]) is Capture.METADATA


@pytest.mark.parametrize("value", ["OFFICIAL-SENSITIVE", "CONFIDENTIAL", "RESTRICTED"])
def test_lower_markings_are_kept_as_the_policy_says(value: str) -> None:
    assert capture_of(marked(value)) is Capture.FULL


def test_what_nobody_could_scan_is_never_kept() -> None:
    made = screened("Hello", failure="scanner_timeout")
    assert capture_of(made, [row("full", effects=["allow"])]) is Capture.METADATA


def test_a_row_must_say_when() -> None:
    with pytest.raises(ValidationError, match="name at least one of"):
        row()
    with pytest.raises(ValidationError):
        row(effects=["eat"])
    with pytest.raises(ValidationError):
        row("everything", tools=["practice"])
