"""The stricter of the register file and the authority's live decision is in force."""

import pytest

from gateway.register import in_force
from gateway.types import Approval
from tests.make import tool


@pytest.mark.parametrize("filed", list(Approval))
@pytest.mark.parametrize("decided", list(Approval))
def test_the_stricter_of_file_and_decision_holds(filed: Approval, decided: Approval) -> None:
    order = list(Approval)
    (result,) = in_force([tool(approval=filed)], {"assistant": decided})
    assert order.index(result.approval) == max(order.index(filed), order.index(decided))


def test_a_tool_nobody_decided_on_stays_as_filed() -> None:
    filed = tool()
    assert in_force([filed], {"another": Approval.WITHDRAWN}) == (filed,)
