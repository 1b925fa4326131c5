"""Which dialects there are, and which of them reads what."""

import pytest

from gateway.providers.bedrock_tables import COUNT
from gateway.providers.dialect import dialect_for, dialects
from gateway.providers.family import Kind
from gateway.providers.sockets import MESSAGE
from tests.golden.providers.cases import HERE, wire


def test_the_list_of_dialects_is_what_was_agreed() -> None:
    assert sorted(dialects()) == [
        "anthropic.batches",
        "anthropic.complete",
        "anthropic.files",
        "anthropic.messages",
        "anthropic.sessions",
        "bedrock.agent",
        "bedrock.converse",
        "bedrock.invoke",
        "chatgpt.web",
        "chatgpt.ws",
        "claude.web",
        "cohere.platform",
        "cohere.task",
        "cohere.v1",
        "cohere.v2",
        "compatible.stored",
        "connect",
        "copilot.web",
        "deepseek.web",
        "gemini.batches",
        "gemini.caches",
        "gemini.files",
        "gemini.generate",
        "gemini.interactions",
        "gemini.live",
        "gemini.predict",
        "gemini.procedures",
        "gemini.web",
        "generic",
        "generic.page",
        "generic.socket",
        "grok.web",
        "hf.task",
        "lechat.web",
        "m365.copilot",
        "mcp",
        *(f"mistral.{what}" for what in ("audio", "batches", "chat", "classifiers")),
        *(f"mistral.{what}" for what in ("conversations", "documents", "files", "platform")),
        "mscopilot.calls",
        "mscopilot.web",
        "oauth",
        "ollama",
        "openai.assistants",
        "openai.audio",
        "openai.batches",
        "openai.chat",
        "openai.completions",
        "openai.conversations",
        "openai.embeddings",
        "openai.files",
        "openai.images",
        "openai.platform",
        "openai.realtime",
        "openai.realtime.calls",
        "openai.responses",
        "openai.responses.ws",
        "openai.stored",
        "perplexity.web",
        "vertex.chat",
        "web.storage",
        "web.telemetry",
        "web.typing",
    ]


@pytest.mark.parametrize("name", sorted(dialects()))
def test_every_dialect_has_a_recorded_request_and_answer(name: str) -> None:
    assert list((HERE / name).glob("request.*"))
    assert list((HERE / name).glob("answer.*"))


BEDROCK = "bedrock-runtime.eu-west-2.amazonaws.com"
GOOGLE = "generativelanguage.googleapis.com"
CHATGPT = "/backend-api/conversation"
CLAUDE = "/api/organizations/org-1"
GEMINI = "/_/BardChatUi/data"
ASSISTANT = "assistant.lamda.BardFrontendService"
ROUTES = [
    ("api.openai.com", "/v1/chat/completions", "openai.chat"),
    ("api.openai.com", "/v1//chat/completions/?beta=true", "openai.chat"),
    ("api.openai.com", "/v1%2Fchat%2Fcompletions", "openai.chat"),
    ("openrouter.ai", "/api/v1/chat/completions", "openai.chat"),
    ("api.githubcopilot.com", "/chat/completions", "openai.chat"),
    ("api.mistral.ai", "/v1/agents/completions", "mistral.chat"),
    ("api.deepinfra.com", "/v1/openai/chat/completions", "openai.chat"),
    ("generativelanguage.googleapis.com", "/v1beta/openai/chat/completions", "openai.chat"),
    (
        "acme.openai.azure.com",
        "/openai/deployments/gpt5/chat/completions?api-version=1",
        "openai.chat",
    ),
    ("acme.services.ai.azure.com", "/models/chat/completions", "openai.chat"),
    ("api.openai.com", "/v1/completions", "openai.completions"),
    (
        "copilot-proxy.githubusercontent.com",
        "/v1/engines/copilot/completions",
        "openai.completions",
    ),
    ("api.mistral.ai", "/v1/fim/completions", "mistral.chat"),
    ("api.openai.com", "/v1/embeddings", "openai.embeddings"),
    ("api.openai.com", "/v1/moderations", "openai.embeddings"),
    ("api.openai.com", "/v1/responses?beta=true", "openai.responses"),
    ("api.openai.com", "/v1/responses/input_tokens", "openai.responses"),
    ("chatgpt.com", "/backend-api/codex/responses", "openai.responses"),
    ("acme.openai.azure.com", "/openai/responses?api-version=1", "openai.responses"),
    ("acme.openai.azure.com", "/openai/v1/responses", "openai.responses"),
    ("api.githubcopilot.com", "/responses", "openai.responses"),
    ("grok.com", "/rest/app-chat/conversations/abc123/responses", "grok.web"),
    ("api.anthropic.com", "/v1/messages", "anthropic.messages"),
    ("api.anthropic.com", "/v1/messages/count_tokens?beta=true", "anthropic.messages"),
    ("acme.services.ai.azure.com", "/anthropic/v1/messages", "anthropic.messages"),
    (
        "europe-west1-aiplatform.googleapis.com",
        "/v1/projects/p/locations/l/publishers/anthropic/models/claude-x:streamRawPredict",
        "anthropic.messages",
    ),
    ("api.openai.com", "/v1/threads/thread_abc/messages", "openai.assistants"),
    (
        "generativelanguage.googleapis.com",
        "/v1/models/gemini-3%3AgenerateContent",
        "gemini.generate",
    ),
    (
        "generativelanguage.googleapis.com",
        "/v1/models/gemini-3:streamGenerateContent?alt=sse",
        "gemini.generate",
    ),
    (
        "generativelanguage.googleapis.com",
        "/v1beta/models/e:batchEmbedContents",
        "gemini.generate",
    ),
    ("cloudcode-pa.googleapis.com", "/v1internal:generateContent", "gemini.generate"),
    (BEDROCK, "/model/eu.anthropic.claude-v1%3A0/converse", "bedrock.converse"),
    (BEDROCK, "/model/eu.anthropic.claude-v1%3A0/converse-stream", "bedrock.converse"),
    (BEDROCK, "/model/meta.llama3/invoke", "bedrock.invoke"),
    (BEDROCK, "/model/meta.llama3/invoke-with-response-stream", "bedrock.invoke"),
    (BEDROCK, "/model/meta.llama3/count-tokens", "bedrock.invoke"),
    ("api.anthropic.com", "/v1/messages/batches", "anthropic.batches"),
    ("api.anthropic.com", "/v1/messages/batches/msgbatch_1/results", "anthropic.batches"),
    ("api.anthropic.com", "/v1/complete", "anthropic.complete"),
    ("api.anthropic.com", "/v1/sessions/sesn_1/events/stream", "anthropic.sessions"),
    ("api.anthropic.com", "/v1/files", "anthropic.files"),
    ("api.anthropic.com", "/v1/skills/skill_1/versions/2/content", "anthropic.files"),
    ("api.anthropic.com", "/v1/models", "generic"),
    (GOOGLE, "/v1beta/models/gemini-3:batchGenerateContent", "gemini.batches"),
    (GOOGLE, "/v1beta/batches/abc123", "gemini.batches"),
    (GOOGLE, "/upload/v1beta/files?upload_id=abc", "gemini.files"),
    (GOOGLE, "/v1beta/files:register", "gemini.files"),
    (GOOGLE, "/upload/v1beta/fileSearchStores/s1:uploadToFileSearchStore", "gemini.files"),
    (GOOGLE, "/v1beta/tunedModels", "gemini.files"),
    (GOOGLE, "/v1beta/tunedModels/t1:generateContent", "gemini.generate"),
    (GOOGLE, "/v1beta/cachedContents", "gemini.caches"),
    (GOOGLE, "/v1beta/cachedContents/abc", "gemini.caches"),
    (
        "europe-west2-aiplatform.googleapis.com",
        "/v1beta1/projects/p/locations/l/cachedContents",
        "gemini.caches",
    ),
    (GOOGLE, "/v1beta/models/imagen-4:predict", "gemini.predict"),
    (GOOGLE, "/v1beta/interactions", "gemini.interactions"),
    (
        "europe-west2-aiplatform.googleapis.com",
        "/v1/projects/p/locations/l/publishers/google/models/veo-3:predictLongRunning",
        "gemini.predict",
    ),
    (
        "europe-west2-aiplatform.googleapis.com",
        "/v1/projects/p/locations/l/publishers/mistralai/models/mistral-medium:rawPredict",
        "vertex.chat",
    ),
    (
        "europe-west2-aiplatform.googleapis.com",
        "/v1/projects/p/locations/l/endpoints/openapi/chat/completions",
        "openai.chat",
    ),
    (BEDROCK, "/async-invoke", "bedrock.invoke"),
    (BEDROCK, "/guardrail/g/version/1/apply", "bedrock.agent"),
    ("api.openai.com", "/v1/images/generations", "openai.images"),
    ("api.openai.com", "/v1/vector_stores/vs_1/search", "openai.platform"),
    ("api.openai.com", "/v1/fine_tuning/alpha/graders/run", "openai.platform"),
    ("acme.openai.azure.com", "/openai/deployments/i/images/edits?api-version=1", "openai.images"),
    ("api.openai.com", "/v1/audio/transcriptions", "openai.audio"),
    ("api.openai.com", "/v1/audio/speech", "openai.audio"),
    ("api.groq.com", "/openai/v1/audio/translations", "openai.audio"),
    ("api.cohere.com", "/v2/chat", "cohere.v2"),
    ("api.cohere.ai", "/v1/chat", "cohere.v1"),
    ("api.cohere.com", "/v1/summarize", "cohere.v1"),
    ("api.cohere.com", "/v2/rerank", "cohere.task"),
    ("api.cohere.com", "/v1/datasets", "cohere.platform"),
    ("gpu-1.council.example", "/v2/chat", "generic"),
    ("chatgpt.com", "/backend-api/f/conversation", "chatgpt.web"),
    ("desktop.chatgpt.com", "/backend-api/f/conversation/prepare", "chatgpt.web"),
    ("chatgpt.com", "/backend-anon/f/conversation", "chatgpt.web"),
    ("chatgpt.com", "/backend-anon/f/conversation/prepare", "chatgpt.web"),
    ("chatgpt.com", "/backend-anon/models", "generic.page"),
    ("chat.openai.com", "/backend-api/conversation", "chatgpt.web"),
    ("chatgpt.com", f"{CHATGPT}/experimental/generate_autocompletions", "web.typing"),
    ("chatgpt.com", f"{CHATGPT}/gen_title/6a0f1b2c-1", "chatgpt.web"),
    ("chatgpt.com", "/backend-api/lat/r", "web.telemetry"),
    ("chatgpt.com", "/ces/v1/t", "web.telemetry"),
    ("ab.chatgpt.com", "/v1/rgstr?k=client", "web.telemetry"),
    ("claude.ai", "/api/event_logging/v2/batch", "web.telemetry"),
    ("gemini.google.com", f"/u/2{GEMINI}/batchexecute?rpcids=MaZiqc", "gemini.procedures"),
    ("gemini.google.com", f"{GEMINI}/{ASSISTANT}/StreamGenerate?rt=c", "gemini.web"),
    ("gemini.google.com", "/_/BardChatUi/jserror", "web.telemetry"),
    ("aistudio.google.com", f"{GEMINI}/{ASSISTANT}/StreamGenerate", "generic"),
    ("www.perplexity.ai", "/rest/sse/perplexity_ask", "perplexity.web"),
    ("www.perplexity.ai", "/rest/thread/write-to-somebody-x1", "perplexity.web"),
    ("www.perplexity.ai", "/rest/autosuggest/list-autosuggest?version=2", "web.typing"),
    ("suggest.perplexity.ai", "/suggest?q=half", "web.typing"),
    ("www.perplexity.ai", "/rest/event/analytics", "web.telemetry"),
    ("www.perplexity.ai", "/rest/uploads/batch_create_upload_urls?version=2.18", "web.storage"),
    ("www.perplexity.ai", "/rest/uploads/create_upload_url", "web.storage"),
    ("claude.ai", f"{CLAUDE}/files/prepare-upload", "web.storage"),
    ("grok.com", "/http/upload-file-v2/direct", "grok.web"),
    ("irontail.perplexity.ai", "/v1/bulk/event", "web.telemetry"),
    ("chat.mistral.ai", "/api/chat", "lechat.web"),
    ("chat.mistral.ai", "/api/trpc/message.newChat?batch=1", "lechat.web"),
    ("chat.mistral.ai", "/api/trpc/message.newChat,event.sendEventToDatalake", "lechat.web"),
    ("chat.mistral.ai", "/api/trpc/event.sendEventToDatalake?batch=1", "web.telemetry"),
    ("chat.deepseek.com", "/api/v0/chat/completion", "deepseek.web"),
    ("chat.deepseek.com", "/api/v0/chat_session/create", "generic.page"),
    ("api.deepseek.com", "/chat/completions", "openai.chat"),
    ("grok.com", "/rest/app-chat/conversations/new", "grok.web"),
    ("grok.com", "/_data/v1/events", "web.telemetry"),
    ("grok.com", "/monitoring?o=1", "web.telemetry"),
    ("x.com", "/i/api/2/grok/add_response.json", "grok.web"),
    ("grok.x.com", "/2/grok/add_response.json", "grok.web"),
    ("x.com", "/i/api/1.1/jot/client_event.json", "web.telemetry"),
    ("copilot.microsoft.com", "/cl/eus2/collect", "web.telemetry"),
    ("chatgpt.com.example", "/backend-api/f/conversation", "generic"),
    ("claude.ai", f"{CLAUDE}/chat_conversations", "claude.web"),
    ("claude.ai", f"{CLAUDE}/chat_conversations/c-1/completion", "claude.web"),
    ("claude.ai", f"{CLAUDE}/chat_conversations/c-1/retry_completion", "claude.web"),
    ("claude.ai", f"{CLAUDE}/projects/p-1/docs", "claude.web"),
    ("claude.ai", f"{CLAUDE}/tasks/t-1/message", "claude.web"),
    ("notclaude.ai", f"{CLAUDE}/chat_conversations/c-1/completion", "generic"),
    ("chat.example", "/", "generic"),
]


@pytest.mark.parametrize(("host", "target", "name"), ROUTES)
def test_each_address_is_read_by_one_dialect(host: str, target: str, name: str) -> None:
    request = wire(target, b"{}", host=host)
    anything = ("generic", "generic.page")
    readers = [d.name for d in dialects().values() if d.name not in anything and d.reads(request)]
    assert readers == ([] if name in anything else [name])
    assert dialect_for(request).name == name


LIVE = "google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent"
VERTEX = "google.cloud.aiplatform.v1beta1.LlmBidiService/BidiGenerateContent"
SOCKETS = [
    ("api.openai.com", "/v1/responses", "openai.responses.ws"),
    ("chatgpt.com", "/backend-api/codex/responses", "openai.responses.ws"),
    ("acme.openai.azure.com", "/openai/v1/responses", "openai.responses.ws"),
    ("api.openai.com", "/v1/realtime?model=gpt-realtime", "openai.realtime"),
    ("acme.openai.azure.com", "/openai/realtime?deployment=d&api-version=1", "openai.realtime"),
    ("api.x.ai", "/v1/realtime", "openai.realtime"),
    ("generativelanguage.googleapis.com", f"/ws/{LIVE}?key=k", "gemini.live"),
    ("generativelanguage.googleapis.com", f"//ws/{LIVE}Constrained", "gemini.live"),
    ("us-central1-aiplatform.googleapis.com", f"/ws/{VERTEX}", "gemini.live"),
    ("copilot.microsoft.com", "/c/api/chat?api-version=2&accessToken=t", "mscopilot.web"),
    ("substrate.office.com", "/m365Copilot/Chathub/a@b?access_token=t", "m365.copilot"),
    ("sydney.bing.com", "/sydney/ChatHub", "m365.copilot"),
    ("ws.chatgpt.com", "/p1/ws/user/user-1?verify=1", "chatgpt.ws"),
    ("grok.com", "/ws/imagine/listen", "generic.socket"),
    ("www.perplexity.ai", "/socket.io/?EIO=4&transport=websocket", "generic.socket"),
    ("suggest.perplexity.ai", "/suggest/ws?cache_key=1", "web.typing"),
    ("api.openai.com", "/v1/chat/completions", "generic.socket"),
]


@pytest.mark.parametrize(("host", "target", "name"), SOCKETS)
def test_each_socket_is_read_by_one_dialect(host: str, target: str, name: str) -> None:
    request = wire(target, host=host, method=MESSAGE)
    anything = ("generic", "generic.socket")
    readers = [d.name for d in dialects().values() if d.name not in anything and d.reads(request)]
    assert readers == ([] if name == "generic.socket" else [name])
    assert dialect_for(request).name == name


def test_a_get_is_read_by_the_generic_dialect_where_nothing_is_kept() -> None:
    assert dialect_for(wire("/v1/models", method="GET")).name == "generic"
    assert dialect_for(wire("/v1/chat/completions", method="GET")).name == "openai.stored"


@pytest.mark.parametrize(
    ("target", "model"),
    [
        ("/openai/deployments/council-gpt/chat/completions", "council-gpt"),
        ("/v1/models/gemini-3-flash:generateContent", "gemini-3-flash"),
        ("/v1/engines/copilot-codex/completions", "copilot-codex"),
    ],
)
def test_the_model_in_the_address_beats_the_one_in_the_body(target: str, model: str) -> None:
    request = wire(target, b'{"model": "something-else"}')
    assert dialect_for(request).read(request).model == model


def test_kinds_are_all_used_by_some_table() -> None:
    tables = [d.family for d in dialects().values()]  # type: ignore[attr-defined]
    used = {kind for family in (*tables, COUNT) for kind in family.kinds.values()}
    assert used | {Kind.ID, Kind.TEXT} == set(Kind)
