"""Who asks: credentials, a trusted proxy's header or the client's address become a Person."""

import base64
import binascii
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, ip_address

from gateway.identity.passwords import known_right, verify
from gateway.settings.gateway_file import Identity, Network
from gateway.settings.users_file import User
from gateway.types import Person

_NOBODY = "scrypt$16384$8$1$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """A name and a password as proxy Basic authentication or SOCKS5 carries them."""

    name: str
    password: str = field(repr=False)


class Identifier:
    """The sources of identity.yaml, in order: password, trusted header, address, anonymous.

    A wrong password is nobody, whatever the other sources would say. Without a user file passwords
    are not looked at. `identify` may take as long as scrypt does; `at_once` says when it will not.
    """

    def __init__(self, identity: Identity, users: Iterable[User]) -> None:
        self._identity = identity
        self._users = {user.id: user for user in users}
        rules = [(rule.network, rule) for rule in identity.addresses]
        # The narrowest network wins: a kiosk inside an office range is the kiosk.
        self._addresses = sorted(rules, key=lambda pair: pair[0].prefixlen, reverse=True)

    @property
    def asks_for_password(self) -> bool:
        """Whether signing in by name and password is possible."""
        return bool(self._users)

    @property
    def needs_password(self) -> bool:
        """Whether nobody is known by any other means than a password."""
        others = self._identity.header or self._identity.addresses
        return bool(self._users) and not others and not self._identity.anonymous.allow

    @property
    def headers(self) -> tuple[str, ...]:
        """Lower-case names of the headers that name people; they never leave the gateway."""
        trusted = self._identity.header
        names = (trusted.name, trusted.groups_header) if trusted else ()
        return tuple(name.lower() for name in names if name)

    def at_once(self, credentials: Credentials | None) -> bool:
        """Whether `identify` answers without computing a password hash."""
        if credentials is None or not self._users:
            return True
        user = self._users.get(credentials.name)
        return user is not None and known_right(credentials.password, user.password_hash)

    def identify(
        self, *, address: str, credentials: Credentials | None, header: Mapping[str, str]
    ) -> Person | None:
        """The person, or None when nobody is known and anonymous use is off.

        `address` is the client's IP address, `header` the values of `headers` by lower-case name.
        """
        if credentials is not None and self._users:
            return self._by_password(credentials)
        client = _address(address)
        return self._by_header(client, header) or self._by_address(client) or self._anonymous()

    def still(self, person: Person) -> Person | None:
        """Somebody who signed in earlier, as the files have them now; None when they are gone."""
        if person.source != "credentials":
            return person
        user = self._users.get(person.id)
        return _person(user) if user else None

    def _by_password(self, credentials: Credentials) -> Person | None:
        user = self._users.get(credentials.name)
        # An unknown name takes as long as a wrong password, so that names cannot be probed.
        right = verify(credentials.password, user.password_hash if user else _NOBODY)
        return _person(user) if user and right else None

    def _by_header(
        self, client: IPv4Address | IPv6Address | None, header: Mapping[str, str]
    ) -> Person | None:
        trusted = self._identity.header
        if trusted is None or not _inside(client, trusted.networks):
            return None
        name = header.get(trusted.name.lower(), "").strip()
        groups = header.get(trusted.groups_header.lower(), "") if trusted.groups_header else ""
        named = frozenset(group.strip() for group in groups.split(",") if group.strip())
        return Person(id=name, groups=named, source="header") if name else None

    def _by_address(self, client: IPv4Address | IPv6Address | None) -> Person | None:
        for network, rule in self._addresses:
            if _inside(client, (network,)):
                return Person(id=rule.person, groups=frozenset(rule.groups), source="address")
        return None

    def _anonymous(self) -> Person | None:
        allowed = self._identity.anonymous
        if not allowed.allow:
            return None
        return Person(id="anonymous", groups=frozenset(allowed.groups), source="anonymous")


def basic_credentials(value: str) -> Credentials | None:
    """What a `Proxy-Authorization: Basic ...` value holds (RFC 7617); None when it is not that."""
    scheme, _, encoded = value.strip().partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        decoded = base64.b64decode(encoded.strip(), validate=True)
    except (binascii.Error, ValueError):
        return None
    name, colon, password = _decoded(decoded).partition(":")
    return Credentials(name=name, password=password) if colon else None


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:  # older clients send Latin-1
        return raw.decode("latin-1")


def _person(user: User) -> Person:
    return Person(id=user.id, groups=user.groups, source="credentials")


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        parsed = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    mapped = parsed.ipv4_mapped if isinstance(parsed, IPv6Address) else None
    return mapped or parsed


def _inside(client: IPv4Address | IPv6Address | None, networks: Iterable[Network]) -> bool:
    return client is not None and any(client in network for network in networks)
