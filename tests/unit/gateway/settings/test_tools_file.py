"""Rows of the register become tools, or say what is wrong with them."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from detectors.types import Category
from gateway.settings.tools_file import ToolRow
from gateway.types import Approval, Assessment, Capture, ToolCategory

ROW: dict[str, Any] = {
    "id": "drafts",
    "name": "Drafts",
    "category": "procured",
    "owner": "Head of Policy",
    "purpose": "Drafting",
    "hosts": ["drafts.example", "*.drafts.example"],
    "approval": "limited",
    "groups": ["policy"],
}


def test_a_row_becomes_a_tool() -> None:
    facts = {
        "data": ["personal"],
        "dpia": {"reference": "D-1", "expires": "2030-12-31"},
        "eqia": {"reference": "E-1"},
        "storage_regions": ["uk"],
        "capture": "masked",
        "review": "2030-06-30",
    }
    tool = ToolRow.model_validate(ROW | facts).tool()
    assert tool.category is ToolCategory.PROCURED
    assert tool.approval is Approval.LIMITED
    assert tool.data == {Category.PERSONAL}
    assert tool.dpia == Assessment(reference="D-1", expires=date(2030, 12, 31))
    assert tool.eqia == Assessment(reference="E-1")
    assert tool.capture is Capture.MASKED
    assert tool.review == date(2030, 6, 30)


def test_what_is_left_out_is_not_authorised() -> None:
    tool = ToolRow.model_validate(ROW).tool()
    assert (tool.data, tool.dpia, tool.keys) == (frozenset(), None, frozenset())


@pytest.mark.parametrize(
    "change",
    [
        {"hosts": []},
        {"hosts": ["regex:.*"]},
        {"hosts": ["*"]},
        {"groups": []},
        {"id": "Drafts tool"},
        {"approval": "yes"},
        {"data": ["everything"]},
        {"dpia": "D-1"},
        {"owner": ""},
        {"note": "x"},
    ],
)
def test_a_row_that_would_mean_something_else_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        ToolRow.model_validate(ROW | change)
