"""Services that copied OpenAI's interface: what each adds to requests is read, held or a word."""

import pytest

from gateway.providers import compatible
from gateway.providers.coverage import Route, Status
from gateway.providers.dialect import dialects
from tests.golden.providers.cases import HERE, HOMES, read, recorded_prompt, segment, texts, unread

ROUTE = Route(products=("OpenAI API",), method="POST", path="/v1/x", note="as it is")


def test_a_row_is_made_for_each_service_that_serves_the_part() -> None:
    (row, *_) = compatible.rows(ROUTE, compatible.MESSAGES)
    assert (row.products[0], row.path, row.note) == ("OpenRouter", "/api/v1/messages", "as it is")
    assert row.status is Status.DOCUMENTED


def test_no_service_says_that_a_part_is_recorded_which_it_does_not_serve() -> None:
    for service in compatible.SERVICES:
        assert {*service.recorded} <= {*service.serves}


def test_every_part_is_of_some_dialect_and_no_path_is_listed_twice() -> None:
    rows = [
        (product, route.path)
        for dialect in dialects().values()
        for route in dialect.routes
        for product in route.products
        if route.method == "POST" and not route.path.endswith("/*")
    ]
    assert len(rows) == len(set(rows))
    served = {
        (product, f"{service.root}/{part}")
        for service in compatible.SERVICES
        for product in service.products
        for part in service.serves
    }
    assert served <= set(rows)


def test_the_named_services_have_recordings_of_what_the_table_says() -> None:
    ends = {f"{host}{target}" for host, target, _ in HOMES.values()}
    named = {
        "openrouter.ai/api/v1": "OpenRouter",
        "api.groq.com/openai/v1": "Groq API",
        "api.together.xyz/v1": "Together AI API",
        "api.deepseek.com/beta": "DeepSeek API",
        "api.x.ai/v1": "Grok API",
        "api.fireworks.ai/inference/v1": "Fireworks API",
    }
    for root, product in named.items():
        path = root[root.index("/") :]
        (service,) = [s for s in compatible.SERVICES if product in s.products and s.root == path]
        assert {f"{root}/{part}" for part in service.recorded} <= ends, product
    assert (HERE / "openai.chat@perplexity").is_dir()


def test_openrouters_preset_is_a_prompt_that_the_provider_keeps() -> None:
    prompt = recorded_prompt("openai.chat@openrouter/request.json")
    assert unread(prompt) == ["/model"]
    assert unread(read("/v1/chat/completions", {"model": "gpt-5", "preset": "letters"})) == ["/*"]


def test_openrouters_thoughts_are_read_unless_they_are_sealed_or_signed() -> None:
    prompt = recorded_prompt("openai.chat@openrouter/request.json")
    assert not segment(prompt, "They mean Ann Lowe").writable
    assert segment(prompt, "About Joe Bright").writable
    assert segment(prompt, "About Zoë").role == "other"
    assert not {"gAAAAABhYmM=", "anthropic", "deny", "exa"} & {*texts(prompt)}


def test_groqs_documents_are_read_and_the_login_of_a_tool_is_not_kept() -> None:
    prompt = recorded_prompt("openai.chat@groq/request.json")
    assert {"Joe Bright moved out.", "ann-lowe.example"} <= {*texts(prompt)}
    assert "fake-0123456789" not in texts(prompt)


def test_a_recording_that_groq_is_to_fetch_is_a_file_at_an_address() -> None:
    prompt = recorded_prompt("openai.audio@groq/request.multipart")
    assert [found.why for found in prompt.unread] == ["a file at an address"]
    assert "Ann Lowe speaks" in texts(prompt)


def test_what_deepseek_is_to_go_on_with_is_new() -> None:
    prompt = recorded_prompt("openai.chat@deepseek/request.json")
    assert {s.text for s in prompt.segments if s.new and s.role == "assistant"} == {
        "Dear Joe Bright,",
        "They mean Zoë",
    }


def test_a_middle_that_is_filled_in_has_two_sides() -> None:
    prompt = recorded_prompt("openai.completions@deepseek/request.json")
    assert [s.role for s in prompt.segments] == ["user", "user"]


def test_xais_search_is_read() -> None:
    prompt = recorded_prompt("openai.chat@xai/request.json")
    assert {"annlowe", "joe-bright.example"} <= {*texts(prompt)}


def test_perplexitys_files_are_at_addresses_and_its_job_is_a_chat_in_a_wrapper() -> None:
    prompt = recorded_prompt("openai.chat@perplexity/request.json")
    assert {found.why for found in prompt.unread} == {"a file at an address"}
    assert {"joe bright.pdf", "Calderwick"} <= {*texts(prompt)}
    job = recorded_prompt("openai.chat@perplexity-async/request.json")
    assert job.model == "sonar-deep-research"
    assert [(s.role, s.text) for s in job.segments][:2] == [
        ("system", "Be brief."),
        ("user", "Who is Ann Lowe?"),
    ]


def test_fireworks_pictures_beside_prompts_are_unread() -> None:
    prompt = recorded_prompt("openai.completions@fireworks/request.json")
    assert unread(prompt) == ["/images/0/0"]


@pytest.mark.parametrize(
    "text",
    ["NAME = 42  # Joe Bright", "<attachment>/home/amina/ann_lowe.py</attachment> Explain."],
)
def test_copilots_references_are_read(text: str) -> None:
    assert text in texts(recorded_prompt("openai.chat@copilot/request.json"))


def test_what_copilot_completes_is_read_with_its_surroundings() -> None:
    prompt = recorded_prompt("openai.completions@copilot/request.json")
    assert prompt.model == "gpt-41-copilot"
    assert {"\n# Joe Bright", "# Zoë wrote this", "calderwick/housing"} <= {*texts(prompt)}
