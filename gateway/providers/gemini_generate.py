"""The dialect `gemini.generate`: Gemini and Vertex AI; the address names the model."""

import re
from dataclasses import replace

from gateway.providers import products
from gateway.providers.coverage import Part, Route, Status, alike, by_sdk
from gateway.providers.dialect import register
from gateway.providers.family import COMMON, Family, Kind
from gateway.providers.gemini_events import read_gemini
from gateway.providers.refusals import google_failure, google_shape
from gateway.providers.wire_format import WireFormat

GENERATE = Family(
    turns="contents",
    roles={
        "contents": "user",
        "content": "user",
        "title": "user",
        "systemInstruction": "system",
        "system_instruction": "system",
        "tools": "system",
        "generationConfig": "system",
    },
    kinds={
        **COMMON,
        "functionCall/name": Kind.WORD,
        "function_call/name": Kind.WORD,
        "functionResponse/name": Kind.WORD,
        "function_response/name": Kind.WORD,
        "functionDeclarations/*/name": Kind.WORD,
        "function_declarations/*/name": Kind.WORD,
        "safetySettings/*/category": Kind.WORD,
        "safety_settings/*/category": Kind.WORD,
        "allowedFunctionNames/*": Kind.WORD,
        "executableCode/language": Kind.WORD,
        "codeExecutionResult/outcome": Kind.WORD,
        "partialArgs/*/jsonPath": Kind.WORD,
        "voiceName": Kind.WORD,
        "stopSequences/*": Kind.FIXED,
        "stop_sequences/*": Kind.FIXED,
        "project": Kind.WORD,
    },
    free=("/args/", "/functionResponse/response/", "/function_response/response/", "/labels/"),
    wrappers=frozenset(("request", "requests", "generateContentRequest")),
)

_MODEL = "/v1beta/models/{model}"
_VERTEX = "/v1/projects/{project}/locations/{place}/publishers/google/models/{model}"
_GENERATE = Route(
    products=products.GEMINI,
    method="POST",
    path=f"{_MODEL}:generateContent",
    inspects=(Part.TEXT, Part.SYSTEM, Part.TOOLS, Part.FILES, Part.IMAGES, Part.AUDIO),
    streams=True,
    status=Status.SDK,
)
_COUNT = replace(_GENERATE, streams=False, status=Status.TRAFFIC)

GENERATE_DIALECT = register(
    WireFormat(
        name="gemini.generate",
        route=re.compile(
            r"(?:(?:/v1internal|/(?P<model>[^/:]+))"
            r":(?:generateContent|(?P<stream>stream)GenerateContent|countTokens|computeTokens"
            r"|embedContent|batchEmbedContents))$"
        ),
        family=GENERATE,
        reader=read_gemini,
        shape=google_shape,
        failure=google_failure,
        array=re.compile(r":streamGenerateContent$"),
        routes=(
            *alike(_GENERATE, f"{_MODEL}:streamGenerateContent"),
            *by_sdk(
                alike(
                    replace(_COUNT, path=f"{_MODEL}:countTokens"),
                    f"{_MODEL}:computeTokens",
                    f"{_MODEL}:embedContent",
                    f"{_MODEL}:batchEmbedContents",
                ),
                f"POST {_MODEL}:countTokens",
                f"POST {_MODEL}:batchEmbedContents",
            ),
            *alike(
                replace(_GENERATE, products=products.VERTEX, path=f"{_VERTEX}:generateContent"),
                f"{_VERTEX}:streamGenerateContent",
            ),
            *by_sdk(
                alike(
                    replace(_COUNT, products=products.VERTEX, path=f"{_VERTEX}:countTokens"),
                    f"{_VERTEX}:computeTokens",
                ),
                f"POST {_VERTEX}:countTokens",
            ),
            *alike(
                replace(
                    _GENERATE,
                    products=("Gemini Code Assist",),
                    path="/v1internal:generateContent",
                    status=Status.DOCUMENTED,
                ),
                "/v1internal:streamGenerateContent",
            ),
        ),
    )
)
