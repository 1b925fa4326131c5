"""The keys of records and pseudonyms: from the environment, or made once in the state folder."""

import base64
import binascii
import hmac
import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Self

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from gateway.errors import ConfigError, Problem

KEY_BYTES = 32
_MAKE_NEW = "make one with: openssl rand -base64 32"


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """Five independent keys of 32 bytes. Its repr shows nothing."""

    pseudonym: bytes = field(repr=False)  # of the tokens that stand for names
    sealing: bytes = field(repr=False)  # wraps the data keys of the records
    index: bytes = field(repr=False)  # of the blind index, and of fingerprints
    cache: bytes = field(repr=False)  # of the scanner's memory of seen texts
    checkpoint: bytes = field(repr=False)  # seed of the key that signs the log

    @classmethod
    def load(cls, folder: Path, environment: Mapping[str, str]) -> Self:
        """Each key from GATEWAY_<NAME>_KEY, else GATEWAY_<NAME>_KEY_FILE, else <folder>/<name>.key.

        Keys are base64 of 32 bytes. A key that is nowhere is made in the folder (0700, file 0600).
        Raises ConfigError with every problem found.
        """
        found: dict[str, bytes] = {}
        problems: list[Problem] = []
        for name in (f.name for f in fields(cls)):
            try:
                found[name] = _load(name, folder, environment)
            except ConfigError as error:
                problems.extend(error.problems)
        if problems:
            raise ConfigError(*problems)
        return cls(**found)


def read_key(path: Path) -> bytes:
    """A key from a file: base64 of 32 bytes. Raises ConfigError."""
    return _decoded(_text_of(path, ""), str(path), "")


def derive_subkey(key: bytes, purpose: str, length: int = KEY_BYTES) -> bytes:
    """A key for one purpose (HKDF-SHA256, RFC 5869): knowing it says nothing about `key`."""
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=purpose.encode()).derive(key)


def key_check(key: bytes, name: str) -> str:
    """What the store remembers to notice another key: 16 hex digits that do not reveal it."""
    return hmac.digest(derive_subkey(key, f"key check {name}"), b"genai-gateway", "sha256").hex()[
        :16
    ]


def _load(name: str, folder: Path, environment: Mapping[str, str]) -> bytes:
    variable = f"GATEWAY_{name.upper()}_KEY"
    if text := environment.get(variable, ""):
        return _decoded(text, "environment", variable)
    if path := environment.get(f"{variable}_FILE", ""):
        return _decoded(_text_of(Path(path), f"{variable}_FILE"), path, variable)
    path_here = folder / f"{name}.key"
    if not path_here.exists():
        _make(path_here)
    _refuse_if_others_can_read(path_here)
    return _decoded(_text_of(path_here, name), str(path_here), name)


def _decoded(text: str, file: str, where: str) -> bytes:
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != KEY_BYTES:
        message = f"not a key: base64 of {KEY_BYTES} bytes is needed; {_MAKE_NEW}"
        raise ConfigError(Problem(file=file, line=0, where=where, message=message))
    return key


def _text_of(path: Path, where: str) -> str:
    try:
        return path.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not plain base64 text"
        message = f"the key file cannot be read: {reason}"
        raise ConfigError(Problem(file=str(path), line=0, where=where, message=message)) from None


def _make(path: Path) -> None:
    """Write a new key, whole or not at all. Where two processes try, one wins and both read it."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write(draft, base64.b64encode(secrets.token_bytes(KEY_BYTES)) + b"\n")
        with suppress(FileExistsError):
            path.hardlink_to(draft)
        _sync_folder(path.parent)
    except OSError as error:
        message = f"the key cannot be made here: {error.strerror}"
        raise ConfigError(Problem(file=str(path), line=0, where="", message=message)) from None
    finally:
        with suppress(OSError):
            draft.unlink()


def _write(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _refuse_if_others_can_read(path: Path) -> None:
    if path.stat().st_mode & 0o077:
        message = f"other users of this machine can read this key; run: chmod 600 {path}"
        raise ConfigError(Problem(file=str(path), line=0, where="", message=message))
