"""What every part of a configuration file has in common."""

import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

_HIGHEST_PORT = 65_535
_ADDRESS = re.compile(r"(?:\[[0-9A-Fa-f:.]+\]|[^\s:/\[\]]+):([0-9]{1,5})")


def _address(value: str) -> str:
    match = _ADDRESS.fullmatch(value)
    if match is None or int(match[1]) > _HIGHEST_PORT:
        raise ValueError("should be host:port, such as 127.0.0.1:8080")
    return value


Words = Annotated[str, Field(min_length=1)]
Address = Annotated[str, AfterValidator(_address)]
"""host:port, an IPv6 host in brackets."""


class Strict(BaseModel):
    """A part of a configuration file: frozen, and a misspelt key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)
