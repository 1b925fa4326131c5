"""What `run` prints once it serves: where things are, and lines to paste."""

import shlex
from pathlib import Path

from gateway.portal.certificate import HOST

# Invented; not at example.org or under .example, whose mailboxes are nobody's and are not masked.
_PROMPT = "Write to Ottoline Fairweather, ottoline.fairweather@beaconmere.gov.uk, about her repair."


def banner(*, proxy: str, metrics: str, ca_certificate: Path, practice: bool) -> str:
    """A short text for a terminal. `proxy` and `metrics` are "HOST:PORT"."""
    proxy_url = f"http://{reachable(proxy)}"
    certificate = str(ca_certificate.resolve())
    blocks = [_serving(proxy, metrics, certificate)]
    if practice:
        blocks += [_curl(proxy_url, certificate), _sdks(proxy_url, certificate)]
    blocks.append(_browser(reachable(proxy), certificate, practice=practice))
    return "\n\n".join(blocks) + "\n"


def reachable(address: str) -> str:
    """An address one can connect to: a gateway on all interfaces is here on loopback, too."""
    host, _, port = address.rpartition(":")
    return f"{ {'0.0.0.0': '127.0.0.1', '[::]': '[::1]', '': '127.0.0.1'}.get(host, host) }:{port}"  # noqa: S104


def _serving(proxy: str, metrics: str, certificate: str) -> str:
    return f"""GenAI gateway is serving. Stop it with Ctrl-C.
  proxy           {proxy}
  metrics         http://{reachable(metrics)}/metrics (also /healthz and /readyz)
  CA certificate  {certificate}"""


def _curl(proxy_url: str, certificate: str) -> str:
    return f"""Try it with curl (the practice tool answers; nothing leaves this machine):
  curl --proxy {proxy_url} --cacert {shlex.quote(certificate)} \\
    -H 'Content-Type: application/json' \\
    -d '{{"model": "practice", "messages": [{{"role": "user", "content": "{_PROMPT}"}}]}}' \\
    https://{HOST}/v1/chat/completions"""


def _sdks(proxy_url: str, certificate: str) -> str:
    return f"""Python SDKs (pip install openai anthropic), in a terminal of their own:
  export HTTPS_PROXY={proxy_url} SSL_CERT_FILE={shlex.quote(certificate)}
  python3 -c '
from openai import OpenAI
client = OpenAI(base_url="https://{HOST}/v1", api_key="practice")
answer = client.chat.completions.create(
    model="practice", messages=[{{"role": "user", "content": "{_PROMPT}"}}])
print(answer.choices[0].message.content)'
  python3 -c '
from anthropic import Anthropic
client = Anthropic(base_url="https://{HOST}", api_key="practice")
answer = client.messages.create(
    model="practice", max_tokens=500, messages=[{{"role": "user", "content": "{_PROMPT}"}}])
print(answer.content[0].text)'"""


def _browser(proxy: str, certificate: str, *, practice: bool) -> str:
    visit = f"\n  then open https://{HOST}/" if practice else ""
    return f"""Browser: trust {certificate} as an authority for websites, and use
  genai-gateway pac --proxy {proxy} > genai.pac
  as its automatic proxy configuration{visit}"""
