"""Short answers of the proxy itself, for what never reaches the pipeline. No user text."""

import json
from collections.abc import Mapping

from mitmproxy import http

_NO_RETRY = {"x-should-retry": "false", "cache-control": "no-store"}
_BASIC = 'Basic realm="GenAI gateway", charset="UTF-8"'


def reply(status: int, code: str, message: str, **headers: str) -> http.Response:
    """A JSON error that the providers' SDKs show and do not retry."""
    body = json.dumps({"error": {"message": message, "type": code, "code": code}}).encode()
    fields: Mapping[str, str] = {"content-type": "application/json", **_NO_RETRY, **headers}
    return http.Response.make(status, body, dict(fields))


def sign_in(*, by_password: bool) -> http.Response:
    """407 with a question for name and password, or 403 when there is nothing to ask."""
    if not by_password:
        return reply(403, "not_identified", "The GenAI gateway does not know who you are.")
    message = "The GenAI gateway needs your user name and password as proxy credentials."
    return reply(407, "not_identified", message, **{"proxy-authenticate": _BASIC})


def misdirected() -> http.Response:
    """421 (RFC 9110): the names of connection, certificate and request differ."""
    message = "The host names of the connection, of TLS and of the request are not the same."
    return reply(421, "misdirected_request", message)


def unreachable(host: str) -> http.Response:
    """502: allowed and sent on, but nobody answered. Trying again is all right."""
    message = f"{host} could not be reached or broke off. It is not about what you wrote."
    answer = reply(502, "provider_unreachable", message)
    del answer.headers["x-should-retry"]
    return answer


def unavailable() -> http.Response:
    """The last resort: nothing is known but that the request must not leave."""
    message = "The GenAI gateway failed on this request and did not send it. Please tell IT."
    return reply(503, "gateway_unavailable", message)
