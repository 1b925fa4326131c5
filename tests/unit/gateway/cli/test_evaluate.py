"""`detectors evaluate`: files in, tables out, two configurations side by side."""

import json
import shutil
from pathlib import Path

import pytest

from detectors.types import Finding
from gateway.cli.evaluate import Counter
from gateway.cli.measuring import Measurement
from tests.tuned import set_thresholds
from tests.unit.gateway.cli.conftest import Run

ROWS = [
    {
        "id": "a",
        "text": "Ring Ottoline Fairweather on 01632 960 001",
        "spans": [
            {"start": 5, "end": 25, "label": "PERSON"},
            {"start": 29, "end": 42, "label": "PHONE"},
        ],
        "expect": "pii",
    },
    {"id": "b", "text": "Write a poem about bins.", "spans": [], "expect": "clean"},
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "prompts.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    return path


def test_two_configurations_stand_side_by_side(
    cli: Run, config: Path, file: Path, tmp_path: Path
) -> None:
    strict = Path(shutil.copytree(config, tmp_path / "strict"))
    set_thresholds(strict, "thresholds:\n  entities: {PERSON: 1.0}\n")
    done = cli(
        *("detectors", "evaluate", str(file), "--against", str(strict), "--workers", "0"),
        *("--misses", "5"),
    )
    assert done.exit_code == 0, done.output
    said = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert "prompts.jsonl: 2 texts" in said
    assert "PERSON 1 1.000 [0.207, 1.000] 1.000 0.000 0.000 (-1.000) 0.000 1.000" in said
    assert "clean 1 0.000 [0.000, 0.793] 0.000 (+0.000)" in said
    assert "Fairweather" not in done.output
    assert "this: prompts.jsonl: 2 texts" in done.stderr


def test_json_is_one_object(cli: Run, file: Path) -> None:
    done = cli(
        "detectors", "evaluate", str(file), "--workers", "0", "--format", "json", "--limit", "1"
    )
    (measured,) = json.loads(done.stdout)["files"]
    assert (measured["name"], measured["texts"]) == ("prompts.jsonl", 1)
    assert measured["detectors"]["this"]["spans"]["PERSON"]["hit"] == 1


def test_a_bad_file_is_wrong_usage(cli: Run, tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text("{CANARY\n", encoding="utf-8")
    done = cli("detectors", "evaluate", str(bad))
    assert done.exit_code == 2
    assert "bad.jsonl:1: is not valid JSON" in done.stderr
    assert "CANARY" not in done.output


def test_progress_is_said_ten_times_and_not_for_every_text(
    capsys: pytest.CaptureFixture[str],
) -> None:
    count = Counter(100)
    for _ in range(100):
        count("this: a", 1)
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 10
    assert said[-1] == "this: a: 100 texts"


def test_nothing_to_measure_takes_no_time() -> None:
    nothing: list[Finding] = []
    made = Measurement(configurations={}, stock=False, workers=0, progress=lambda _, __: None)
    assert made.results([]) == nothing


def test_a_conversation_is_scanned_as_the_gateway_would(cli: Run, tmp_path: Path) -> None:
    texts = ["Write to Ottoline Fairweather about her rent.", "what did ottoline say back then"]
    places = [(9, 29), (9, 17)]
    messages = [
        {"role": "user", "content": text, "spans": [{"start": a, "end": b, "label": "PERSON"}]}
        for text, (a, b) in zip(texts, places, strict=True)
    ]
    file = tmp_path / "talk.jsonl"
    file.write_text(json.dumps({"id": "c", "messages": messages}) + "\n", encoding="utf-8")
    done = cli("detectors", "evaluate", str(file), "--workers", "0", "--format", "json")
    (measured,) = json.loads(done.stdout)["files"]
    assert measured["detectors"]["this"]["spans"]["PERSON"]["hit"] == 2
