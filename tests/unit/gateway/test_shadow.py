"""Sightings: what is counted, under which name, for whom."""

from gateway.providers.suspects import Suspects
from gateway.shadow import ALIKE, REFUSED, SHAPE, Shadow
from gateway.telemetry import Telemetry
from gateway.types import Destination
from tests import make
from tests.fakes import MemorySightings


def made() -> tuple[Shadow, MemorySightings, Telemetry]:
    sightings, telemetry = MemorySightings(), Telemetry()
    return (
        Shadow(suspects=Suspects([]), sightings=sightings, telemetry=telemetry),
        sightings,
        telemetry,
    )


def test_a_tunnel_to_a_look_alike_is_counted_with_its_normal_name() -> None:
    shadow, sightings, telemetry = made()
    shadow.tunnelled("My-GPT.example.", "amina.hussain")
    assert sightings.seen == [("my-gpt.example", ALIKE, "gpt", "amina.hussain")]
    assert b'genai_gateway_shadow_total{how="looks alike"} 1.0' in telemetry.text()


def test_any_other_tunnel_is_not() -> None:
    shadow, sightings, telemetry = made()
    shadow.tunnelled("www.council.example", "amina.hussain")
    shadow.tunnelled("", "amina.hussain")
    assert sightings.seen == []
    assert b"shadow_total{" not in telemetry.text()


def test_a_plain_request_tells_more_than_a_name() -> None:
    shadow, sightings, _ = made()
    shadow.passed("10.1.2.3", "/v1/chat/completions", "joe.bright")
    shadow.passed("www.council.example", "/news", "joe.bright")
    assert [(seen[0], seen[1]) for seen in sightings.seen] == [("10.1.2.3", SHAPE)]


def test_a_refused_certificate_is_noted_with_the_product() -> None:
    shadow, sightings, _ = made()
    shadow.refused(Destination(host="h.example", service=make.service(), tool=None), "joe.bright")
    assert sightings.seen == [("h.example", REFUSED, "Vendor: Product", "joe.bright")]
