"""Anchors: places outside the database where checkpoints are kept (docs/records.md)."""

import base64
import errno
import json
import os
import smtplib
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from http import HTTPStatus
from pathlib import Path
from typing import BinaryIO, Protocol

import httpx

from gateway.audit.log.anchor_files import is_whole, newest_in
from gateway.audit.log.merkle import is_consistent
from gateway.audit.log.notes import Checkpoint, NoteError, VerifierKey, verified
from gateway.errors import GatewayError

_TIMEOUT = 20.0


class AnchorError(GatewayError):
    """An anchor did not take a checkpoint."""


class AnchorContradiction(AnchorError):
    """An anchor holds what the log is no continuation of: entries were lost, or changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """The newest checkpoint of a log. `known`: the size that the anchor has, 0 when none."""

    log: int
    size: int
    note: str
    known: int
    prove: Callable[[int], Sequence[bytes]] = field(repr=False)  # consistency from that size


class Anchor(Protocol):
    """One place. `every`: how long it waits between two checkpoints."""

    @property
    def name(self) -> str:
        """What health and the store call it."""

    @property
    def every(self) -> timedelta:
        """The least time between two checkpoints."""

    def keep(self, news: News) -> str:
        """Keep a checkpoint; returns what the place answered. Raises AnchorError."""

    def reach(self) -> None:
        """See whether it could take one now, and give it nothing. Raises AnchorError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileAnchor:
    """Adds a line of JSON to a file that only ever grows, if it goes on from the last one."""

    path: Path
    every: timedelta = timedelta()

    @property
    def name(self) -> str:
        """What health and the store call it."""
        return f"file {self.path}"

    def keep(self, news: News) -> str:
        """Written and flushed to disk when it returns."""
        line = json.dumps({"time": datetime.now(UTC).isoformat(), "note": news.note}) + "\n"
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            flags = os.O_RDWR | os.O_APPEND | os.O_CREAT
            descriptor = os.open(self.path, flags, 0o600)
            with os.fdopen(descriptor, "a+b") as file:
                self._check(news, Checkpoint.parse(news.note), file)
                file.write(line.encode() if is_whole(file) else f"\n{line}".encode())
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise AnchorError(f"{self.path}: {error.strerror}") from None
        return ""

    def reach(self) -> None:
        """The file, or where it is to be made, can be written."""
        there = next(path for path in (self.path, *self.path.absolute().parents) if path.exists())
        folder_needed = there != self.path
        if folder_needed and not there.is_dir():
            raise AnchorError(f"{self.path}: {there} is no folder")
        if not os.access(there, os.W_OK | (os.X_OK if folder_needed else os.R_OK)):
            raise AnchorError(f"{self.path}: {os.strerror(errno.EACCES)}")

    def _check(self, news: News, new: Checkpoint, file: BinaryIO) -> None:
        """As a witness does. What the store itself knows to be kept, it has gone on from."""
        kept = newest_in(file, new.origin)
        if kept is None or not kept.size or (kept.size == news.known < new.size):
            return
        if kept.size > new.size:
            text = f"{self.path}: holds {kept.size} entries, there are {new.size}"
            raise AnchorContradiction(text)
        if not is_consistent(kept.size, new.size, news.prove(kept.size), kept.root, new.root):
            raise AnchorContradiction(f"{self.path}: holds {kept.size} entries that are others now")


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailAnchor:
    """A digest by e-mail, once a day."""

    to: tuple[str, ...]
    sender: str
    host: str
    port: int
    security: str
    user: str = ""
    password: str = field(default="", repr=False)
    every: timedelta = timedelta(days=1)

    @property
    def name(self) -> str:
        """What health and the store call it."""
        return f"email {', '.join(self.to)}"[:200]

    def keep(self, news: News) -> str:
        """Accepted by the server when it returns."""
        with self._signed_in() as server:
            server.send_message(self._message(news))
        return ""

    def reach(self) -> None:
        """The server answers, and lets us sign in; nothing is sent."""
        with self._signed_in() as server:
            server.noop()

    @contextmanager
    def _signed_in(self) -> Iterator[smtplib.SMTP]:
        try:
            with self._connection() as server:
                if self.security == "starttls":
                    server.starttls(context=ssl.create_default_context())
                if self.user:
                    server.login(self.user, self.password)
                yield server
        except (OSError, smtplib.SMTPException) as error:
            raise AnchorError(f"{self.host}: {type(error).__name__}") from None

    def _connection(self) -> smtplib.SMTP:
        if self.security == "tls":
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(self.host, self.port, timeout=_TIMEOUT, context=context)
        return smtplib.SMTP(self.host, self.port, timeout=_TIMEOUT)

    def _message(self, news: News) -> EmailMessage:
        message = EmailMessage()
        message["Subject"] = f"GenAI gateway: the log of {news.log} holds {news.size} entries"
        message["From"], message["To"] = self.sender, ", ".join(self.to)
        message.set_content(
            "Please keep this message. It shows what the gateway's log was at this moment, and\n"
            "lets `genai-gateway records verify --anchors` notice when records are changed or\n"
            f"removed later. Save the text between the lines to a file.\n\n---\n{news.note}---\n"
        )
        return message


@dataclass(frozen=True, slots=True, kw_only=True)
class WitnessAnchor:
    """A witness that checks consistency and cosigns (C2SP tlog-witness)."""

    url: str
    key: VerifierKey
    every: timedelta = timedelta(minutes=5)

    @property
    def name(self) -> str:
        """What health and the store call it."""
        return f"witness {self.key.name}"[:200]

    def keep(self, news: News) -> str:
        """Cosigned when it returns; the answer is the cosignature."""
        response = self._post(news, news.known)
        if response.status_code == HTTPStatus.CONFLICT and response.text.strip().isdigit():
            response = self._post(news, int(response.text))  # the size that it remembers itself
        if response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY:  # the proof does not hold
            raise AnchorContradiction(f"{self.url}: has seen entries that are others now")
        if response.status_code != HTTPStatus.OK:
            raise AnchorError(f"{self.url}: answered {response.status_code}")
        try:
            verified(news.note + response.text, [self.key])
        except NoteError as error:
            raise AnchorError(f"{self.url}: {error}") from None
        return response.text

    def reach(self) -> None:
        """It answers, whatever it says: it is asked for nothing that a witness has."""
        try:
            status = httpx.get(self.url, timeout=_TIMEOUT).status_code
        except httpx.HTTPError as error:
            raise AnchorError(f"{self.url}: {type(error).__name__}") from None
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR and status != HTTPStatus.NOT_IMPLEMENTED:
            raise AnchorError(f"{self.url}: answered {status}")

    def _post(self, news: News, old: int) -> httpx.Response:
        if old > news.size:
            text = f"{self.url}: has seen {old} entries, there are {news.size}"
            raise AnchorContradiction(text)
        proof = news.prove(old) if 0 < old < news.size else ()
        steps = "".join(base64.b64encode(step).decode() + "\n" for step in proof)
        body = f"old {old}\n{steps}\n{news.note}"
        try:
            return httpx.post(
                f"{self.url.rstrip('/')}/add-checkpoint", content=body.encode(), timeout=_TIMEOUT
            )
        except httpx.HTTPError as error:
            raise AnchorError(f"{self.url}: {type(error).__name__}") from None
