"""`version`: what a support request needs."""

from importlib.metadata import version

from tests.unit.gateway.cli.conftest import Run


def test_the_gateway_python_and_the_main_parts_are_named(cli: Run) -> None:
    lines = dict(line.split(": ", 1) for line in cli("version").stdout.splitlines())
    assert lines["genai-gateway"] == version("genai-gateway")
    assert lines["mitmproxy"] == version("mitmproxy")
    assert lines.keys() >= {"presidio-analyzer", "spacy", "onnxruntime", "sqlalchemy", "python"}
