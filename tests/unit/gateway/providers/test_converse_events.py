"""Units of a Converse answer that the recordings do not show."""

from gateway.providers.converse_events import read_converse


def test_an_exception_in_a_stream_is_an_error_by_its_type_only() -> None:
    event = read_converse({"throttlingException": {"message": "Ann Lowe"}}, True)
    assert event.error == "throttlingException"


def test_pieces_of_a_block_are_one_run_of_text() -> None:
    first = {"contentBlockDelta": {"contentBlockIndex": 0, "delta": {"text": "An"}}}
    second = {"contentBlockDelta": {"contentBlockIndex": 0, "delta": {"text": "n"}}}
    one, two = (read_converse(value, True).spots[0].field for value in (first, second))
    assert one.delta
    assert one.channel == two.channel


def test_tool_input_comes_in_pieces_of_json() -> None:
    delta = {"toolUse": {"input": '{"name": "An'}}
    event = read_converse({"contentBlockDelta": {"contentBlockIndex": 1, "delta": delta}}, True)
    assert event.spots[0].field.json
