"""Markings as markings, never as prose."""

import pytest

from tests.unit.detectors.scanning import Found


@pytest.mark.parametrize(
    ("entity", "text"),
    [
        ("PROTECTIVE_MARKING", "OFFICIAL-SENSITIVE\n\nMinutes of the meeting"),
        ("PROTECTIVE_MARKING", "OFFICIAL - SENSITIVE: COMMERCIAL\nPaper"),
        ("PROTECTIVE_MARKING", "Body\n\nSECRET\n"),
        ("PROTECTIVE_MARKING", "Subject: TOP SECRET\nHi"),
        ("PROTECTIVE_MARKING", "Re: plan [OFFICIAL-SENSITIVE]"),
        ("PROTECTIVE_MARKING", "** CONFIDENTIAL **\nReport"),
        ("PROTECTIVE_MARKING", "this paper is OFFICIAL-SENSITIVE and stays here"),
        ("LEGAL_PRIVILEGE", "This note is legally privileged."),
        ("LEGAL_PRIVILEGE", "PRIVILEGED AND CONFIDENTIAL"),
        ("COMMERCIAL_CONFIDENCE", "Commercial in confidence: the bid"),
        ("COMMERCIAL_CONFIDENCE", "NOT FOR PUBLICATION by virtue of paragraph 3"),
    ],
)
def test_a_marking_is_found(found: Found, entity: str, text: str) -> None:
    assert found(text, entity)


@pytest.mark.parametrize(
    ("entity", "text"),
    [
        ("PROTECTIVE_MARKING", "the official report on a secret garden party"),
        ("PROTECTIVE_MARKING", "it is official: a confidential helpline"),
        ("PROTECTIVE_MARKING", "OFFICIAL\nAgenda"),
        ("PROTECTIVE_MARKING", "restricted parking zone\nPROTECT YOUR HOME\n"),
        ("PROTECTIVE_MARKING", "VICTORIA'S SECRET OPENS IN THE HIGH STREET"),
        ("LEGAL_PRIVILEGE", "It was a privilege to meet the county council."),
        ("LEGAL_PRIVILEGE", "unconscious prejudice training"),
        ("COMMERCIAL_CONFIDENCE", "boost confidence in commercial centres"),
        ("COMMERCIAL_CONFIDENCE", "the date of publication"),
    ],
)
def test_prose_with_the_same_words_is_not(found: Found, entity: str, text: str) -> None:
    assert not found(text, entity)
