"""The reasons are few, and each has a class that policy and metrics know."""

import pytest

from detectors.documents.reasons import ALL
from gateway.unread import UnreadClass, class_of


@pytest.mark.parametrize("why", sorted(ALL))
def test_every_reason_has_a_class_of_its_own_kind(why: str) -> None:
    assert class_of(why) is not UnreadClass.OTHER
