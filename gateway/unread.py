"""Sorts a dialect's reasons for not inspecting a part into the few classes that metrics show."""

OTHER = "other"
UNREAD = {
    "address": ("address", "url", "link"),
    "file": ("file", "image", "audio", "video", "document"),
    "provider_held": ("provider", "history", "conversation"),
    "numbers": ("number", "token"),
    "shape": ("json", "multipart", "deep", "nest", "well formed"),
    "encoded": ("encod", "compress", "base64", "binary", "utf-8"),
    "not_text": ("not text",),
}
"""Class of an unread part -> words that tell it from the dialect's reason; the first match wins."""


def why_class(why: str) -> str:
    """The class of a dialect's reason for not inspecting a part."""
    why = why.lower()
    return next((name for name, words in UNREAD.items() if any(w in why for w in words)), OTHER)
