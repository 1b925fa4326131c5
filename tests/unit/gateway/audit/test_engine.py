"""Which server of several is found: the one that takes writes, however the URL names them."""

import pytest

from gateway.audit.engine import open_engine
from gateway.errors import RecordError


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://user@/db?host=a:5432&host=b:5433",
        "postgresql://user@/db?host=/run/a&host=/run/b",
        "postgresql://user@/db?host=a,b&port=5432,5433",
        "postgresql://user@a,b/db",
    ],
)
def test_of_several_servers_the_one_that_takes_writes_is_meant(url: str) -> None:
    _, arguments = _connection(url)
    assert arguments["target_session_attrs"] == "read-write"
    assert len(arguments["host"].split(",")) == 2


def test_what_the_url_says_of_it_holds() -> None:
    _, arguments = _connection("postgresql://user@a,b/db?target_session_attrs=any")
    assert arguments["target_session_attrs"] == "any"


@pytest.mark.parametrize("url", ["postgresql://user@a/db", "postgresql://user@/db?host=/run/a"])
def test_of_a_single_server_nothing_is_asked(url: str) -> None:
    _, arguments = _connection(url)
    assert "target_session_attrs" not in arguments


@pytest.mark.parametrize("url", ["postgresql://user:secret@a:1,b:2/db", "records"])
def test_what_is_no_url_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(RecordError, match=r"host=first:5432&host=second:5432") as caught:
        open_engine(url, create=False)
    assert "secret" not in str(caught.value)


def _connection(url: str) -> tuple[list[str], dict[str, str]]:
    engine = open_engine(url, create=False)
    positional, named = engine.dialect.create_connect_args(engine.url)
    return list(positional), {str(key): str(value) for key, value in named.items()}
