"""Prompts that Google keeps: read like any prompt, and known by the name they are given."""

from gateway.providers.gemini_caches import read_cache
from tests.golden.providers.cases import read, recorded_answer, recorded_prompt, segment

HOST = "generativelanguage.googleapis.com"
VERTEX = "europe-west2-aiplatform.googleapis.com"


def test_all_of_what_is_kept_is_new_whoever_says_it() -> None:
    prompt = recorded_prompt("gemini.caches/request.json")
    assert {one.new for one in prompt.segments} == {True}
    assert segment(prompt, "Dear Zoë O'Neil").role == "assistant"
    assert segment(prompt, "letters to Ann Lowe").writable
    assert not prompt.unread
    assert prompt.model == "models/gemini-3-flash"


def test_its_name_brings_back_the_pseudonyms() -> None:
    codec, _ = recorded_answer("gemini.caches/answer.json")
    assert codec.facts.kept == ("cachedContents/abc123def456",)
    later = read("/v1beta/cachedContents/abc123def456", b"", host=HOST, method="GET")
    assert later.recalls == codec.facts.kept
    asked = read("/v1beta/models/m:generateContent", {"cachedContent": codec.facts.kept[0]})
    assert asked.recalls == codec.facts.kept


def test_on_vertex_its_name_says_where_it_is() -> None:
    name = "projects/1234/locations/europe-west2/cachedContents/567"
    assert read_cache({"name": name}, False).kept == [name]
    assert read(f"/v1beta1/{name}", b"", host=VERTEX, method="DELETE").recalls == (name,)
