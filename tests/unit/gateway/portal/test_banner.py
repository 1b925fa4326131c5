"""The lines that `run` prints can be pasted as they are."""

import ast
import json
import shlex
import subprocess
from pathlib import Path

import pytest

from gateway.portal.banner import banner, reachable


def said(folder: Path, *, practice: bool = True) -> str:
    return banner(
        proxy="127.0.0.1:8080",
        metrics="127.0.0.1:9464",
        ca_certificate=folder / "mitmproxy-ca-cert.pem",
        practice=practice,
    )


def commands(text: str) -> list[list[str]]:
    """The words a shell would see, command by command."""
    words = shlex.split(text[text.index("  curl") : text.index("Python SDKs")])
    rest = text[text.index("  export") : text.index("Browser:")]
    export, *python = rest.strip().split("\n  python3 ")
    return [words, shlex.split(export), *(["python3", *shlex.split(p)] for p in python)]


def test_it_says_where_things_are(tmp_path: Path) -> None:
    text = said(tmp_path)
    assert "proxy           127.0.0.1:8080" in text
    assert "http://127.0.0.1:9464/metrics" in text
    assert str(tmp_path / "mitmproxy-ca-cert.pem") in text


def test_a_relative_certificate_is_shown_in_full() -> None:
    text = banner(proxy="h:1", metrics="h:2", ca_certificate=Path("var/ca.pem"), practice=False)
    assert str(Path("var/ca.pem").resolve()) in text


@pytest.mark.parametrize("folder", ["plain", "with a space", "it's"])
def test_the_curl_line_survives_the_shell_whatever_the_folder(tmp_path: Path, folder: str) -> None:
    place = tmp_path / folder
    words = commands(said(place))[0]
    assert words[:3] == ["curl", "--proxy", "http://127.0.0.1:8080"]
    assert words[words.index("--cacert") + 1] == str(place / "mitmproxy-ca-cert.pem")
    body = json.loads(words[words.index("-d") + 1])
    assert body["messages"][0]["role"] == "user"
    assert words[-1] == "https://practice.genai-gateway.test/v1/chat/completions"


def test_the_python_lines_are_python_for_a_shell(tmp_path: Path) -> None:
    _, export, openai, anthropic = commands(said(tmp_path))
    assert export[:2] == ["export", "HTTPS_PROXY=http://127.0.0.1:8080"]
    assert export[2] == f"SSL_CERT_FILE={tmp_path / 'mitmproxy-ca-cert.pem'}"
    for words in (openai, anthropic):
        assert words[:2] == ["python3", "-c"]
        ast.parse(words[2])


def test_a_shell_reads_all_of_it_without_complaint(tmp_path: Path) -> None:
    text = said(tmp_path)
    script = text[text.index("  export") : text.index("Browser:")]
    checked = subprocess.run(["sh", "-n", "-c", script], capture_output=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, b"")


def test_without_the_practice_tool_nothing_points_at_it(tmp_path: Path) -> None:
    text = said(tmp_path, practice=False)
    assert "practice.genai-gateway" not in text
    assert "practice tool" not in text
    assert "genai-gateway pac --proxy 127.0.0.1:8080" in text


@pytest.mark.parametrize(
    ("listening", "address"),
    [
        ("0.0.0.0:8080", "127.0.0.1:8080"),
        ("[::]:8080", "[::1]:8080"),
        ("gateway.example.gov.uk:8080", "gateway.example.gov.uk:8080"),
    ],
)
def test_an_address_to_listen_on_becomes_one_to_connect_to(listening: str, address: str) -> None:
    assert reachable(listening) == address
