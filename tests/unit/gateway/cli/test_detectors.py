"""`detectors`: what an organisation adds."""

from tests.unit.gateway.cli.conftest import Run


def test_it_says_what_can_be_listed(cli: Run) -> None:
    done = cli("detectors", "--help")
    assert done.exit_code == 0
    assert "clients" in done.stdout
