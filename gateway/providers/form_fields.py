"""Fields of multipart forms by the family's table, as if they were members of a JSON object."""

import re

from gateway.providers.credentials import is_credential
from gateway.providers.family import Family, Kind, kind_of
from gateway.providers.found import Found
from gateway.providers.words import is_blob, is_id, is_word

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_BRACKETS = re.compile(r"\[([^\[\]]*)\]")


def field_path(name: str) -> str:
    """`svg[model]` as the path "svg/model"; an index, or none, becomes "*"."""
    return _BRACKETS.sub(
        lambda found: "/" + ("*" if found[1] in ("",) or found[1].isdigit() else found[1]), name
    )


def takes(family: Family, name: str, at: str, text: str, found: Found) -> bool:
    """Whether the field is done with: noted, a word, an id or a file, and not a text to read."""
    path = field_path(name)
    if path == "model":
        found.names_model(text)
    elif path == "stream":
        found.stream = text == "true"
        return text in ("true", "false")
    kind = kind_of(family, path)
    if kind in (Kind.WORD, Kind.ID):
        return is_word(text) if kind is Kind.WORD else family.strict and is_id(text)
    if kind is Kind.CREDENTIAL:
        return is_credential(kind, tuple(path.split("/")), text)
    if kind is Kind.RECALLED and is_id(text):
        found.names_kept(text)
        return True
    return _is_unread(kind, at, text, found)


def _is_unread(kind: Kind, at: str, text: str, found: Found) -> bool:
    """Note what stands elsewhere, or for a file."""
    if kind is Kind.HELD and is_id(text):
        found.cannot_read(at, "kept by the provider, not in this request")
        return True
    if kind is Kind.MEDIA and _ADDRESS.match(text) and text[:5].lower() != "data:":
        found.held(at, text, "a file at an address")
        return False  # the address may say something itself
    if kind is Kind.MEDIA and (text[:5].lower() == "data:" or is_blob(text)):
        found.cannot_read(at, "a file")
        return True
    return False
