"""Network addresses of a person's device."""

import ipaddress
import re

from detectors.rule import PatternRule


class IpAddress(PatternRule):
    """IPv4 and IPv6 (UK GDPR recital 30: online identifiers).

    An address on the inside of a network names a machine, not a household: it stays under
    the usual threshold unless a cue speaks of a user. Loopback, link-local, multicast and the
    zero address name nobody, and neither does a subnet (10.0.0.0/8).
    """

    entity = "IP_ADDRESS"
    cues = ("ip", "src", "user", "login", "logged", "device", "laptop", "from", "client")
    cue_score = 0.6
    needs = re.compile(r"\d\.\d|[:\da-fA-F]:[:\da-fA-F]")
    pattern = re.compile(
        r"(?<![\w.:-])(?P<value>\d{1,3}(?:\.\d{1,3}){3}|(?:[\da-fA-F]{0,4}:){2,7}[\da-fA-F]{1,4})"
        r"(?![\w:/-]|\.\w)"
    )
    release = re.compile(r"(?i)(?:version|release|build|v)[ .]?$")

    def judge(self, match: re.Match[str]) -> float:
        try:
            address = ipaddress.ip_address(match["value"])
        except ValueError:
            return 0.0
        if _names_nobody(address) or self._is_version(match):
            return 0.0
        return 0.4 if _is_inside(address) else 0.65

    def _is_version(self, match: re.Match[str]) -> bool:
        return (
            self.release.search(match.string[max(0, match.start() - 9) : match.start()]) is not None
        )


_INSIDE = tuple(
    ipaddress.ip_network(n) for n in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")
)


def _is_inside(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    return any(address.version == net.version and address in net for net in _INSIDE)


def _names_nobody(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    return (
        address.is_loopback
        or address.is_unspecified
        or address.is_link_local
        or address.is_multicast
        or int(address) < 1 << 24
        or str(address).startswith("255.")
    )
