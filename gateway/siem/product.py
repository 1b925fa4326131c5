"""How the gateway names itself in events."""

from functools import cache
from importlib.metadata import version as installed

NAME = "genai-gateway"
TITLE = "GenAI policy gateway"


@cache
def version() -> str:
    """Of the running program."""
    return installed(NAME)
