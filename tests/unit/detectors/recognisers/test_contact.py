"""E-mail addresses: people's, not those of teams or of nobody."""

import pytest

from detectors.recognisers.contact import is_placeholder, is_shared_mailbox
from tests.unit.detectors.scanning import Found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("write to siobhan.tully@northmere.gov.uk today", "siobhan.tully@northmere.gov.uk"),
        ("<d.murgatroyd58@example.com>", "d.murgatroyd58@example.com"),
        ("mailto:o'neill@example.co.uk.", "o'neill@example.co.uk"),
        ("j.housing@northmere.gov.uk", "j.housing@northmere.gov.uk"),
        ("jo@files.internal", "jo@files.internal"),
    ],
)
def test_the_address_of_a_person_is_found(ruled: Found, text: str, value: str) -> None:
    assert value in ruled(text, "EMAIL_ADDRESS")


@pytest.mark.parametrize(
    "text",
    [
        "housing@northmere.gov.uk",
        "customer.services@northmere.gov.uk or foi-team@northmere.gov.uk",
        "git@github.com:council/site.git",
        "pip install thing@1.2.3",
        "@northmere and a @ b",
        "buildingcontrol@northmere.gov.uk, gardenwaste@northmere.gov.uk, hb.appeals@northmere.gov.uk",
        'placeholder="name@example.com"',
        "user@example.com, test3@example.org and jane.doe@example.com",
        "allotments@northmere.gov.uk, coroner.office@northmere.gov.uk, mayoralty@northmere.gov.uk",
        "cynllunio@dyffryn-mere.llyw.cymru a gwastraff@dyffryn-mere.llyw.cymru",
        "office@arbortree.example.co.uk",  # a firm's, in a text about nobody
    ],
)
def test_a_shared_mailbox_or_a_handle_is_not_a_person(ruled: Found, text: str) -> None:
    assert not ruled(text, "EMAIL_ADDRESS")


def test_a_name_beside_a_team_word_is_still_a_person() -> None:
    assert is_shared_mailbox("housing.repairs2")
    assert not is_shared_mailbox("housing.smith")


@pytest.mark.parametrize("word", ["gardenwaste", "environmentalhealth", "labourgroup"])
def test_team_words_run_together_are_a_team(word: str) -> None:
    assert is_shared_mailbox(word)


@pytest.mark.parametrize("word", ["wastell", "helpmann", "teamster.jones", "a" * 60])
def test_a_name_that_begins_like_a_team_is_a_person(word: str) -> None:
    assert not is_shared_mailbox(word)


def test_the_mailbox_of_a_small_firm_is_its_owners_beside_a_person(ruled: Found) -> None:
    text = "Ask Mrs Okafor at office@arbortree.example.co.uk, not housing@northmere.gov.uk."
    assert set(ruled(text, "EMAIL_ADDRESS")) == {"office@arbortree.example.co.uk"}


@pytest.mark.parametrize("local", ["test.citizen", "dummy.user2", "sample-tenant"])
def test_mailboxes_of_tests_at_example_hosts_are_nobodys(local: str) -> None:
    assert is_placeholder(local, "example.com")
    assert not is_placeholder(local, "lowmere.org")
