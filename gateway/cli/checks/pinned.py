"""Clients that do not accept the gateway's certificate, and what helps (native apps, QUIC)."""

from collections.abc import Iterator, Sequence

from gateway.audit.sightings import Seen
from gateway.cli.checks.line import Line, ok, warn

ADVICE = """\
What helps:
- A browser or program that shows certificate errors does not trust the gateway's CA: install it
  (genai-gateway ca show).
- Native apps often accept their vendor's certificate only. Block or remove them, and let people use
  the web page:
    firewall: deny desktop.chatgpt.com, ios.chat.openai.com, android.chat.openai.com
- Browsers must not go past the proxy over QUIC (HTTP/3):
    firewall: deny UDP 443 outbound
    Chrome and Edge policy: QuicAllowed = false
    Firefox policy: Preferences, network.http.http3.enable = false, locked
- Keep browsers from bringing a resolver or a proxy of their own:
    Chrome and Edge policy: DnsOverHttpsMode = off, ProxySettings with this gateway's PAC file\
"""


def check_pinned(seen: Sequence[Seen]) -> Iterator[Line]:
    """A line for each host whose clients refused the certificate."""
    if not seen:
        yield ok("pinned", "every client accepted the gateway's certificate")
    for one in seen:
        said = f"{one.host} ({one.what}): refused {one.times} times by {one.people} people"
        yield warn("pinned", said, "Install the CA there, or block the app: see below.")
