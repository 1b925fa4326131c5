"""The PAC file, run as the JavaScript it is."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from gateway.errors import ConfigError
from gateway.portal.pac import pac
from gateway.providers.catalogue import Catalogue
from gateway.settings.hosts_file import HostsFile, ListedService
from gateway.settings.yaml_file import read

HOSTS = (
    "api.openai.com",
    "claude.ai",
    "*.claude.ai",
    "*.openai.azure.com",
    r"regex:^bedrock(-fips)?\.([a-z]+-[a-z0-9-]+-\d+)\.amazonaws\.com$",
)
PROXY = "PROXY gateway.example.gov.uk:8080"
EXPECTED = {
    "api.openai.com": PROXY,
    "API.OpenAI.com.": PROXY,
    "openai.com": "DIRECT",
    "x.api.openai.com": "DIRECT",
    "claude.ai": PROXY,
    "a.b.claude.ai": PROXY,
    "notclaude.ai": "DIRECT",
    "openai.azure.com": "DIRECT",
    "council.openai.azure.com": PROXY,
    "bedrock.eu-west-2.amazonaws.com": PROXY,
    "bedrock-fips.us-east-1.amazonaws.com": PROXY,
    "bedrock.eu-west-2.amazonaws.com.evil.test": "DIRECT",
    "x.bedrock.eu-west-2.amazonaws.com": "DIRECT",
    "www.gov.uk": "DIRECT",
    "localhost": "DIRECT",
    "constructor": "DIRECT",
    "": "DIRECT",
}

node = shutil.which("node")
needs_node = pytest.mark.skipif(not node, reason="node is not installed: PAC files are not run")


def run(script: str, hosts: list[str], folder: Path) -> list[str]:
    file = folder / "pac.js"
    question = (
        f"\nconsole.log(JSON.stringify({json.dumps(hosts)}.map(h => FindProxyForURL('', h))))"
    )
    file.write_text(script + question, encoding="utf-8")
    done = subprocess.run([node or "", str(file)], capture_output=True, check=True, timeout=60)
    answer: list[str] = json.loads(done.stdout)
    return answer


@needs_node
def test_only_genai_hosts_go_to_the_gateway(tmp_path: Path) -> None:
    script = pac(HOSTS, "gateway.example.gov.uk:8080")
    assert dict(zip(EXPECTED, run(script, list(EXPECTED), tmp_path), strict=True)) == EXPECTED


@needs_node
def test_an_empty_catalogue_sends_everything_directly(tmp_path: Path) -> None:
    assert run(pac((), "h:1"), ["api.openai.com"], tmp_path) == ["DIRECT"]


@needs_node
def test_it_agrees_with_the_catalogue_on_the_shipped_hosts(tmp_path: Path) -> None:
    config = Path(__file__).parents[4] / "config" / "hosts.yaml"
    catalogue = Catalogue(shipped(config), ())
    patterns = catalogue.hosts()
    plain = [p.removeprefix("*.") for p in patterns if not p.startswith("regex:")]
    hosts = [f"{before}{host}" for host in plain for before in ("", "sub.", "x")]
    hosts += [
        "bedrock-runtime.eu-west-2.amazonaws.com",
        "inference.generativeai.uk-london-1.oci.oraclecloud.com",
    ]
    expected = [PROXY if catalogue.find(host) else "DIRECT" for host in hosts]
    said = run(pac(patterns, "gateway.example.gov.uk:8080"), hosts, tmp_path)
    wrong = [(h, e, s) for h, e, s in zip(hosts, expected, said, strict=True) if e != s]
    assert wrong == []
    assert expected.count(PROXY) > 300


def shipped(path: Path) -> tuple[ListedService, ...]:
    file = HostsFile.model_validate(read(path).value)
    return tuple(row.service() for row in file.hosts)


def test_there_is_no_way_round_the_gateway() -> None:
    assert '"PROXY gateway.example.gov.uk:8080"' in pac(HOSTS, "gateway.example.gov.uk:8080")
    assert "8080; DIRECT" not in pac(HOSTS, "gateway.example.gov.uk:8080")


def test_it_is_plain_old_javascript() -> None:
    script = pac(HOSTS, "h:1")
    assert script.isascii()
    assert not any(word in script for word in ("const ", "let ", "=>", "`" + "$", "(?P<", "(?<"))


@pytest.mark.parametrize("proxy", ["", "gateway", 'x";alert(1)//:80', "h:1; DIRECT", "h:99999"])
def test_a_proxy_that_is_no_address_is_refused(proxy: str) -> None:
    with pytest.raises(ConfigError):
        pac(HOSTS, proxy)


@pytest.mark.parametrize(
    "regex", [r"(?i)a\.test", r"(?<=x)a\.test", r"a++\.test", r"\Aa\.test\Z", r"(?P<x>a)(?P=x)"]
)
def test_a_regular_expression_that_javascript_reads_differently_is_refused(regex: str) -> None:
    with pytest.raises(ValueError, match="a PAC file cannot say"):
        pac((f"regex:{regex}",), "h:1")


def test_named_groups_are_understood() -> None:
    assert r'new RegExp("^(?:(a|b)\\.test)$")' in pac((r"regex:(?P<r>a|b)\.test",), "h:1")
