"""A real tool from this network: reached, certificate accepted, prompt found, answer restored."""

import os
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx

from gateway.audit.live_checks import Seen, newest
from gateway.audit.store import Store
from gateway.cli.checks.line import Line, State, fail, ok, warn
from gateway.cli.checks.probe import PERSON, Route
from gateway.types import Destination

KEY = "GENAI_LIVE_KEY"
"""Environment variable with the organisation's API key for the tool."""

_ASKED = f"Write one short friendly sentence to {PERSON}, using her full name."
_PATIENCE, _LOOK = 180.0, 2.0  # seconds
_BAD_GATEWAY = 502


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """How a prompt is put to one kind of interface, and where its answer stands."""

    path: str
    body: Callable[[str, str], dict[str, Any]]
    headers: Callable[[str], dict[str, str]]


def _chat(model: str, text: str) -> dict[str, Any]:
    return {"model": model, "messages": [{"role": "user", "content": text}]}


def _messages(model: str, text: str) -> dict[str, Any]:
    return {**_chat(model, text), "max_tokens": 200}


def _contents(_: str, text: str) -> dict[str, Any]:
    return {"contents": [{"role": "user", "parts": [{"text": text}]}]}


def _bearer(key: str) -> dict[str, str]:
    return {"authorization": f"Bearer {key}"}


def _anthropic(key: str) -> dict[str, str]:
    return {"x-api-key": key, "anthropic-version": "2023-06-01"}


_OPENAI = Asking(path="/v1/chat/completions", body=_chat, headers=_bearer)
_ASKING: Mapping[str, Asking] = {
    "Anthropic": Asking(path="/v1/messages", body=_messages, headers=_anthropic),
    "Google": Asking(
        path="/v1beta/models/{model}:generateContent",
        body=_contents,
        headers=lambda key: {"x-goog-api-key": key},
    ),
    "Groq": Asking(path="/openai/v1/chat/completions", body=_chat, headers=_bearer),
    "OpenRouter": Asking(path="/api/v1/chat/completions", body=_chat, headers=_bearer),
    "Perplexity": Asking(path="/chat/completions", body=_chat, headers=_bearer),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveCheck:
    """One tool at one of its hosts. With a key it is asked; without, a person asks in a browser."""

    route: Route
    store: Store
    destination: Destination
    model: str = ""
    key: str = field(default="", repr=False)
    patience: float = _PATIENCE
    tell: Callable[[str], None] = print

    def lines(self) -> Iterator[Line]:
        """Every result; stops where going on makes no sense."""
        host = self.destination.host
        began = datetime.now(UTC)
        try:
            with self.route.client() as client:
                reached = _reached(client, host)
                yield reached
                if reached.state is State.FAIL:
                    return
                if self.key:
                    yield self._answered(client)
        except (OSError, httpx.HTTPError) as error:
            do = "Is the gateway running, and does the firewall let it out to this host?"
            yield fail("live: reach", f"no answer ({type(error).__name__})", do)
            return
        if not self.key:
            self.tell(f"Now open {host} in a browser behind the gateway and send: {_ASKED}")
        yield from _judged(self._wait(began))

    def _answered(self, client: httpx.Client) -> Line:
        vendor = self.destination.service.vendor
        asking = _ASKING.get(vendor, _OPENAI)
        url = f"https://{self.destination.host}{asking.path.format(model=self.model)}"
        body = asking.body(self.model, _ASKED)
        response = client.post(url, json=body, headers=asking.headers(self.key))
        name = "live: answer"
        if response.status_code != httpx.codes.OK:
            do = "Read the refusal or the provider's error with genai-gateway records search."
            return fail(name, f"status {response.status_code}", do)
        if PERSON not in response.text:
            do = "Ask again with a larger model, or look at the record's answer as received."
            return warn(name, "came, without the name that was asked for", do)
        return ok(name, "came with the name in it")

    def _wait(self, began: datetime) -> Seen | None:
        """The interaction as it was recorded, once it has ended, or what there is of it."""
        until = time.monotonic() + self.patience
        while True:
            seen = newest(self.store, self.destination.host, began)
            if (seen and seen.ended) or time.monotonic() > until:
                return seen
            time.sleep(min(_LOOK, self.patience))


def key_from_environment() -> str:
    """The API key to ask with, or nothing."""
    return os.environ.get(KEY, "")


def _reached(client: httpx.Client, host: str) -> Line:
    response = client.get(f"https://{host}/", headers={"accept": "text/html"})
    name = "live: reach"
    if response.headers.get("cf-mitigated") == "challenge":
        do = 'Browsers usually pass; programs may not. See docs/coverage.md, "Live checks".'
        return warn(name, f"{host} challenges clients that are not browsers", do)
    if response.status_code == _BAD_GATEWAY:
        do = "The provider was not reached or its certificate not accepted: read the gateway's log."
        return fail(name, f"{host} did not answer the gateway", do)
    return ok(name, f"{host} answered with status {response.status_code}, certificate accepted")


def _judged(seen: Seen | None) -> Iterator[Line]:
    if seen is None:
        do = "Does the browser use the gateway, with QUIC off? See genai-gateway doctor --pinned."
        yield fail("live: prompt", "no prompt to this host was recorded", do)
        return
    yield ok("live: prompt", f"found by the dialect {seen.dialect}: {seen.segments} texts")
    if seen.unread:
        do = "See which parts with genai-gateway records show."
        yield warn("live: unread", f"{seen.unread} parts could not be read", do)
    if seen.issued:
        yield ok("live: masking", f"{seen.issued} pseudonyms left instead of values")
    else:
        do = "Was the sentence with the name sent as it stands? Does the tool's row list personal?"
        yield warn("live: masking", f"nothing was replaced; the decision was {seen.effect}", do)
    if not seen.ended:
        yield fail("live: restoring", "the answer has not ended", "Wait longer, or read the log.")
    elif seen.unrestored:
        do = "The page or the model alters pseudonyms; report it with the tool's name."
        yield warn("live: restoring", f"{seen.unrestored} pseudonyms came back damaged", do)
    else:
        yield ok("live: restoring", "the answer was captured, no pseudonym was left in it")
