"""Sends to a web address: a POST of lines. The receiver's status says whether it has them."""

from collections.abc import Sequence

import httpx

from gateway.siem.message import Message
from gateway.siem.sending import Refused, SendError
from gateway.siem.tls import Credentials

_SECONDS = 10.0
_NEVER = {400, 413, 415, 422}  # this content will not be taken, however often it is sent
_TYPES = {True: "application/x-ndjson", False: "text/plain; charset=utf-8"}


class HttpSender:
    """One connection that stays open. The environment's proxy is not used: it may be us."""

    confirms = True

    def __init__(self, url: str, credentials: Credentials, *, facility: int) -> None:
        self._url, self._credentials, self._facility = url, credentials, facility
        self._client: httpx.Client | None = None

    def send(self, messages: Sequence[Message]) -> None:
        """One POST with a line for each. Raises SendError, or Refused for their content."""
        lines = [one.plain(facility=self._facility) for one in messages]
        kind = {"content-type": _TYPES[all(line.startswith("{") for line in lines)]}
        body = "".join(f"{line}\n" for line in lines).encode()
        try:
            if self._client is None:
                self._client = self._connect()
            reply = self._client.post(
                self._url, content=body, headers=kind | self._credentials.header()
            )
        except httpx.HTTPError as error:
            self.close()
            raise SendError(_said(error)) from None
        if not reply.is_success:
            form = Refused if reply.status_code in _NEVER else SendError
            raise form(f"the receiver answered {reply.status_code}")

    def close(self) -> None:
        """Close the connection."""
        client, self._client = self._client, None
        if client is not None:
            client.close()

    def _connect(self) -> httpx.Client:
        secure = self._url.startswith("https://")
        verify = self._credentials.context() if secure else True
        return httpx.Client(verify=verify, timeout=_SECONDS, trust_env=False)


def _said(error: httpx.HTTPError) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
