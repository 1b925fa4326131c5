"""Batches: the prompts are in a file that was read, and its pseudonyms follow the ids."""

from tests.golden.providers.cases import read, recorded_answer, recorded_prompt, texts


def test_the_file_is_recalled_and_not_unread() -> None:
    prompt = recorded_prompt("openai.batches/request.json")
    assert (prompt.dialect, prompt.recalls, prompt.unread) == ("openai.batches", ("file-in1",), ())
    assert texts(prompt) == ["Ann Lowe", "Letters to Mill Lane"]


def test_a_file_whose_name_is_none_is_read_as_text() -> None:
    assert texts(read("/v1/batches", {"input_file_id": "Ann Lowe is ill"})) == ["Ann Lowe is ill"]


def test_what_it_gives_is_known_by_all_its_ids() -> None:
    made, _ = recorded_answer("openai.batches/answer.json")
    assert made.facts.kept == ("batch_1", "file-out1", "file-err1")


def test_a_blob_of_azure_is_a_file_at_an_address() -> None:
    body = {"input_blob": "https://council.blob.example/a.jsonl?sig=fake", "endpoint": "/v1/x"}
    prompt = read("/openai/batches?api-version=1", body, host="acme.openai.azure.com")
    assert [found.why for found in prompt.unread] == ["a file at an address"]
    assert "fake" not in " ".join(texts(prompt))


def test_looking_at_a_batch_recalls_it() -> None:
    assert read("/v1/batches/batch_1", b"", method="GET").recalls == ("batch_1",)
