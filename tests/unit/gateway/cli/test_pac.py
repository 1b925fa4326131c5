"""`pac`: hosts of catalogue and register through the gateway."""

import pytest

from tests.unit.gateway.cli.conftest import Run


def test_the_file_names_the_proxy_and_the_hosts(cli: Run) -> None:
    done = cli("pac", "--proxy", "gateway.loamshire.example:8080")
    assert done.exit_code == 0
    assert "PROXY gateway.loamshire.example:8080" in done.stdout
    assert "api.openai.com" in done.stdout
    assert "practice.genai-gateway.test" in done.stdout


@pytest.mark.parametrize("proxy", ["", "gateway", "gateway:x", 'gateway:80"; alert(1); "', "g:80 "])
def test_anything_but_an_address_is_wrong_usage(cli: Run, proxy: str) -> None:
    assert cli("pac", "--proxy", proxy).exit_code == 2
