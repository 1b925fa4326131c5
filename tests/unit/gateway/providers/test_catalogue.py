"""Where a request goes: most specific first, nothing that only looks alike, nothing that is shared."""

from functools import cache
from pathlib import Path

import pytest

from gateway.providers.catalogue import Catalogue, normal_host
from gateway.settings.hosts_file import ListedService
from gateway.settings.load import Configuration, load
from gateway.types import Approval, Destination
from tests.make import tool

CONFIG = Path(__file__).parents[4] / "config"


@cache
def shipped() -> Configuration:
    return load(CONFIG, Path("unused"), {})


@cache
def catalogue() -> Catalogue:
    return Catalogue(shipped().services, shipped().tools)


def found(host: str) -> Destination:
    destination = catalogue().find(host)
    assert destination is not None
    return destination


def listed(pattern: str, **changes: object) -> ListedService:
    values: dict[str, object] = {
        "pattern": pattern,
        "vendor": "V",
        "product": pattern,
        "kind": "api",
        "category": "chat",
    }
    return ListedService(**(values | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("host", "vendor", "product"),
    [
        ("api.openai.com", "OpenAI", "OpenAI API"),
        ("gb.api.openai.com", "OpenAI", "OpenAI API data-residency endpoint"),
        ("status.openai.com", "OpenAI", "OpenAI, any other host"),
        ("chatgpt.com", "OpenAI", "ChatGPT web"),
        ("ws.chatgpt.com", "OpenAI", "ChatGPT web"),
        ("api.anthropic.com", "Anthropic", "Claude API"),
        ("generativelanguage.googleapis.com", "Google", "Gemini API (Developer)"),
        ("europe-west12-aiplatform.googleapis.com", "Google", "Vertex AI regional"),
        ("bedrock-runtime.eu-west-2.api.aws", "AWS", "Bedrock Runtime"),
        ("example-council.openai.azure.com", "Microsoft", "Azure OpenAI resource"),
        ("api.business.githubcopilot.com", "GitHub", "Copilot business"),
        ("unlisted.practice.genai-gateway.test", "This gateway", None),
    ],
)
def test_services_are_found_by_their_most_specific_entry(
    host: str, vendor: str, product: str | None
) -> None:
    service = found(host).service
    assert service.vendor == vendor
    assert product is None or service.product == product


@pytest.mark.parametrize(
    "host",
    [
        "www.gov.uk",
        "notchatgpt.com",
        "chatgpt.com.evil.example",
        "openai.com.evil.example",
        "evilopenai.com",
        "xapi.openai.com.example",
        "github.com",
        "api.github.com",
        "word.cloud.microsoft",
        "substrate.office.com",
        "login.microsoftonline.com",
        "www.google.com",
        "s3.amazonaws.com",
        "127.0.0.1",
        "[::1]:443",
        "localhost",
        "",
        ".",
    ],
)
def test_what_is_not_generative_ai_is_tunnelled(host: str) -> None:
    assert catalogue().find(host) is None


@pytest.mark.parametrize(
    "host",
    [
        "API.OpenAI.com",
        "api.openai.com.",
        "api.openai.com:443",
        " api.openai.com ",
        "API.OPENAI.COM.:8443",
    ],
)
def test_the_same_host_is_understood_however_it_is_written(host: str) -> None:
    assert found(host) == found("api.openai.com")
    assert found(host).host == "api.openai.com"


def test_letters_that_only_look_wide_do_not_hide_a_host() -> None:
    assert found("\uff41\uff50\uff49.openai\u3002com").service.product == "OpenAI API"


def test_an_international_name_is_found_in_both_spellings() -> None:
    own = Catalogue([listed("xn--bcher-kva.example")], [])
    assert own.find("Bücher.example") == own.find("xn--bcher-kva.example") is not None


def test_exact_beats_expression_beats_longest_suffix() -> None:
    own = Catalogue(
        [
            listed("*.example"),
            listed("*.a.example"),
            listed(r"regex:^[xy]\.a\.example$"),
            listed("x.a.example"),
        ],
        [],
    )
    products = [d.service.product for h in "xyz" if (d := own.find(f"{h}.a.example"))]
    assert products == ["x.a.example", r"regex:^[xy]\.a\.example$", "*.a.example"]


def test_a_wildcard_is_for_subdomains_only() -> None:
    own = Catalogue([listed("*.a.example")], [])
    assert own.find("a.example") is None
    assert own.find("b.c.a.example") is not None


def test_a_name_with_subdomains_is_both() -> None:
    own = Catalogue([listed("a.example", subdomains=True)], [])
    assert own.find("a.example")
    assert own.find("b.a.example")
    assert not Catalogue([listed("a.example")], []).find("b.a.example")


def test_the_register_says_which_tool_it_is() -> None:
    assert found("practice.genai-gateway.test").tool is shipped().tools[0]
    assert found("unlisted.practice.genai-gateway.test").tool is None
    paused = found("paused.practice.genai-gateway.test").tool
    assert paused is not None
    assert paused.approval is Approval.PAUSED


def test_a_host_only_the_register_knows_is_generative_ai_too() -> None:
    own = Catalogue([], [tool(hosts=("assistant.council.test",))])
    destination = own.find("assistant.council.test")
    assert destination is not None
    assert destination.tool == tool(hosts=("assistant.council.test",))
    assert destination.service.processing_region is None


def test_the_most_specific_host_of_the_register_wins() -> None:
    wide = tool(id="wide", hosts=("*.a.test",))
    narrow = tool(id="narrow", hosts=("x.a.test", "*.b.a.test"))
    own = Catalogue([], [wide, narrow])
    tools = [d.tool.id for h in ("x.a", "y.a", "z.b.a") if (d := own.find(f"{h}.test")) and d.tool]
    assert tools == ["narrow", "wide", "narrow"]


def test_a_shared_host_is_opened_only_when_the_register_names_it() -> None:
    service = listed("work.example", shared=True)
    assert Catalogue([service], []).find("work.example") is None
    named = Catalogue([service], [tool(hosts=("work.example",))]).find("work.example")
    assert named is not None
    assert named.service.product == "work.example"


@pytest.mark.parametrize(
    ("host", "storage", "processing"),
    [
        ("gb.api.openai.com", "gb", None),  # stores in the UK, processes elsewhere
        ("eu.api.openai.com", "eu", "eu"),
        ("api.openai.com", "global", "global"),
        ("bedrock-runtime.eu-west-2.amazonaws.com", "eu-west-2", "eu-west-2"),
        ("bedrock-runtime-fips.us-east-1.amazonaws.com", "us-east-1", "us-east-1"),
        ("europe-west2-aiplatform.googleapis.com", "europe-west2", "europe-west2"),
        ("example-council.openai.azure.com", None, None),
        ("m.uksouth.models.ai.azure.com", "uksouth", None),
        ("api.eu.mistral.ai", None, "eu"),
    ],
)
def test_regions_are_what_the_name_says_and_no_more(
    host: str, storage: str | None, processing: str | None
) -> None:
    service = found(host).service
    assert (service.storage_region, service.processing_region) == (storage, processing)


@pytest.mark.parametrize(
    "host",
    [
        "content-push.googleapis.com",
        "mistralaichatupprodswe.blob.core.windows.net",
        "fileserviceuploadsperm.blob.core.windows.net",
        "ppl-ai-file-upload.s3.amazonaws.com",
        "sdmntprukwest.oaiusercontent.com",
    ],
)
def test_where_pages_put_files_is_generative_ai(host: str) -> None:
    assert found(host).service.kind == "assets"


def test_every_shipped_pattern_finds_something() -> None:
    hosts = [s.pattern for s in shipped().services if not s.shared and ":" not in s.pattern]
    assert [h for h in hosts if catalogue().find(h.replace("*.", "some.")) is None] == []


def test_the_hosts_for_the_pac_file_are_those_that_are_found() -> None:
    hosts = catalogue().hosts()
    assert {"api.openai.com", "chatgpt.com", "*.chatgpt.com", "practice.genai-gateway.test"} <= set(
        hosts
    )
    assert "github.com" not in hosts
    assert not any("?P<" in host for host in hosts)
    assert len(hosts) == len(set(hosts))


def test_what_is_remembered_is_bounded() -> None:
    own = Catalogue([listed("*.a.example")], [])
    for number in range(10_000):
        own.find(f"h{number}.a.example")
    assert own.remembered <= 4096


def test_a_name_no_resolver_would_take_finds_nothing() -> None:
    assert catalogue().find("é" * 300 + ".com") is None


def test_an_address_keeps_its_colons() -> None:
    assert normal_host("[2001:DB8::1]:443") == "[2001:db8::1]"
    assert normal_host("2001:db8::1") == "2001:db8::1"
