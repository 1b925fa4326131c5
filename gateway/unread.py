"""The classes of what could not be inspected, told from the reasons that readers give."""

from collections.abc import Mapping
from enum import StrEnum


class UnreadClass(StrEnum):
    """What policy files and metrics call it."""

    PROTOCOL = "protocol"
    ENCRYPTED = "encrypted"
    PICTURE = "picture"
    AUDIO = "audio"
    VIDEO = "video"
    ADDRESS = "address"
    PROVIDER_HELD = "provider_held"
    FILE = "file"
    NUMBERS = "numbers"
    SHAPE = "shape"
    ENCODED = "encoded"
    NOT_TEXT = "not_text"
    OTHER = "other"


WORDS: Mapping[UnreadClass, tuple[str, ...]] = {
    UnreadClass.PROTOCOL: ("grpc", "both directions"),
    UnreadClass.ENCRYPTED: ("encrypted", "password"),
    UnreadClass.PICTURE: ("picture", "image"),
    UnreadClass.AUDIO: ("audio",),
    UnreadClass.VIDEO: ("video",),
    UnreadClass.ADDRESS: ("address", "url", "link"),
    UnreadClass.PROVIDER_HELD: ("provider", "history", "conversation"),
    UnreadClass.FILE: ("file", "document"),
    UnreadClass.NUMBERS: ("number", "token"),
    UnreadClass.SHAPE: ("json", "multipart", "deep", "nest", "well formed", "content type"),
    UnreadClass.ENCODED: ("encod", "compress", "base64", "binary", "utf-8"),
    UnreadClass.NOT_TEXT: ("not text",),
}
"""Class -> words that tell it from a reason; the first match wins."""


def class_of(why: str) -> UnreadClass:
    """The class of a reason for not inspecting a part."""
    why = why.lower()
    found = (name for name, words in WORDS.items() if any(word in why for word in words))
    return next(found, UnreadClass.OTHER)
