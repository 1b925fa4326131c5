"""What a family of JSON bodies calls its parts: all is text unless a table says otherwise."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from gateway.providers.json_text import Path
from gateway.providers.words import IDS, SEALED, WORDS


class Kind(StrEnum):
    """What a leaf holds."""

    TEXT = "text"
    INNER = "inner"  # JSON source inside a string
    WORD = "word"  # a word of the protocol
    ID = "id"
    SEALED = "sealed"  # readable for the provider only
    SOUND = "sound"  # base64 of speech: nobody listens
    MEDIA = "media"  # base64, a data URL, or the URL of a file
    HELD = "held"  # names something the provider keeps
    CACHED = "cached"  # names a prompt the provider keeps, with pseudonyms in it
    ELSEWHERE = "elsewhere"  # another service the provider is asked to call
    CONVERSATION = "conversation"  # names the conversation the provider keeps
    RECALLED = "recalled"  # names what the provider keeps; nothing is added to it
    FIXED = "fixed"  # text that must arrive unaltered
    CREDENTIAL = "credential"  # proves to another service who calls; neither altered nor recorded
    HEADER = "header"  # sent to another service: a credential or text, as its name says
    REGION = "region"  # where the provider is asked to process
    PACKED = "packed"  # text or JSON in base64: read, but not to be altered


COMMON: Mapping[str, Kind] = {
    "image_url": Kind.MEDIA,
    "image_url/url": Kind.MEDIA,
    "video_url/url": Kind.MEDIA,
    "file_url": Kind.MEDIA,
    "file_url/url": Kind.MEDIA,
    "pdf_url/url": Kind.MEDIA,
    "document_url": Kind.MEDIA,
    "input_audio": Kind.MEDIA,
    "input_audio/data": Kind.MEDIA,
    "file_data": Kind.MEDIA,
    "b64_json": Kind.MEDIA,
    "inlineData/data": Kind.MEDIA,
    "inline_data/data": Kind.MEDIA,
    "fileUri": Kind.MEDIA,
    "file_uri": Kind.MEDIA,
    "images/*": Kind.MEDIA,
    "file_id": Kind.HELD,
    "fileId": Kind.HELD,
    "input_file_id": Kind.HELD,
    "training_file": Kind.HELD,
    "validation_file": Kind.HELD,
    "file_ids/*": Kind.HELD,
    "fileIds/*": Kind.HELD,
    "vector_store_ids/*": Kind.HELD,
    "cachedContent": Kind.CACHED,
    "cached_content": Kind.CACHED,
    "conversation_id": Kind.CONVERSATION,
    "conversationId": Kind.CONVERSATION,
    "thread_id": Kind.CONVERSATION,
    "chat_session_id": Kind.CONVERSATION,
    "previous_interaction_id": Kind.CONVERSATION,
    "server_url": Kind.ELSEWHERE,
    "authorization": Kind.CREDENTIAL,
    "authorization_token": Kind.CREDENTIAL,
    "domain_secrets/*/value": Kind.CREDENTIAL,
    "tools/*/headers/?": Kind.HEADER,
    "mcp_servers/*/headers/?": Kind.HEADER,
    "arguments": Kind.INNER,
}
"""By the last steps of a path; more steps win over fewer. "?" as the last is any name."""


_LONGEST_STEP = 64


def shape(path: Path) -> str:
    """The path with every index as "*", and every key too long to be in a table."""
    return "/".join(
        [step if isinstance(step, str) and len(step) <= _LONGEST_STEP else "*" for step in path]
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Family:
    """The table of one family.

    `turns` is the member that lists the messages. `roles` gives the role of other members, by the
    first step of the path. `free` are parts of a path below which everything is the person's own
    JSON, whatever its keys are called. `wrappers` are outer members that only wrap the body.
    """

    kinds: Mapping[str, Kind] = field(default_factory=lambda: COMMON)
    turns: str = ""
    roles: Mapping[str, str] = field(default_factory=dict)
    free: tuple[str, ...] = ()
    wrappers: frozenset[str] = frozenset()
    tokens: frozenset[str] = frozenset()  # members whose numbers stand for text
    documents: Mapping[str, "Family"] = field(default_factory=dict)  # members: whole bodies each
    fresh: bool = False  # whether all of it is new, whoever answered in it
    beside: frozenset[str] = frozenset()  # members beside the messages that are new in every turn
    followed: bool = False  # whether these come after the last message, also one of the model
    keys: frozenset[str] = frozenset()  # members whose names look like somebody's words
    strict: bool = True  # False: nothing is known of this JSON, ids may be people's
    shaped: Callable[[Path], str] = shape  # how its kinds name a path


@lru_cache(maxsize=8192)
def kind_of(family: Family, shaped: str) -> Kind:
    """What stands at a path of this shape."""
    if any(zone in f"/{shaped}" for zone in family.free):
        return Kind.TEXT
    steps = shaped.split("/")
    tails = [tail for size in (4, 3, 2, 1) for tail in _tails(steps, size)]
    named = next((family.kinds[tail] for tail in tails if tail in family.kinds), None)
    return named or _by_name(family, next((s for s in reversed(steps) if s != "*"), ""))


def _tails(steps: list[str], size: int) -> tuple[str, ...]:
    """The last steps as they are, then with any name as the very last."""
    exact = "/".join(steps[-size:])
    return (exact,) if size < 2 else (exact, "/".join((*steps[-size:-1], "?")))


def _by_name(family: Family, name: str) -> Kind:
    if name in WORDS:
        return Kind.WORD
    if name in SEALED:
        return Kind.SEALED
    if name in IDS or (family.strict and name.endswith(("_id", "Id"))):
        return Kind.ID
    return Kind.TEXT
