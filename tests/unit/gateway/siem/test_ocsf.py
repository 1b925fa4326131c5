"""OCSF documents hold against the published schema, version 1.8, with the profiles they name."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from ocsf_json_schema import OcsfJsonSchemaEmbedded, get_ocsf_schema

from gateway.siem.event import Kind
from gateway.siem.ocsf import ocsf
from gateway.siem.ocsf_common import VERSION, source
from gateway.siem.ocsf_finding import finding
from gateway.siem.ocsf_interaction import CONTROLLED
from tests.siem_events import EVENTS, asked, event


@cache
def schemas() -> OcsfJsonSchemaEmbedded:
    return OcsfJsonSchemaEmbedded(get_ocsf_schema(version=VERSION))


@cache
def validator(uid: int, profiles: tuple[str, ...]) -> Draft202012Validator:
    name = schemas().lookup_class_name_from_uid(uid)
    return Draft202012Validator(schemas().get_class_schema(name, list(profiles)))


def documents() -> Iterator[dict[str, Any]]:
    for one in EVENTS.values():
        yield from ocsf(one)
    for effect in CONTROLLED:
        yield from ocsf(event(Kind.REQUEST, asked=asked(effect=effect)))


def problems(document: dict[str, Any]) -> list[str]:
    profiles = tuple(document.get("metadata", {}).get("profiles", ()))
    found = validator(document["class_uid"], profiles).iter_errors(document)
    return [f"{error.json_path}: {error.message}" for error in found]


@pytest.mark.parametrize("document", documents(), ids=lambda d: f"{d['class_uid']}")
def test_every_document_keeps_to_the_schema(document: dict[str, Any]) -> None:
    assert problems(json.loads(json.dumps(document))) == []


@pytest.mark.parametrize("missing", ["api", "actor", "src_endpoint", "time", "metadata"])
def test_the_schema_notices_what_is_missing(missing: str) -> None:
    document = ocsf(EVENTS["answer-complete"])[0]
    del document[missing]
    assert problems(document)


def test_the_schema_notices_an_unknown_attribute_and_a_value_outside_its_list() -> None:
    document = ocsf(EVENTS["request-blocked"])[1]
    assert problems(document | {"prompt": "x"})
    assert problems(document | {"disposition_id": 1234})


def test_each_event_is_the_class_it_should_be() -> None:
    classes = {name: [d["class_uid"] for d in ocsf(one)] for name, one in EVENTS.items()}
    assert classes["request-pseudonymised"] == [6003, 2006]
    assert classes["request-allowed"] == classes["answer-complete"] == [6003]
    assert classes["records-searched"] == classes["records-opened"] == [6005]
    assert classes["tool-paused"] == [3004]
    assert classes["doctor-checked"] == [6003]


def test_looking_at_texts_is_a_decryption() -> None:
    assert ocsf(EVENTS["records-opened"])[0]["activity_id"] == 10
    assert ocsf(EVENTS["records-searched"])[0]["activity_id"] == 4


def test_an_event_without_an_address_names_the_gateway_it_came_to() -> None:
    assert source(EVENTS["request-allowed"]) == {"name": "gw1:77"}
    assert source(EVENTS["request-blocked"]) == {"ip": "192.0.2.7"}


def test_a_finding_counts_kinds_and_says_what_is_worst() -> None:
    found = asked(entities={"PERSON": 3, "API_KEY": 1})
    told = finding(event(Kind.REQUEST, asked=found), found)["data_security"]
    assert told["category"] == "Security"
    assert told["discovery_details"] == [
        {"type": "API_KEY", "count": 1},
        {"type": "PERSON", "count": 3},
    ]
