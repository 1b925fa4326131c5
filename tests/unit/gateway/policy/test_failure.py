"""A request that could not be checked is refused unless somebody wrote down why not."""

import pytest

from gateway.errors import CannotCheck
from gateway.policy.failure import could_not_check
from gateway.settings.gateway_file import Failures, OnFailure
from gateway.types import FAILURES, Effect


@pytest.mark.parametrize("failure", FAILURES)
def test_every_class_of_failure_blocks_by_default(failure: str) -> None:
    decision = could_not_check(CannotCheck(failure, "why"), Failures(), "v")
    assert decision.blocked
    assert decision.reasons[0].rule == f"failure-{failure}"
    assert decision.policy_version == "v"
    assert "not sent" in decision.reasons[0].message


@pytest.mark.parametrize("failure", FAILURES)
def test_an_allowed_failure_is_told_with_its_reason(failure: str) -> None:
    allowed = OnFailure(do="allow", reason="Agreed by the SIRO")
    failures = Failures.model_validate({failure: allowed})
    decision = could_not_check(CannotCheck(failure, "why"), failures, "v")
    assert decision.effect is Effect.NOTIFY
    assert "Agreed by the SIRO" in decision.reasons[0].message


def test_the_classes_of_failure_are_the_settings() -> None:
    assert set(Failures.model_fields) == set(FAILURES)
