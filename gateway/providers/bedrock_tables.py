"""What the bodies of Bedrock's interfaces call their parts."""

from collections.abc import Mapping

from gateway.providers.anthropic_messages import MESSAGES
from gateway.providers.family import COMMON, Family, Kind
from gateway.providers.openai_chat import CHAT

HOSTS = (
    r"(?:[\w-]+\.)*bedrock-(?:agent-)?runtime(?:-fips)?\.[\w-]+\."
    r"(?:vpce\.)?(?:amazonaws\.(?:com|com\.cn|eu)|api\.aws)"
)
"""Hosts that are Bedrock's whatever the path, private endpoints too."""

_BLOCKS: Mapping[str, Kind] = {
    "source/bytes": Kind.MEDIA,
    "s3Location/uri": Kind.MEDIA,
    "byteContent/data": Kind.MEDIA,
    "invokeModel/body": Kind.PACKED,
    "reasoningContent/redactedContent": Kind.SEALED,
    "toolUse/name": Kind.WORD,
    "toolSpec/name": Kind.WORD,
    "tool/name": Kind.WORD,
    "stopSequences/*": Kind.FIXED,
    "jsonSchema/schema": Kind.INNER,
    "guardrailIdentifier": Kind.WORD,
    "guardrailVersion": Kind.WORD,
    "guardrailConfig/trace": Kind.WORD,
    "streamProcessingMode": Kind.WORD,
    "latency": Kind.WORD,
    "qualifiers/*": Kind.WORD,
    "outputScope": Kind.WORD,
    "additionalModelResponseFieldPaths/*": Kind.WORD,
}
_ROLES: Mapping[str, str] = {
    "system": "system",
    "toolConfig": "system",
    "promptVariables": "user",
    "additionalModelRequestFields": "system",
    "outputConfig": "system",
    "content": "user",
}
_FREE = (
    *("/toolUse/input/", "/toolResult/content/*/json/", "/requestMetadata/", "/promptVariables/"),
    "/sessionAttributes/",
    "/promptSessionAttributes/",
)

CONVERSE = Family(turns="messages", roles=_ROLES, kinds={**COMMON, **_BLOCKS}, free=_FREE)

INVOKE = Family(
    turns="messages",
    roles={
        **CHAT.roles,
        **MESSAGES.roles,
        **_ROLES,
        "prompt": "user",
        "inputText": "user",
        "inputPrompt": "user",
        "texts": "user",
        "text_prompts": "user",
        "textToImageParams": "user",
        "query": "user",
        "documents": "user",
    },
    kinds={
        **CHAT.kinds,
        **MESSAGES.kinds,
        **_BLOCKS,
        "inputImage": Kind.MEDIA,
        "image": Kind.MEDIA,
        "maskImage": Kind.MEDIA,
        "condition_image": Kind.MEDIA,
        "mediaSource/base64String": Kind.MEDIA,
        "s3Location/bucketOwner": Kind.WORD,
        "anthropic_beta/*": Kind.WORD,
        "schemaVersion": Kind.WORD,
        "input_type": Kind.WORD,
        "embedding_types/*": Kind.WORD,
        "embeddingTypes/*": Kind.WORD,
        "truncate": Kind.WORD,
        "stopSequences/*": Kind.FIXED,
    },
    free=(*MESSAGES.free, *CHAT.free, *_FREE),
    wrappers=frozenset(("modelInput",)),
)
"""Any model's own body: each vendor's names mean one thing."""

COHERE = Family(
    turns="chat_history",
    roles={**INVOKE.roles, "message": "user", "preamble": "system"},
    kinds=INVOKE.kinds,
    free=INVOKE.free,
    wrappers=INVOKE.wrappers,
)
"""Command R keeps earlier turns apart from the new one."""

COUNT = Family(
    turns="messages",
    roles=_ROLES,
    kinds=CONVERSE.kinds,
    free=_FREE,
    wrappers=frozenset(("input", "converse")),
)

AGENT = Family(
    roles={
        "inputText": "user",
        "input": "user",
        "retrievalQuery": "user",
        "queryGenerationInput": "user",
        "queries": "user",
        "instruction": "system",
        "prompt": "user",
        "text": "user",
        "query": "user",
        "inputs": "user",
        "content": "user",
        "messages": "user",
    },
    kinds={
        **CONVERSE.kinds,
        "sessionId": Kind.CONVERSATION,
        "foundationModel": Kind.WORD,
        "modelArn": Kind.WORD,
        "nextToken": Kind.SEALED,
        "queryType": Kind.WORD,
        "searchType": Kind.WORD,
        "overrideSearchType": Kind.WORD,
        "httpMethod": Kind.WORD,
        "apiPath": Kind.WORD,
        "nodeName": Kind.WORD,
        "nodeOutputName": Kind.WORD,
        "nodeInputName": Kind.WORD,
        "mediaType": Kind.WORD,
        "encryptionKeyArn": Kind.WORD,
        "customerEncryptionKeyArn": Kind.WORD,
        "responseState": Kind.WORD,
        "actionGroup": Kind.WORD,
        "useCase": Kind.WORD,
        "sourceType": Kind.WORD,
    },
    free=_FREE,
)
