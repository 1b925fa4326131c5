"""SignalR's records in both protocols. The bytes were made with Microsoft's own client, 10.0.11."""

import json
from typing import Any

import pytest

from gateway.providers.hub_records import HubRecords, is_handshake, unknown_protocol

HANDSHAKE = b'{"protocol":"messagepack","version":1}\x1e'
UPDATE = bytes.fromhex(
    "29950180c0a67570646174659181ad77726974654174437572736f72ad44656172204d61726761726574"
)
RECORDS: list[tuple[str, dict[str, Any]]] = [
    (
        "12960180a133a46368617491a3416e6e91a131",
        {
            "type": 1,
            "invocationId": "3",
            "target": "chat",
            "arguments": ["Ann"],
            "streamIds": ["1"],
        },
    ),
    ("06940380a13002", {"type": 3, "invocationId": "0", "resultKind": 2}),
    ("0a950380a13001a3626f6f", {"type": 3, "invocationId": "0", "resultKind": 1, "error": "boo"}),
    (
        "09950380a13003920102",
        {"type": 3, "invocationId": "0", "resultKind": 3, "result": [1, 2]},
    ),
    ("05930580a130", {"type": 5, "invocationId": "0"}),
    ("029106", {"type": 6}),
    ("03920804", {"type": 8, "sequenceId": 4}),
]


def records(*pieces: bytes) -> list[bytes]:
    framing = HubRecords()
    return [unit for piece in pieces for unit in framing.feed(piece)]


def without(record: Any) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name != "headers"}


@pytest.mark.parametrize(("packed", "record"), RECORDS)
def test_a_record_is_read_as_the_other_protocol_has_it(packed: str, record: Any) -> None:
    framing = HubRecords()
    (unit,) = framing.feed(bytes.fromhex(packed))
    payload = framing.payload(unit)
    assert payload is not None
    assert without(json.loads(payload)) == record
    assert framing.dress(unit, payload) == unit


@pytest.mark.parametrize(
    ("packed", "record"), [one for one in RECORDS if not one[1].get("streamIds")]
)
def test_a_record_of_ours_is_written_as_that_client_writes_it(packed: str, record: Any) -> None:
    framing = HubRecords()
    framing.feed(UPDATE)
    assert framing.failure(json.dumps(record), "") == bytes.fromhex(packed)


def test_a_text_is_changed_and_the_length_with_it() -> None:
    framing = HubRecords()
    (unit,) = framing.feed(UPDATE)
    payload = (framing.payload(unit) or "").replace("Margaret", "x" * 300)
    (anew,) = records(framing.dress(unit, payload))
    assert json.loads(framing.payload(anew) or "")["arguments"] == [
        {"writeAtCursor": "Dear " + "x" * 300}
    ]
    assert anew[:2] == bytes((0xCF, 0x02))


def test_records_are_told_apart_however_they_arrive() -> None:
    json_ = b'{"type":6}\x1e'
    whole = HANDSHAKE + UPDATE + bytes.fromhex("029106") + json_ + UPDATE
    expected = [HANDSHAKE, UPDATE, b"\x02\x91\x06", json_, UPDATE]
    assert records(whole) == expected
    assert records(*[bytes((byte,)) for byte in whole]) == expected
    for cut in range(len(whole)):
        assert records(whole[:cut], whole[cut:]) == expected


def test_a_record_of_another_kind_is_the_list_that_it_is() -> None:
    framing = HubRecords()
    for raw in (b"\x05\x92\x63\xa2ab", b"\x01\x90", b"\x06\x92\xa1x\xa2ab"):
        (unit,) = framing.feed(raw)
        payload = framing.payload(unit) or ""
        assert payload.startswith("[")
        assert framing.dress(unit, payload) == raw
    assert framing.payload(b"\x05\x92\x63\xa2ab") == '[99,"ab"]'


def test_more_members_than_are_known_are_read_as_well() -> None:
    raw = b"\x08\x93\x06\xa1a\xa3Ann"
    assert HubRecords().payload(raw) == '{"type":6,"more0":"a","more1":"Ann"}'


@pytest.mark.parametrize(
    "raw",
    [
        b"\x04\x91\xa3ab",  # cut inside
        b"\x03\x91\x06\x06",  # more after the list
        b"\x03\x91\x06",  # shorter than it says
        b"\xff\xff\xff\xff\x7f\x91" + b"x" * 20,  # longer than anybody keeps
        b"\x00\x01binary",
        b"plain text",
        b"\xff\xff\xff\xff\xff\xff",
    ],
)
def test_what_nobody_can_read_is_not_waited_for(raw: bytes) -> None:
    framing = HubRecords()
    units = [*framing.feed(raw), *framing.end()]
    assert b"".join(units) == raw
    if len(raw) > 4:
        assert HubRecords().feed(raw) == [raw]
    assert not any((framing.payload(unit) or "").startswith(("[", "{")) for unit in units)


def test_a_record_that_is_longer_than_what_is_kept_is_given_up() -> None:
    framing = HubRecords()
    raw = b"\xff\xff\xff\x0f\x91" + bytes(10)
    assert framing.feed(raw) == [raw]


def test_refusals_are_told_in_the_protocol_of_the_handshake() -> None:
    ping, error = '{"type": 6}', '{"error": "no"}'
    framing = HubRecords()
    assert framing.failure(ping, "") == b'{"type": 6}\x1e'
    framing.feed(HANDSHAKE)
    assert framing.failure(ping, "") == b"\x02\x91\x06"
    assert framing.failure(error, "") == b'{"error": "no"}\x1e'
    framing.feed(HANDSHAKE.replace(b"messagepack", b"json"))
    assert framing.failure(ping, "") == b'{"type": 6}\x1e'
    framing.feed(b'{"protocol": }\x1e')
    assert framing.failure(ping, "") == b'{"type": 6}\x1e'
    framing.feed(b"\x02\x91\x06")
    assert framing.failure(ping, "") == b"\x02\x91\x06"


def test_of_a_protocol_that_is_not_known_nobody_can_read_what_follows() -> None:
    assert unknown_protocol({"protocol": "json", "version": 1}) == ""
    assert unknown_protocol({"protocol": "messagepack", "version": 1}) == ""
    assert "not known" in unknown_protocol({"protocol": "blazorpack", "version": 1})
    assert "not known" in unknown_protocol({"protocol": ["json"]})
    assert unknown_protocol({"type": 4, "protocol": "x"}) == ""
    assert not is_handshake(None)
