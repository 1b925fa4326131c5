"""Network addresses and devices of a person (UK GDPR recital 30: online identifiers)."""

import ipaddress
import re
from collections.abc import Iterator

from presidio_analyzer.nlp_engine import NlpArtifacts

from detectors import checksums
from detectors.gates import OneOf
from detectors.rule import Hit, PatternRule, Rule
from detectors.somebody import is_example, speaks_of_somebody

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class IpAddress(Rule):
    """IPv4 and IPv6.

    An address on the inside of a network, or kept for documentation, names no household: it
    stays under the usual threshold unless the text speaks of somebody or of a user. Loopback,
    link-local, multicast and the zero address name nobody, and neither does a subnet
    (10.0.0.0/8) or a version.
    """

    entity = "IP_ADDRESS"
    needs = OneOf(re.compile(r"\.(?<=\d\.)\d"), re.compile(r":(?<=[:\da-fA-F]:)[:\da-fA-F]"))
    pattern = re.compile(
        r"(?<![\w.:-])(?P<value>\d{1,3}(?:\.\d{1,3}){3}|(?:[\da-fA-F]{0,4}:){2,7}[\da-fA-F]{1,4})"
        r"(?![\w:/-]|\.\w)"
    )
    release = re.compile(
        r"(?i)(?:version|release|build|firmware|upgrade(?: path)?(?: from| to)?|lib\w{2,10}|\bv|"
        r"\bsection|"
        r"clause|paragraph|para)[ .:]{0,2}$"
    )
    machine = re.compile(
        r"(?i)\b(?:a record|aaaa|dns|dig|nslookup|ntp|firewall|gateway|subnet|vip|load balancer|"
        r"router|switch|upgrade|refused connect|invalid user|resolves?|server|printer|ping|"
        r"host)\b"
    )
    user = re.compile(
        r"(?i)\b(?:user(?!s? guide)\w{0,8}|login|logged|log(?:ged)? in|session|posted|account|"
        r"browser|device|laptop|"
        r"client|caller|vpn|src|staff)\b"
    )

    log = re.compile(r"(?i)(?:password|session) for (?!invalid)| - [a-z][\w.]{2,30} \[")

    def find(self, text: str, artifacts: NlpArtifacts) -> Iterator[Hit]:
        for match in self.pattern.finditer(text):
            address = _address(match["value"])
            if address is None or _names_nobody(address) or self._is_other(text, match):
                continue
            somebody = speaks_of_somebody(text, artifacts)
            yield Hit(*match.span("value"), *self._judge(text, match, address, somebody=somebody))

    def _judge(
        self, text: str, match: re.Match[str], address: Address, *, somebody: bool
    ) -> tuple[float, tuple[str, ...]]:
        near = max(0, match.start() - 60), match.end() + 60
        if somebody:
            return 0.65, ("pattern", "a person in the text")
        if self.machine.search(text, *near):
            return 0.4, ("pattern", "a machine's")
        if self.log.search(text, *near) or self.user.search(text, *near):
            return 0.65, ("pattern", "cue word: user")
        inside = _is_inside(address)
        return 0.4 if inside else 0.65, (
            "pattern",
            "inside or for documentation" if inside else "public",
        )

    def _is_other(self, text: str, match: re.Match[str]) -> bool:
        start = match.start()
        return (
            is_example(text, start)
            or self.release.search(text, max(0, start - 24), start) is not None
        )


_INSIDE = tuple(
    ipaddress.ip_network(n)
    for n in (
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "fc00::/7",
        "192.0.2.0/24",  # RFC 5737 and 3849: documentation
        "198.51.100.0/24",
        "203.0.113.0/24",
        "2001:db8::/32",
    )
)


def _address(text: str) -> Address | None:
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None


def _is_inside(address: Address) -> bool:
    return any(address.version == net.version and address in net for net in _INSIDE)


def _names_nobody(address: Address) -> bool:
    return (
        address.is_loopback
        or address.is_unspecified
        or address.is_link_local
        or address.is_multicast
        or int(address) < 1 << 24
        or str(address).startswith("255.")
    )


class HardwareAddress(Rule):
    """MAC addresses, of one device each: somebody's where the text speaks of somebody.

    Broadcast, zero and documentation addresses (RFC 7042) are no device's.
    """

    entity = "DEVICE_ID"
    needs = OneOf(
        re.compile(r"[:-](?<=[\da-fA-F]{2}.)[\da-fA-F]{2}[:-]"),
        re.compile(r"\.(?<=[\da-fA-F]{4}\.)[\da-fA-F]{4}\."),
    )
    pattern = re.compile(
        r"(?<![\w:.-])(?P<value>(?:[\da-fA-F]{2}(?P<gap>[:-])(?:[\da-fA-F]{2}(?P=gap)){4}[\da-fA-F]{2})|"
        r"[\da-fA-F]{4}\.[\da-fA-F]{4}\.[\da-fA-F]{4})(?![\w:-])"
    )

    def find(self, text: str, artifacts: NlpArtifacts) -> Iterator[Hit]:
        for match in self.pattern.finditer(text):
            bare = re.sub(r"[:.-]", "", match["value"]).lower()
            if len(set(bare)) == 1 or bare.startswith("00005e0053") or bare.isdigit():
                continue
            somebody = speaks_of_somebody(text, artifacts)
            yield Hit(*match.span("value"), 0.6 if somebody else 0.4, ("pattern",))


class MobileDevice(PatternRule):
    """IMEI (Luhn) and the serial or asset number of a device, by its name."""

    entity = "DEVICE_ID"
    hints = ("imei",)
    needs = re.compile(r"(?i)\bimei\b")
    checks = ("check digit (Luhn)",)
    pattern = re.compile(
        r"(?i:\bimei)(?i: (?:no|"
        r"number))?[\s:=.#]{1,4}(?P<value>\d{2}[ -]?\d{6}[ -]?\d{6}[ -]?\d)(?!\d)"
    )

    def judge(self, match: re.Match[str]) -> float:
        return 0.9 if checksums.imei(re.sub(r"\D", "", match["value"])) else 0.5
