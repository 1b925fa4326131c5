"""Heads of requests and answers: no address with words in it, no way round, no reports."""

import pytest
from mitmproxy import http

from addons.detours import report_nothing, shorten_referer, stay_on_tcp


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("https://grok.com/chat", "https://grok.com/chat"),
        ("https://grok.com/chat/5f0e-1d?q=Ann+Lowe", "https://grok.com/chat/5f0e-1d"),
        ("https://grok.com?q=Ann", "https://grok.com"),
        ("https://grok.com:8443/#Ann", "https://grok.com:8443/"),
        ("https://grok.com/search/Ann%20Lowe/x?a=b", "https://grok.com/"),
        ("https://grok.com/Ann+Lowe", "https://grok.com/"),
        ("android-app://com.example/Ann Lowe", None),
        ("https://ann:lowe@grok.com/", None),
        ("Ann Lowe", None),
    ],
)
def test_of_the_pages_address_only_its_place_is_said(said: str, left: str | None) -> None:
    headers = http.Headers(referer=said)
    shorten_referer(headers)
    assert headers.get("referer") == left


def test_every_referer_is_shortened() -> None:
    headers = http.Headers([(b"referer", b"https://a.example/?q=Ann"), (b"Referer", b"Ann")])
    shorten_referer(headers)
    assert headers.get_all("referer") == ["https://a.example/"]


def test_a_browser_forgets_the_way_round_the_gateway() -> None:
    headers = http.Headers(alt_svc='h3=":443"; ma=86400')
    stay_on_tcp(headers)
    assert headers["alt-svc"] == "clear"
    plain = http.Headers()
    stay_on_tcp(plain)
    assert "alt-svc" not in plain


def test_nothing_is_reported_to_others() -> None:
    headers = http.Headers(
        nel='{"report_to":"cf-nel","max_age":604800}',
        report_to='{"endpoints":[{"url":"https://a.nel.example/report"}]}',
        reporting_endpoints='a="https://r.example"',
        content_security_policy_report_only="default-src 'self'; report-uri https://r.example",
        content_security_policy="default-src 'self'; report-uri https://r.example;"
        " img-src *,script-src 'none';Report-To a",
        referrer_policy="no-referrer, Unsafe-URL",
        content_type="text/html",
    )
    report_nothing(headers)
    assert dict(headers) == {
        "content-security-policy": "default-src 'self'; img-src *,script-src 'none'",
        "referrer-policy": "strict-origin-when-cross-origin",
        "content-type": "text/html",
    }


def test_a_careful_referrer_policy_stays() -> None:
    headers = http.Headers(referrer_policy="same-origin")
    report_nothing(headers)
    assert headers["referrer-policy"] == "same-origin"
