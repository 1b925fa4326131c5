"""What an answer to an upload says: the ids by which later requests will name the file."""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from gateway.providers.words import is_id
from gateway.types import WireRequest

_ROUTE = re.compile(r"upload|file|attachment|document|asset|dataset|blob|convert", re.IGNORECASE)
_KEEPS_PROMPTS = re.compile(r"/cachedContents/?$")
_METHODS = frozenset(("POST", "PUT", "PATCH"))
_IDS = frozenset(
    (
        *("id", "file_id", "fileId", "file_uuid", "uuid", "name", "uri", "fileUri", "file_uri"),
        *("document_id", "documentId", "docId", "attachmentId", "attachment_id", "url"),
        *("fileMetadataId", "asset_pointer", "library_file_id"),
    )
)
_TARGETS = frozenset(("upload_url", "uploadUrl", "signed_url"))
_DEEPEST = 5
_LONGEST = 1_000


def is_upload_route(request: WireRequest) -> bool:
    """Whether this request may bring a file, or ask for a place to bring one to."""
    return request.method.upper() in _METHODS and (
        keeps_prompt(request)
        or _ROUTE.search(request.path) is not None
        or bool(request.header("x-goog-upload-command") or request.header("x-ms-blob-type"))
    )


def keeps_prompt(request: WireRequest) -> bool:
    """Whether the provider keeps this request itself, to go on with it under another id."""
    return request.method.upper() == "POST" and _KEEPS_PROMPTS.search(request.path) is not None


def ids_of(body: bytes) -> frozenset[str]:
    """Every id that a provider's answer to an upload gives, or none."""
    return frozenset(value for key, value in _leaves(body) if key in _IDS and _names(value))


def target_of(body: bytes) -> str:
    """Where the answer says that the file is to be put, as host and path; or ""."""
    return next((place_of(value) for key, value in _leaves(body) if key in _TARGETS), "")


def place_of(address: str) -> str:
    """Host and path of an address: what is behind them proves who may, and is a secret."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return f"{parts.hostname or ''}{parts.path}".lower()


def _names(value: str) -> bool:
    return 4 <= len(value) <= _LONGEST and (is_id(value) or "://" in value)


def _leaves(body: bytes) -> Iterator[tuple[str, str]]:
    try:
        yield from _inside(json.loads(body), "", 0)
    except (ValueError, RecursionError):
        return


def _inside(value: Any, key: str, depth: int) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - JSON
    if isinstance(value, str):
        yield key, value
    elif depth < _DEEPEST and isinstance(value, dict):
        for name, inner in value.items():
            yield from _inside(inner, name, depth + 1)
    elif depth < _DEEPEST and isinstance(value, list):
        for inner in value:
            yield from _inside(inner, key, depth + 1)
