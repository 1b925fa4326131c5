"""Every format keeps its golden file, and what people choose cannot break out of its field."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.siem.cef import cef, extension, header
from gateway.siem.ecs import ecs
from gateway.siem.event import Kind, Severity
from gateway.siem.formats import formats
from gateway.siem.json import without_empty
from gateway.siem.rfc5424 import escaped, structured
from gateway.types import Effect
from tests.siem_events import ENTERPRISE, EVENTS, GOLDEN, asked, event, written

FORMATS = sorted(formats(enterprise=ENTERPRISE))


@pytest.mark.parametrize("form", FORMATS)
def test_a_format_is_as_its_golden_file_says(form: str) -> None:
    assert written(form) == (GOLDEN / f"{form}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", EVENTS)
def test_a_message_is_one_line(form: str, name: str) -> None:
    for message in formats(enterprise=ENTERPRISE)[form](EVENTS[name]):
        assert len(message.line(facility=13).splitlines()) == 1
        assert len(message.plain(facility=13).splitlines()) == 1


@given(st.text())
def test_a_cef_value_comes_back(value: str) -> None:
    line = f"a={extension(value)} b=1"
    pairs = re.findall(r"(\w+)=((?:\\.|[^\\=])*)(?= \w+=|$)", line)
    assert [key for key, _ in pairs] == ["a", "b"]
    meant = "".join(c if c.isprintable() or c in "\r\n" else " " for c in value)
    plain = {"\\n": "\n", "\\r": "\r"}
    read = re.sub(r"\\.", lambda m: plain.get(m[0], m[0][1]), pairs[0][1])
    assert read == meant


@given(st.text())
def test_a_cef_header_has_its_eight_parts(value: str) -> None:
    line = "|".join(["CEF:0", header(value), "c", "d", "e", "f", "g", "h"])
    assert len(re.split(r"(?<!\\)(?:\\\\)*\|", line)) == 8


@given(st.text())
def test_structured_data_has_one_element(value: str) -> None:
    one = structured(event(Kind.REQUEST, actor=value, asked=asked(host=value)), enterprise=9)
    element = r'\[genai@9( [A-Za-z]{1,32}="(?:\\["\\\]]|[^"\\\]])*")+\]'
    assert re.fullmatch(element, one)
    assert escaped("a]b") == r"a\]b"


def test_cef_severity_grows_with_what_happened() -> None:
    grades = [
        int(re.split(r"(?<!\\)\|", cef(EVENTS[name]))[6])
        for name in ("request-allowed", "request-pseudonymised", "request-blocked")
    ]
    assert grades == [2, 4, 8]


def test_ecs_says_allowed_or_denied() -> None:
    assert ecs(EVENTS["request-blocked"])["event"]["type"] == ["denied"]
    assert ecs(EVENTS["request-blocked"])["event"]["kind"] == "alert"
    assert ecs(EVENTS["request-allowed"])["event"]["type"] == ["allowed"]
    assert ecs(EVENTS["answer-complete"])["gen_ai"]["usage"] == {
        "input_tokens": 120,
        "output_tokens": 480,
    }


def test_a_refusal_for_a_secret_is_graver_than_one_for_a_name() -> None:
    def refused(entity: str) -> Severity:
        found = asked(effect=Effect.BLOCK, entities={entity: 1})
        return event(Kind.REQUEST, asked=found).severity

    assert refused("API_KEY") is Severity.HIGH
    assert refused("PERSON") is Severity.MEDIUM


def test_what_is_not_known_is_left_out() -> None:
    assert without_empty({"a": {"b": None, "c": ""}, "d": 0, "e": False}) == {"d": 0, "e": False}


def test_json_formats_are_json() -> None:
    for form in ("ocsf", "ecs"):
        for one in EVENTS.values():
            for message in formats(enterprise=ENTERPRISE)[form](one):
                assert isinstance(json.loads(message.text), dict)
