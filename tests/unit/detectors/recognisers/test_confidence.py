"""Privilege and commercial confidence as claims, not as subjects."""

import pytest

from tests.unit.detectors.scanning import Found


@pytest.mark.parametrize(
    ("entity", "text"),
    [
        ("LEGAL_PRIVILEGE", "This note is legally privileged."),
        ("LEGAL_PRIVILEGE", "PRIVILEGED AND CONFIDENTIAL"),
        ("LEGAL_PRIVILEGE", "Breintiedig a chyfrinachol: cyngor ar y contract"),
        ("LEGAL_PRIVILEGE", "Mae'r cyngor hwn yn gyfreithiol freintiedig."),
        ("LEGAL_PRIVILEGE", "Heb ragfarn\nAnnwyl Syr"),
        ("COMMERCIAL_CONFIDENCE", "NID I'W GYHOEDDI"),
        ("COMMERCIAL_CONFIDENCE", "mae'r prisiau yn fasnachol gyfrinachol"),
        ("LEGAL_PRIVILEGE", "Privileged & confidential\nAdvice to the board"),
        ("LEGAL_PRIVILEGE", "Subject: Without prejudice\nDear Sirs"),
        ("LEGAL_PRIVILEGE", "WITHOUT PREJUDICE SAVE AS TO COSTS\nOur offer"),
        ("LEGAL_PRIVILEGE", "Counsel's advice is that we would lose."),
        ("LEGAL_PRIVILEGE", "Our solicitor has advised us that the lease is void."),
        ("LEGAL_PRIVILEGE", "prepared in contemplation of litigation with the contractor"),
        ("LEGAL_PRIVILEGE", "we made a without prejudice offer of 4,000 on Friday"),
        ("COMMERCIAL_CONFIDENCE", "Commercial in confidence: the bid"),
        ("COMMERCIAL_CONFIDENCE", "The unit prices below are commercially sensitive."),
        ("COMMERCIAL_CONFIDENCE", "NOT FOR PUBLICATION by virtue of paragraph 3"),
        ("COMMERCIAL_CONFIDENCE", "This appendix is exempt under paragraph 3 of Schedule 12A."),
        ("COMMERCIAL_CONFIDENCE", "The report contains exempt information (paragraph 1)."),
        ("COMMERCIAL_CONFIDENCE", "Exempt appendix by virtue of paragraph 3 of Part 1"),
        ("COMMERCIAL_CONFIDENCE", "Their pricing was shared under an NDA, see table."),
    ],
)
def test_a_claim_is_found(found: Found, entity: str, text: str) -> None:
    assert found(text, entity)


@pytest.mark.parametrize(
    ("entity", "text"),
    [
        ("LEGAL_PRIVILEGE", "It was a privilege to meet the county council."),
        ("LEGAL_PRIVILEGE", "unconscious prejudice training"),
        ("LEGAL_PRIVILEGE", "Explain what 'without prejudice' means in a letter."),
        ("LEGAL_PRIVILEGE", "What is legal professional privilege?"),
        ("LEGAL_PRIVILEGE", "privileged access management is not being renewed"),
        ("LEGAL_PRIVILEGE", "The King's Counsel spoke about the history of the bar."),
        ("LEGAL_PRIVILEGE", "without prejudice to the generality of the above"),
        ("COMMERCIAL_CONFIDENCE", "boost confidence in commercial centres"),
        ("COMMERCIAL_CONFIDENCE", "the date of publication"),
        ("COMMERCIAL_CONFIDENCE", "What counts as commercially sensitive information?"),
        (
            "COMMERCIAL_CONFIDENCE",
            "To exclude the public from the meeting as it is likely to be disclosed "
            "that the report contains exempt information as defined in Schedule 12A",
        ),
        ("COMMERCIAL_CONFIDENCE", "EXEMPT: Appendix C only (paragraph 3)"),
        ("COMMERCIAL_CONFIDENCE", "students are exempt from council tax"),
        ("COMMERCIAL_CONFIDENCE", "report benefit fraud in confidence"),
        ("COMMERCIAL_CONFIDENCE", "do not paste commercially sensitive data into a chat"),
    ],
)
def test_prose_with_the_same_words_claims_nothing(found: Found, entity: str, text: str) -> None:
    assert not found(text, entity, at_least=0.3)
