"""The dialect `gemini.generate`: Gemini and Vertex AI; the address names the model."""

import re

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

GENERATE_DIALECT = register(
    WireFormat(
        name="gemini.generate",
        route=re.compile(
            r"(?:/v1internal|/(?P<model>[^/:]+))"
            r":(?:generateContent|(?P<stream>stream)GenerateContent|countTokens|embedContent"
            r"|batchEmbedContents)$"
        ),
        family=GENERATE,
        reader=read_gemini,
        shape=google_shape,
        failure=google_failure,
        array=re.compile(r":streamGenerateContent$"),
    )
)
