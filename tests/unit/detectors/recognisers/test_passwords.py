"""Passwords in prose, beside the words people use for them."""

import pytest

from tests.unit.detectors.scanning import Found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("password: Winter-Badger-2026!", "Winter-Badger-2026!"),
        ("SMTP_PASS=Tr0ub4dor-n-3", "Tr0ub4dor-n-3"),
        ('sql_admin_password = "P4rsnip_Gate_7712"', "P4rsnip_Gate_7712"),
        ("pw is Fluffy22", "Fluffy22"),
        ("cyfrinair dros dro: Gwennol!84Tes", "Gwennol!84Tes"),
        ("cant get on, user nm_jo pw Bluebell!1987 says locked", "Bluebell!1987"),
        ("her password was changed to Tulip#1966 on Monday", "Tulip#1966"),
        ("Password: swordfish", "swordfish"),
        ("the password for the shared laptop is Kettle90", "Kettle90"),
        ("password (temp): Otter-41", "Otter-41"),
        ("Password:\nMarmalade!7\n", "Marmalade!7"),
        ("whats the shared mailbox pw again\nJo: Bluebird!1962 ta", "Bluebird!1962"),
        ("The wifi password is Kestrel.", "Kestrel"),
        ("wifi warmhub-tea4all", "warmhub-tea4all"),
        ("WiFi key: kestrel99orbit", "kestrel99orbit"),
        ('passphrase is "orbit kettle"', "orbit"),
        ("Server=db1;User Id=sa;Password=Quay!Lamp4;", "Quay!Lamp4"),
        ("I gave Nia the temp one Welcome-Tulip-41 yesterday", "Welcome-Tulip-41"),
        ("Cyfrinair: Draig1404", "Draig1404"),
        ("put his password in (Munster1978). what now", "Munster1978"),
    ],
)
def test_what_stands_beside_the_word_password_is_found(found: Found, text: str, value: str) -> None:
    assert value in found(text, "CREDENTIAL")


@pytest.mark.parametrize(
    "text",
    [
        "Your password must be changed every 90 days.",
        "password = os.environ['DB_PASSWORD']",
        "password: <your password here>",
        "PASSWORD=${SECRET}",
        "password=changeme",
        "password: str = field(repr=False)",
        "password: string",
        "if password == confirm_password2:",
        "password = get_password2()",
        "Draft a password policy of 12 characters",
        "Passwords: three random words e.g. coffee-train-fish",
        'never use "Password1" or the like; not Password1',
        "password: required, 12 characters",
        "Password expired yesterday",
        "reset password INC0045122",
        "Failed password for invalid user admin from 198.51.100.23 port 40",
        "password 2FA for Office365",
        "key derivation from passwords (PBKDF2)",
        "Password is incorrect",
        "the password is in Keeper",
        "password last changed: 14/03/2026",
        "a parking token costs £2.50",
        "renew bus pass B1234567",
        "bus pass BP-0771 was lost",
        "our secret Santa2026 list",
        "free wifi in the hall",
        "password change-me-now (training build)",
        "set the password to expire after 90 days",
        "compass: N45",
        "the pass rate is 45pc",
    ],
)
def test_talk_about_passwords_is_no_password(found: Found, text: str) -> None:
    assert not found(text, "CREDENTIAL", at_least=0.3)
