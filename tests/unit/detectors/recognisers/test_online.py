"""Names people sign in and post under."""

import pytest

from tests.unit.detectors.scanning import Found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("user hkaur4 locked out", "hkaur4"),
        ("auth failed user=jbloggs-adm src=203.0.113.54", "jbloggs-adm"),
        ("DB_USER=rafiq_dba", "rafiq_dba"),
        ("her username is wmirza3", "wmirza3"),
        ("Enw defnyddiwr: mabli.ogwen", "mabli.ogwen"),
        ('{"login":"tash_o88"}', "tash_o88"),
        ("Failed password for k.olatunji from 203.0.113.77", "k.olatunji"),
        ('198.51.100.73 - mvandenberg [03/Feb/2025] "GET /"', "mvandenberg"),
        ("C:\\Users\\rbalogun\\Documents", "rbalogun"),
        ("DM from @calder_cat_lady", "@calder_cat_lady"),
        ("kdosanjh 10.44.2.19 VIEW 11:02", "kdosanjh"),
        ("samaccountname;mail\nefairweather;x", "efairweather"),
    ],
)
def test_a_sign_in_name_is_found(ruled: Found, text: str, value: str) -> None:
    assert value in ruled(text, "USERNAME")


@pytest.mark.parametrize(
    "text",
    [
        "Failed password for invalid user admin from 198.51.100.23",
        "the user interface and the user guide",
        "USER ACTIONS: feed, wash",
        "the bot answers the user, BUT never twice",
        "cp -r /home/shared/photos .",
        "User: what bin is it\nAgent: Lovely. Thanks",
        "login page: username: testuser01",
        "username: svc_assets_ro",  # a machine's
        "@property\n@pytest.fixture\nimport x from '@types/node'",
        "follow @northmerecouncil",
        "curl 10.0.0.1",
    ],
)
def test_an_ordinary_word_or_a_machine_is_not(ruled: Found, text: str) -> None:
    assert not ruled(text, "USERNAME")


def test_who_writes_in_a_chat_has_a_log_in(found: Found) -> None:
    assert found("tam_f  09:41\nanyone in?\n", "USERNAME") == {"tam_f": 0.6}
    assert found("per_day  12\nthe rate\n", "USERNAME") == {}


def test_a_team_has_none(found: Found) -> None:
    assert found('"owner": "team-iris", "ask": "Sandra Coyle"', "USERNAME") == {}
