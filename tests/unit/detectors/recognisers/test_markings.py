"""Markings as markings, never as prose."""

import pytest

from tests.unit.detectors.scanning import Found


@pytest.mark.parametrize(
    "text",
    [
        "OFFICIAL-SENSITIVE\n\nMinutes of the meeting",
        "OFFICIAL - SENSITIVE: COMMERCIAL\nPaper",
        "OFFICIAL-SENSITIVE [HR/MANAGEMENT] RECIPIENTS ONLY\nRestructure",
        "OFFICIAL\u2013SENSITIVE // LOCSEN\nBriefing",
        "Body\n\nSECRET\n",
        "SWYDDOGOL-SENSITIF\n\nCofnodion",
        "Dosbarthiad: SWYDDOGOL - SENSITIF",
        "Cyfrinachol\nNodyn i'r Prif Weithredwr",
        "CYFRINACHOL: adroddiad am y contract",
        "Mae'r ddogfen hon wedi'i marcio'n SWYDDOGOL-SENSITIF.",
        "UK TOP SECRET - UK EYES ONLY\nBody",
        "Subject: TOP SECRET\nHi",
        "Subject: OFFICIAL-SENSITIVE: restructure of Revenues\nHi",
        "Subject: RE: FW: [O-S] restructure\nHi",
        "Re: plan [OFFICIAL-SENSITIVE]",
        "Subject: Confidential: staffing\nHi",
        "** CONFIDENTIAL **\nReport",
        "PRIVATE AND CONFIDENTIAL\nDear Mr Bell",
        "Strictly private and confidential\nDear Mr Bell",
        "RESTRICTED - COMMERCIAL\nPaper",
        "PROTECT \u2013 PERSONAL\nPaper",
        "this paper is OFFICIAL-SENSITIVE and stays here",
        "The attached report is marked OFFICIAL-SENSITIVE. Shorten it.",
        "Classification: Official-Sensitive\nOwner: Legal",
        '{"classification": "OFFICIAL-SENSITIVE", "owner": "x"}',
        "Protective marking: RESTRICTED\n",
        "Body\nOFFICIAL-SENSITIVE | Page 2 of 12\nBody",
        "Page 3 of 9   OFFICIAL-SENSITIVE\n",
        "OFFICIAL-SENSITIVE (when completed)\nForm",
        "Official-Sensitive - Personal\nDear colleague",
        "SWYDDOGOL-SENSITIF\nCofnodion",
        "SWYDDOGOL \u2013 SENSITIF: MASNACHOL\nPapur",
        "CYFRINACHOL\nAdroddiad",
        "UK EYES ONLY\nAssessment",
    ],
)
def test_a_marking_is_found(found: Found, text: str) -> None:
    assert found(text, "PROTECTIVE_MARKING")


@pytest.mark.parametrize(
    "text",
    [
        "Beth yw ystyr SWYDDOGOL-SENSITIF?",
        "mae ein polisi yn gyfrinachol",
        "Nid yw'r ddogfen hon yn SWYDDOGOL-SENSITIF.",
        "the official report on a secret garden party",
        "it is official: a confidential helpline",
        "OFFICIAL\nAgenda",
        "Classification: OFFICIAL\nAgenda",
        "restricted parking zone\nPROTECT YOUR HOME\n",
        "VICTORIA'S SECRET OPENS IN THE HIGH STREET",
        "the Official Secrets Act 1989",
        "What does OFFICIAL-SENSITIVE mean?",
        "what is the difference between OFFICIAL and OFFICIAL-SENSITIVE",
        "is it restricted",
        "Is the report OFFICIAL-SENSITIVE?",
        "Explain when a document is marked OFFICIAL-SENSITIVE.",
        "Documents marked SECRET must be kept in a safe, says the guide.",
        "If the paper is OFFICIAL-SENSITIVE, do not e-mail it.",
        "Politically restricted posts: who is covered",
        "confidential reference exemption in Schedule 2",
        "DJANGO_SECRET_KEY=${SECRET}",
        "put [OFFICIAL-SENSITIVE]",
        "mae'r sgwrs yn gyfrinachol",
        "NOT PROTECTIVELY MARKED\n",
        "Status: live\n",
        "ACCESS RESTRICTED TO STAFF\n",
    ],
)
def test_prose_with_the_same_words_is_not(found: Found, text: str) -> None:
    assert not found(text, "PROTECTIVE_MARKING", at_least=0.3)
