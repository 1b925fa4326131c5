"""What Anthropic, Google and AWS offer beside answers: more rows of the matrix, of text alone."""

from typing import Any

import anthropic
from google import genai

from tests.acceptance.vendors import (
    Case,
    Endpoint,
    bedrock,
    claude,
    claude_turns,
    converse_turns,
    gemini,
    google_asked,
    vertex,
)
from tests.bedrock_provider import MODEL

_TEXT = ("text",)


def claude_counted(client: anthropic.Anthropic, case: Case) -> str:
    return str(client.messages.count_tokens(model="m", **claude_turns(case)).input_tokens)


def claude_batch(client: anthropic.Anthropic, case: Case) -> str:
    turns = [{"role": "user", "content": case.text}]
    params: Any = {"model": "m", "max_tokens": 9, "messages": turns}
    return client.messages.batches.create(requests=[{"custom_id": "case-1", "params": params}]).id


def google_counted(client: genai.Client, case: Case) -> str:
    return str(client.models.count_tokens(model="m", **google_asked(case)).total_tokens)


def google_embedded(client: genai.Client, case: Case) -> str:
    made = client.models.embed_content(model="gemini-embedding-001", contents=case.text)
    return str([one.values for one in made.embeddings or ()])


def google_kept(client: genai.Client, case: Case) -> str:
    config: Any = {"system_instruction": "Be brief.", **google_asked(case)}
    return str(client.caches.create(model="m", config=config).name)


def google_batch(client: genai.Client, case: Case) -> str:
    made = client.batches.create(model="m", src=[google_asked(case)])  # type: ignore[arg-type]
    done: Any = client.batches.get(name=made.name or "")
    return str(done.dest.inlined_responses[0].response.text)


def interaction(client: genai.Client, case: Case) -> str:
    done: Any = client.interactions.create(model="m", input=case.text)
    return "".join(part.text for step in done.steps for part in step.content)


def interaction_streamed(client: genai.Client, case: Case) -> str:
    events: Any = client.interactions.create(model="m", input=case.text, stream=True)
    return "".join(e.delta.text for e in events if e.event_type == "step.delta")


def bedrock_counted(client: Any, case: Case) -> str:
    asked = {"converse": converse_turns(case)}
    return str(client.count_tokens(modelId=MODEL, input=asked)["inputTokens"])


def guarded(client: Any, case: Case) -> str:
    content = [{"text": {"text": case.text}}]
    where = {"guardrailIdentifier": "g1", "guardrailVersion": "1", "source": "INPUT"}
    return str(client.apply_guardrail(content=content, **where)["outputs"][0]["text"])


RESOURCES = {
    "anthropic-count": Endpoint(client=claude, ask=claude_counted, modes=_TEXT, says=False),
    "anthropic-batch": Endpoint(client=claude, ask=claude_batch, modes=_TEXT, says=False),
    "gemini-count": Endpoint(client=gemini, ask=google_counted, modes=_TEXT, says=False),
    "gemini-embed": Endpoint(client=gemini, ask=google_embedded, modes=_TEXT, says=False),
    "gemini-cache": Endpoint(client=gemini, ask=google_kept, modes=_TEXT, says=False),
    "gemini-batch": Endpoint(client=gemini, ask=google_batch, modes=_TEXT),
    "gemini-interaction-whole": Endpoint(client=gemini, ask=interaction, modes=_TEXT),
    "gemini-interaction-streamed": Endpoint(client=gemini, ask=interaction_streamed, modes=_TEXT),
    "vertex-count": Endpoint(client=vertex, ask=google_counted, modes=_TEXT, says=False),
    "vertex-embed": Endpoint(client=vertex, ask=google_embedded, modes=_TEXT, says=False),
    "vertex-cache": Endpoint(client=vertex, ask=google_kept, modes=_TEXT, says=False),
    "bedrock-count": Endpoint(client=bedrock, ask=bedrock_counted, modes=_TEXT, says=False),
    "bedrock-guardrail": Endpoint(client=bedrock, ask=guarded, modes=_TEXT),
}
