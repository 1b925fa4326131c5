"""What the head of a request or an answer lets go past whatever was screened.

With each of its calls a page says at which address it stands, and an address may hold a prompt
(`?q=`). An answer can send a browser round every proxy (HTTP/3), and have it report addresses to
others (network error logging, violations of a content policy, referrers).
"""

import re

from mitmproxy import http

_PLACE = re.compile(r"(https?://[A-Za-z0-9.:\[\]-]+)(/[A-Za-z0-9/_.:-]*)?")
_ORIGIN = re.compile(r"(https?://[A-Za-z0-9.:\[\]-]+)(?:/|\Z)")
_REPORTS = ("nel", "report-to", "reporting-endpoints", "content-security-policy-report-only")
_CSP = "content-security-policy"
_CSP_REPORTS = frozenset(("report-uri", "report-to"))
_TELL_ALL = frozenset(("unsafe-url", "no-referrer-when-downgrade"))
_USUAL = "strict-origin-when-cross-origin"  # what browsers do unasked


def shorten_referer(headers: http.Headers) -> None:
    """Say no more of the page's address than its place; where that has words, its origin alone."""
    said = headers.get_all("referer")
    if said:
        shortened = [place for one in said if (place := _shortened(one))]
        headers.set_all("referer", shortened)


def _shortened(address: str) -> str:
    place = re.split("[?#]", address, maxsplit=1)[0]
    if _PLACE.fullmatch(place):
        return place
    origin = _ORIGIN.match(place)
    return f"{origin[1]}/" if origin else ""


def stay_on_tcp(headers: http.Headers) -> None:
    """Have the browser forget where the service speaks HTTP/3 (RFC 7838, 3.1)."""
    if "alt-svc" in headers:
        headers["alt-svc"] = "clear"


def report_nothing(headers: http.Headers) -> None:
    """Take out what has a browser tell others of the addresses it was at."""
    for name in _REPORTS:
        headers.pop(name, None)
    if policies := headers.get_all(_CSP):
        headers.set_all(_CSP, [_without_reports(policy) for policy in policies])
    if not _TELL_ALL.isdisjoint(_words(headers.get("referrer-policy", ""))):
        headers["referrer-policy"] = _USUAL


def _without_reports(policies: str) -> str:
    """The content policies of one header, each without the directives that name a receiver."""
    return ",".join(
        ";".join(one for one in policy.split(";") if _directive(one) not in _CSP_REPORTS)
        for policy in policies.split(",")
    )


def _directive(text: str) -> str:
    return text.split(maxsplit=1)[0].lower() if text.strip() else ""


def _words(listed: str) -> set[str]:
    return {word.strip().lower() for word in listed.split(",")}
