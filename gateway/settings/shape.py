"""Fits plain values to pydantic shapes, and says in plain words and by line what does not fit."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from gateway.errors import ConfigError, Problem
from gateway.settings.yaml_file import Document, Place

_WORDING: Mapping[str, str] = {
    "missing": "is missing",
    "string_type": "should be text; put it in quotes",
    "string_too_short": "must not be empty",
    "tuple_type": "should be a list",
    "frozen_set_type": "should be a list",
    "dict_type": "should be a block of 'name: value' lines",
    "model_type": "should be a block of 'name: value' lines",
    "model_attributes_type": "should be a block of 'name: value' lines",
    "date_from_datetime_parsing": "should be a date such as 2030-12-31",
    "date_parsing": "should be a date such as 2030-12-31",
    "date_type": "should be a date such as 2030-12-31",
    "bool_parsing": "should be true or false",
    "bool_type": "should be true or false",
}

_MEMBER = re.compile(r"<\w+\.\w+: ('[^']*')>")  # how a literal of some of an enum's values is told


def fit[Model: BaseModel](document: Document, model: type[Model]) -> Model:
    """The document as that shape. Raises ConfigError with every problem. An empty file is {}."""
    value = {} if document.value is None else document.value
    try:
        return model.model_validate(value)
    except ValidationError as error:
        raise ConfigError(*problems(document, error, model)) from None  # pydantic quotes values


def problems(
    document: Document, error: ValidationError, model: type[BaseModel], under: Place = ()
) -> Iterator[Problem]:
    """Pydantic's errors as Problems, without the values it found (they may be secret)."""
    for detail in error.errors(include_url=False, include_context=False, include_input=False):
        # Of a wrong key pydantic names the key twice: by itself, and as "[key]".
        place = (*under, *(step for step in detail["loc"] if step != "[key]"))
        yield document.problem(place, _message(detail, model))


def wording(detail: ErrorDetails) -> str:
    """What pydantic found, in our words where we have some; never with the value."""
    said = detail["msg"].removeprefix("Value error, ").removeprefix("Input ")
    return _WORDING.get(detail["type"], _MEMBER.sub(r"\1", said))


def _message(detail: ErrorDetails, model: type[BaseModel]) -> str:
    if detail["type"] == "extra_forbidden":
        return _unknown(detail["loc"], model)
    return wording(detail)


def _unknown(place: Place, model: type[BaseModel]) -> str:
    near = get_close_matches(str(place[-1]), list(_keys_at(model, place[:-1])), n=1)
    return f"is not a known key; did you mean '{near[0]}'?" if near else "is not a known key"


def _keys_at(model: type[BaseModel], place: Place) -> Iterator[str]:
    """The keys that the schema knows in the block around a misspelt one."""
    schema = model.model_json_schema()
    at: dict[str, Any] = schema
    for step in place:
        at = _follow(schema, at)
        at = (
            at.get("items", {}) if isinstance(step, int) else at.get("properties", {}).get(step, {})
        )
    yield from _follow(schema, at).get("properties", {})


def _follow(schema: dict[str, Any], at: dict[str, Any]) -> dict[str, Any]:
    """What a reference, or an optional's first alternative, stands for."""
    at = next(iter(at.get("anyOf", ())), at)
    name = str(at.get("$ref", "")).rpartition("/")[2]
    return schema["$defs"][name] if name else at
