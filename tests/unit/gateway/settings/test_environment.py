"""The environment wins over the file, and a misspelt variable is an error."""

from pathlib import Path

import pytest

from gateway.errors import ConfigError
from gateway.settings.environment import locate, override_file, read_environment
from gateway.settings.gateway_file import GatewayFile


def test_every_setting_of_the_process() -> None:
    variables = {
        "GATEWAY_CONFIG_DIR": "conf",
        "GATEWAY_STATE_DIR": "state",
        "GATEWAY_LISTEN": "0.0.0.0:3128",
        "GATEWAY_METRICS_LISTEN": "127.0.0.1:9000",
        "GATEWAY_MODE": "regular socks5",
        "GATEWAY_DATABASE_URL": "postgresql+psycopg://db/records",
        "GATEWAY_SCAN_WORKERS": "4",
        "PATH": "/bin",
    }
    environment = read_environment(variables)
    gateway = override_file(GatewayFile(), environment)
    assert gateway.listen.proxy == "0.0.0.0:3128"
    assert gateway.listen.metrics == "127.0.0.1:9000"
    assert gateway.listen.modes == ("regular", "socks5")
    assert gateway.records.database == "postgresql+psycopg://db/records"
    assert gateway.scan.workers == 4
    paths = locate(environment)
    assert (paths.config, paths.state) == (Path("conf"), Path("state"))


def test_what_is_not_set_leaves_the_file_alone() -> None:
    gateway = GatewayFile.model_validate({"scan": {"workers": 3}})
    assert override_file(gateway, read_environment({})) == gateway


def test_the_callers_folder_wins_over_the_environment() -> None:
    environment = read_environment({"GATEWAY_CONFIG_DIR": "conf"})
    assert locate(environment, config=Path("mine")).config == Path("mine")


def test_the_process_environment_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_LISTEN", "0.0.0.0:1")
    assert read_environment({}).listen is None


@pytest.mark.parametrize("name", ["GATEWAY_LISTN", "GATEWAY_PSUEDONYM_KEY", "GATEWAY_POLICY"])
def test_an_unknown_variable_is_an_error(name: str) -> None:
    with pytest.raises(ConfigError, match=name):
        read_environment({name: "x"})


def test_all_problems_are_said_at_once_and_no_value() -> None:
    canary = "canary" + "-value"
    with pytest.raises(ConfigError) as caught:
        read_environment({"GATEWAY_SCAN_WORKERS": canary, "GATEWAY_LISTN": canary})
    assert {p.where for p in caught.value.problems} == {"GATEWAY_SCAN_WORKERS", "GATEWAY_LISTN"}
    assert canary not in str(caught.value)


@pytest.mark.parametrize("name", ["PSEUDONYM", "SEALING", "INDEX", "CACHE"])
def test_a_key_comes_from_a_variable_or_a_file_but_not_both(name: str) -> None:
    read_environment({f"GATEWAY_{name}_KEY": "x"})
    read_environment({f"GATEWAY_{name}_KEY_FILE": "x"})
    with pytest.raises(ConfigError, match="both set"):
        read_environment({f"GATEWAY_{name}_KEY": "x", f"GATEWAY_{name}_KEY_FILE": "y"})


@pytest.mark.parametrize(
    "name", ["GATEWAY_PORT", "GATEWAY_PORT_8080_TCP_ADDR", "GATEWAY_SERVICE_HOST"]
)
def test_what_kubernetes_sets_by_itself_is_no_error(name: str) -> None:
    read_environment({name: "tcp://10.0.0.1:8080"})


def test_the_database_url_shows_in_no_representation() -> None:
    environment = read_environment({"GATEWAY_DATABASE_URL": "postgresql://u:canary@h/d"})
    assert "canary" not in repr(environment)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GATEWAY_LISTEN", "8080"),
        ("GATEWAY_LISTEN", "127.0.0.1:99999"),
        ("GATEWAY_METRICS_LISTEN", "http://127.0.0.1:9464"),
        ("GATEWAY_MODE", "regular transparant"),
        ("GATEWAY_MODE", " "),
    ],
)
def test_the_environment_is_held_to_the_same_shapes_as_the_file(name: str, value: str) -> None:
    with pytest.raises(ConfigError, match=name):
        read_environment({name: value})


def test_the_database_url_may_come_from_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "url"
    secret.write_text("postgresql://gateway@db/records\n", encoding="utf-8")
    environment = read_environment({"GATEWAY_DATABASE_URL_FILE": str(secret)})
    changed = override_file(GatewayFile(), environment)
    assert changed.records.database == "postgresql://gateway@db/records"


def test_a_database_url_file_that_is_missing_is_an_error(tmp_path: Path) -> None:
    environment = read_environment({"GATEWAY_DATABASE_URL_FILE": str(tmp_path / "none")})
    with pytest.raises(ConfigError, match="GATEWAY_DATABASE_URL_FILE: cannot be read"):
        override_file(GatewayFile(), environment)
