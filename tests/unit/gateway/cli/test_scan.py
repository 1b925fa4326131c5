"""`scan`: findings only, in the promised shape."""

import json
from pathlib import Path

import pytest

from gateway.cli.scan import parse
from tests.tuned import set_thresholds
from tests.unit.gateway.cli.conftest import Run

PROMPTS = [
    {"id": 1, "text": "Ring Ottoline Fairweather on 01632 960 001"},
    {"id": "two", "text": "Nothing to see."},
    {"id": None, "text": "\U0001f600 mail zed.quill@example.org", "label": "ignored"},
    {"id": 4.5, "text": "broken \ud800 half"},
]


def lines(*prompts: object) -> str:
    return "".join(json.dumps(prompt) + "\n" for prompt in prompts)


def test_json_lines_come_back_in_order_with_their_ids_and_code_point_offsets(cli: Run) -> None:
    done = cli("scan", "--format", "jsonl", text=lines(*PROMPTS))
    assert done.exit_code == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["id"] for row in rows] == [prompt["id"] for prompt in PROMPTS]
    assert all(row.keys() == {"id", "findings"} for row in rows)
    found = [
        {
            finding["entity"]: prompt["text"][finding["start"] : finding["end"]]
            for finding in row["findings"]
        }
        for row, prompt in zip(rows, PROMPTS, strict=True)
    ]
    assert found[0]["PERSON"] == "Ottoline Fairweather"
    assert found[0]["PHONE_NUMBER"] == "01632 960 001"
    assert found[1] == {}
    assert found[2]["EMAIL_ADDRESS"] == "zed.quill@example.org"


def test_a_bad_line_stops_the_run_and_is_named_after_those_before_it(cli: Run) -> None:
    done = cli(
        "scan", "--format", "jsonl", text=lines(PROMPTS[1]) + "\n{CANARY\n" + lines(PROMPTS[1])
    )
    assert done.exit_code == 2
    assert "line 3: is not valid JSON" in done.stderr
    assert "CANARY" not in done.output
    assert len(done.stdout.splitlines()) == 1


@pytest.mark.parametrize(
    "line",
    [
        '{"id": 1}',
        '{"text": ""}',
        '["id", "text"]',
        '{"id": 1, "text": 2}',
        '{"id": [1], "text": ""}',
    ],
)
def test_a_line_of_another_shape_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"should be"):
        parse(line.encode(), 1)


def test_a_line_so_deep_that_no_parser_follows_is_refused() -> None:
    with pytest.raises(ValueError, match="is not valid JSON"):
        parse(b"[" * 200_000, 1)


def test_the_mark_of_windows_files_is_no_part_of_the_first_line() -> None:
    line = parse(b'\xef\xbb\xbf{"id": 1, "text": "a"}\r', 1)
    assert (line.id, line.text) == (1, "a")


def test_a_text_is_in_no_repr() -> None:
    assert "CANARY" not in repr(parse(b'{"id": 1, "text": "CANARY"}', 1))


def test_bytes_that_are_no_text_are_refused(cli: Run) -> None:
    assert "line 1: is not UTF-8" in cli("scan", "--format", "jsonl", text=b"\xff\n").stderr
    assert cli("scan", text=b"\xff").exit_code == 2


def test_a_text_too_long_to_scan_is_named_by_its_line(cli: Run, config: Path) -> None:
    file = config / "gateway.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("max_characters: 500000", "max_characters: 1000"), encoding="utf-8"
    )
    done = cli("scan", "--format", "jsonl", text=lines(PROMPTS[1], {"id": 2, "text": "x" * 1001}))
    assert done.exit_code == 1
    assert "line 2: too large" in done.stderr


def test_text_shows_places_and_keeps_values_out_unless_asked(cli: Run) -> None:
    text = "Dear all,\nring Ottoline Fairweather."
    plain = cli("scan", text=text)
    assert plain.stdout.startswith("2:6: PERSON (personal), 20 characters")
    assert "Fairweather" not in plain.output
    assert "Found: 1 PERSON." in plain.stderr
    assert "'Ottoline Fairweather'" in cli("scan", "--show", text=text).stdout


WEAK = "NHS number 943 476 5919"


def test_what_is_below_its_threshold_is_listed_only_with_all(cli: Run, config: Path) -> None:
    set_thresholds(config, "thresholds:\n  entities: {UK_NHS: 1.0}\n")
    assert "UK_NHS" not in cli("scan", text=WEAK).stdout
    assert "UK_NHS" in cli("scan", "--all", text=WEAK).stdout
    line = lines({"id": 1, "text": WEAK})
    plain, every = (
        json.loads(cli("scan", "--format", "jsonl", *more, text=line).stdout)["findings"]
        for more in ((), ("--all",))
    )
    assert "UK_NHS" not in {finding["entity"] for finding in plain}
    assert "UK_NHS" in {finding["entity"] for finding in every}


def test_json_lines_have_exactly_the_promised_keys_and_evidence_when_asked(cli: Run) -> None:
    promised = {"entity", "category", "start", "end", "score", "recogniser"}
    line = lines({"id": 1, "text": "NHS number 943 476 5919"})
    (plain,) = json.loads(cli("scan", "--format", "jsonl", text=line).stdout)["findings"]
    assert plain.keys() == promised
    done = cli("scan", "--format", "jsonl", "--explain", text=line)
    (explained,) = json.loads(done.stdout)["findings"]
    assert explained.keys() == promised | {"evidence", "raw"}
    assert "pattern" in explained["evidence"]
    assert (explained["raw"], explained["score"]) == (0.95, plain["score"])
    assert "943" not in "".join(explained["evidence"])


def test_explain_says_under_each_finding_what_it_went_by(cli: Run) -> None:
    done = cli("scan", "--explain", text="NHS number 943 476 5919")
    assert "\n    went by: pattern" in done.stdout
    assert "(raw score 0.95, measured 0.9" in done.stdout
    assert "UK_NHS counts from 0." in done.stdout
    assert "943" not in done.stdout
