"""Article 15: who got what, and what must be said before anything is given."""

from datetime import UTC, datetime
from typing import Any

import pytest

from gateway.audit.disclosure.copies import Copy, GivenText, Part
from gateway.audit.disclosure.information import Recipient, about, check_information
from gateway.errors import CaseError
from gateway.settings.casework import Information

SAID = Information(officer="Ana Reid", basis="Article 6(1)(e)", retention="90 days")


def copy(decision: str = "allow", region: str | None = "uk", **found: int) -> Copy:
    facts = {"vendor": "Vendor", "product": "Chat", "host": "chat.example"}
    numbers: dict[str, Any] = {
        "decision": decision,
        "found": found,
        "storage_region": region,
        "processing_region": region,
    }
    return Copy(
        record="r1",
        part=Part.USER,
        time=datetime(2026, 3, 2, tzinfo=UTC),
        facts=tuple(
            GivenText(kind="fact", number=n, name=name, role="fact", text=text, pieces=(text,))
            for n, (name, text) in enumerate(facts.items())
        ),
        numbers=numbers,
        texts=(),
    )


def test_recipients_are_those_to_whom_something_was_sent() -> None:
    found = about([copy(PERSON=2), copy(PERSON=1, HEALTH=1), copy("block", "us")])
    assert found.categories == {"HEALTH": 1, "PERSON": 3}
    assert found.recipients == (
        Recipient(
            vendor="Vendor", product="Chat", processing_region="uk", storage_region="uk", records=2
        ),
    )
    assert not found.abroad


@pytest.mark.parametrize("region", ["us", None])
def test_a_transfer_needs_its_safeguards(region: str | None) -> None:
    found = about([copy(region=region)])
    assert found.abroad
    with pytest.raises(CaseError, match=r"cases\.information\.safeguards"):
        check_information(SAID, found)
    check_information(SAID.model_copy(update={"safeguards": "Agreed clauses"}), found)


@pytest.mark.parametrize("missing", ["officer", "basis", "retention"])
def test_what_must_be_said_is_said(missing: str) -> None:
    check_information(SAID, about([copy()]))
    with pytest.raises(CaseError, match=missing):
        check_information(SAID.model_copy(update={missing: " "}), about([copy()]))
