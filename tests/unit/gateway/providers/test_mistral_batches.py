"""Batch jobs: prompts in the request are read each by itself; files and jobs are known by ids."""

from gateway.providers.mistral_batches import read_batches
from tests.golden.providers.cases import read, recorded_answer, recorded_prompt, runs, segment

FILE = "0f1c9f3e-5a7b-4c1d-9e2f-3a4b5c6d7e8f"


def test_each_body_is_read_by_itself() -> None:
    prompt = recorded_prompt("mistral.batches/request.json")
    assert prompt.dialect == "mistral.batches"
    assert segment(prompt, "Be brief.").role == "system"
    assert segment(prompt, "Write to Zoë O'Neil, 4 Mill Lane").role == "user"
    assert segment(prompt, "Ann Lowe is late").path == "/requests/1/body/input"
    assert [s.path for s in prompt.segments if s.text == "Joe Bright"] == [
        "/metadata/id",
        "/requests/0/custom_id",
    ]
    assert prompt.recalls == (FILE,)


def test_a_job_is_read_back_under_its_id() -> None:
    prompt = read("/v1/batch/jobs/b0a1", b"", method="GET", host="api.mistral.ai")
    assert (prompt.dialect, prompt.recalls) == ("mistral.batches", ("b0a1",))


def test_a_job_keeps_what_it_made_under_the_ids_of_its_files() -> None:
    codec, frames = recorded_answer("mistral.batches/answer.json")
    assert len(codec.facts.kept) == 2
    assert {"Dear PersonK7Q2", "no PersonK7Q2", "PersonK7Q2"} <= {*runs(frames).values()}
    assert read_batches({"id": "job_1", "error_file": "f_2"}, False).kept == ["job_1", "f_2"]
