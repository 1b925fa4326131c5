"""Made-up prompts through the proxy to the practice tool: the whole path, as staff use it."""

import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from gateway.cli.checks.line import Line, fail, ok, warn
from gateway.portal.banner import reachable
from gateway.portal.certificate import HOST

PERSON = "Ottoline Fairweather"
_TIMEOUT = 30.0
_MASKED = "received pseudonyms:"  # gateway/portal/practice_reply.py
_NAMED = f"Please draft a reply to {PERSON}, ottoline.fairweather@example.org, about her repair."
_REFUSED = (
    ("a secret", "Deploy with this key: sk-" + "Zq7" * 16 + "w"),
    ("health data", f"{PERSON} has been diagnosed with schizophrenia. Draft a letter to her."),
)
_LOOK = "Run the same prompt with genai-gateway try, and read the gateway's log."


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """How to get to the gateway as a client does."""

    proxy: str
    certificate: Path
    user: str = ""
    password: str = field(default="", repr=False)

    def client(self) -> httpx.Client:
        """A client that trusts the gateway's certificate only. Raises OSError, ssl.SSLError."""
        context = ssl.create_default_context(cafile=str(self.certificate))
        auth = (self.user, self.password) if self.user else None
        return httpx.Client(
            proxy=httpx.Proxy(f"http://{reachable(self.proxy)}", auth=auth),
            verify=context,
            timeout=_TIMEOUT,
            trust_env=False,
        )


def check_path(route: Route) -> Iterator[Line]:
    """A name must leave as a pseudonym and come back; a secret and health data must not leave."""
    try:
        with route.client() as client:
            yield _restored(client)
            for what, prompt in _REFUSED:
                yield _refused(client, what, prompt)
    except OSError:
        yield fail("probe", f"{route.certificate} cannot be used", "Run: genai-gateway ca show")
    except httpx.ProxyError as error:
        yield _closed(str(error))
    except httpx.HTTPError as error:
        do = f"Is the proxy at {route.proxy}, and is this its certificate? See --proxy and --state."
        yield fail("probe", f"no answer through the proxy ({type(error).__name__})", do)


def _closed(said: str) -> Line:
    if "407" in said:
        do = "Give a user of users.yaml: genai-gateway doctor --user NAME"
        return fail("probe", "the gateway asks who you are", do)
    return fail("probe", "the proxy does not open the practice tool", "Is practice: true set?")


def _restored(client: httpx.Client) -> Line:
    response = _ask(client, _NAMED)
    name = "probe: personal data"
    if response.status_code != 200:
        return fail(name, f"refused with status {response.status_code}", _LOOK)
    answer = _text(response)
    if _MASKED not in answer:
        return fail(
            name, "the practice tool received the name itself", "Stop the gateway. " + _LOOK
        )
    if PERSON not in answer:
        return fail(name, "the name did not come back in the answer", _LOOK)
    return ok(name, "left as a pseudonym and came back as the name")


def _refused(client: httpx.Client, what: str, prompt: str) -> Line:
    response = _ask(client, prompt)
    name = f"probe: {what}"
    if response.status_code == 200:
        return fail(name, "was sent on instead of refused", "Check policy.yaml. " + _LOOK)
    if response.status_code != 403:
        return warn(name, f"refused, but with status {response.status_code}", _LOOK)
    return ok(name, "refused, nothing was sent")


def _ask(client: httpx.Client, prompt: str) -> httpx.Response:
    chat = {"model": "practice", "messages": [{"role": "user", "content": prompt}]}
    return client.post(f"https://{HOST}/v1/chat/completions", json=chat)


def _text(response: httpx.Response) -> str:
    """The answer's text; "" when it is not a chat completion."""
    try:
        return str(response.json()["choices"][0]["message"]["content"])
    except (ValueError, LookupError, TypeError):
        return ""
