"""Mail: headers, body and what is attached."""

import pytest

from tests.made_files import mail, pdf, said


@pytest.mark.parametrize(
    "words", ["ann.lowe@example.org", "Joe Bright", "Priya Nair", "Olu Adeyemi", "Margaret"]
)
def test_addresses_subject_body_and_attachments_are_read(words: str) -> None:
    assert words in said(mail(letter__pdf=pdf("For Olu Adeyemi", author="Margaret")))


def test_mail_inside_mail_is_read() -> None:
    assert "Priya Nair" in said(mail(forwarded__eml=mail()))
