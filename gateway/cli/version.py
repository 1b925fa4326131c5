"""`version`: what runs here, for a support request."""

import platform
from importlib.metadata import version as installed

import click

from gateway.cli.screen import show_fields

_PARTS = ("genai-gateway", "mitmproxy", "presidio-analyzer", "spacy", "onnxruntime", "sqlalchemy")


@click.command()
def version() -> None:
    """Print the versions of the gateway, of Python and of the main parts.

    Exit code: 0.
    """
    show_fields((part, installed(part)) for part in _PARTS)
    show_fields((("python", platform.python_version()), ("system", platform.platform(terse=True))))
