"""The probe must notice a gateway that does not do its work."""

from pathlib import Path

import pytest

from gateway.cli.checks.line import Line, State
from gateway.cli.checks.probe import PERSON, Route, check_path
from tests.ports import refusing
from tests.unit.gateway.cli.checks.connect_proxy import Reply, fake_gateway

MASKED = f"You asked: Please draft a reply to {PERSON}. This tool received pseudonyms: PersonA1B…."


def probed(folder: Path, reply: Reply, *, connect: int = 200) -> list[Line]:
    with fake_gateway(folder, reply, connect=connect) as fake:
        return list(check_path(Route(proxy=fake.address, certificate=fake.certificate)))


def sound(prompt: str) -> tuple[int, str]:
    """What a gateway does that works."""
    return (200, MASKED) if prompt.startswith("Please draft") else (403, "")


def test_a_gateway_that_works_is_well_three_times(tmp_path: Path) -> None:
    lines = probed(tmp_path, sound)
    assert [line.state for line in lines] == [State.OK] * 3


def test_a_name_that_reached_the_tool_fails(tmp_path: Path) -> None:
    def careless(prompt: str) -> tuple[int, str]:
        return 200, f"You asked: {prompt} This tool received no pseudonyms."

    lines = probed(tmp_path, careless)
    assert [line.state for line in lines] == [State.FAIL] * 3
    assert "received the name itself" in lines[0].said
    assert "sent on instead of refused" in lines[1].said


def test_a_name_that_did_not_come_back_fails(tmp_path: Path) -> None:
    def forgetful(_: str) -> tuple[int, str]:
        return 200, "You asked: Person9. This tool received pseudonyms: Person9…."

    assert "did not come back" in probed(tmp_path, forgetful)[0].said


def test_refusing_everything_fails_the_first_and_only_that(tmp_path: Path) -> None:
    lines = probed(tmp_path, lambda _: (403, ""))
    assert [line.state for line in lines] == [State.FAIL, State.OK, State.OK]


def test_an_odd_status_is_a_warning(tmp_path: Path) -> None:
    def odd(prompt: str) -> tuple[int, str]:
        return (500, "") if prompt.startswith("Deploy") else sound(prompt)

    lines = probed(tmp_path, odd)
    assert [line.state for line in lines] == [State.OK, State.WARN, State.OK]


@pytest.mark.parametrize(("status", "do"), [(407, "--user"), (502, "practice: true")])
def test_a_proxy_that_does_not_open_the_way_fails_with_what_to_do(
    tmp_path: Path, status: int, do: str
) -> None:
    (line,) = probed(tmp_path, sound, connect=status)
    assert line.state is State.FAIL
    assert do in line.do


def test_nobody_listening_fails(tmp_path: Path) -> None:
    with fake_gateway(tmp_path, sound) as fake, refusing() as nobody:
        route = Route(proxy=nobody, certificate=fake.certificate)
        (line,) = check_path(route)
    assert line.state is State.FAIL


def test_a_certificate_of_somebody_else_fails(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    with fake_gateway(tmp_path / "a", sound) as one, fake_gateway(tmp_path / "b", sound) as other:
        (line,) = check_path(Route(proxy=one.address, certificate=other.certificate))
    assert line.state is State.FAIL
    assert "certificate" in line.do


def test_a_missing_certificate_file_fails(tmp_path: Path) -> None:
    (line,) = check_path(Route(proxy="127.0.0.1:1", certificate=tmp_path / "none.pem"))
    assert line.state is State.FAIL


def test_the_password_never_shows() -> None:
    route = Route(proxy="h:1", certificate=Path("c"), user="u", password="CANARY")
    assert "CANARY" not in repr(route)
