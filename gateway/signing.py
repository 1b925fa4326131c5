"""Signs requests to AWS anew with the gateway's own credentials, once something was replaced."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from importlib import import_module

from gateway.errors import CannotCheck, ConfigError, Problem
from gateway.ports import NoSigner, Signature, Signer
from gateway.providers.signed import scope
from gateway.settings.aws_credentials import AwsCredentials, credentials
from gateway.settings.gateway_file import Signing
from gateway.types import WireRequest

_OF_THE_CALLER = ("authorization", "x-amz-date", "x-amz-security-token", "x-amz-content-sha256")
_OWN = ("x-amz-", "x-amzn-bedrock-")
_GONE = ("x-amz-checksum-",)  # of the body as it was; taken out with it
_SERVICES = frozenset(("bedrock", "bedrock-mantle"))
"""No other service of AWS, whatever else the credentials would allow."""


def signer(rows: Iterable[Signing], environment: Mapping[str, str]) -> Signer:
    """What signs by these settings. Raises ConfigError where it could not."""
    held = tuple((row, credentials(row, environment)) for row in rows)
    if not held:
        return NoSigner()
    try:
        import_module("botocore.auth")  # now, not while the first request waits
    except ModuleNotFoundError:
        message = "signing needs botocore: install genai-gateway[aws]"
        problem = Problem(file="gateway.yaml", line=0, where="signing", message=message)
        raise ConfigError(problem) from None
    return AwsSigner(held)


@dataclass(frozen=True, slots=True)
class AwsSigner:
    """Credentials of the gateway, each for the hosts and callers of its row; the first one wins."""

    _held: tuple[tuple[Signing, AwsCredentials], ...] = field(repr=False)

    def unsigned(self, request: WireRequest) -> WireRequest | None:
        if self._credentials(request) is None:
            return None
        rest = tuple(line for line in request.headers if line[0] != "authorization")
        return replace(request, headers=rest)

    def sign(self, request: WireRequest, body: bytes) -> Signature:
        known, asked = self._credentials(request), scope(request)
        if known is None or asked is None:
            raise CannotCheck("unmasked", "the gateway has no credentials to sign this with")
        _, region, service = asked
        return Signature(
            dropped=_OF_THE_CALLER,
            headers=_signed(request, body, known, (service, region)),
            by=known.access_key,
        )

    def _credentials(self, request: WireRequest) -> AwsCredentials | None:
        asked = scope(request)
        if asked is None or asked[2] not in _SERVICES:
            return None
        fitting = (held for row, held in self._held if _covers(row, request.host, asked[0]))
        return next(fitting, None)


def _covers(row: Signing, host: str, access_key: str) -> bool:
    """Whether a row's credentials sign for a caller with that key on that host."""
    named = any(_is_host(pattern.lower(), host.lower()) for pattern in row.hosts)
    return named and (not row.access_keys or access_key in row.access_keys)


def _is_host(pattern: str, host: str) -> bool:
    return host.endswith(pattern[1:]) if pattern.startswith("*.") else host == pattern


def _signed(
    request: WireRequest, body: bytes, known: AwsCredentials, where: tuple[str, str]
) -> tuple[tuple[str, str], ...]:
    """The headers that AWS's own library adds to this request."""
    from botocore.auth import SigV4Auth  # noqa: PLC0415 - an extra, and slow to import
    from botocore.awsrequest import AWSRequest  # noqa: PLC0415
    from botocore.credentials import Credentials  # noqa: PLC0415

    kept = {"host": request.header("host") or request.host, **_covered(request)}
    url = f"https://{request.host}{request.target}"
    made = AWSRequest(method=request.method, url=url, data=body, headers=kept)
    held = Credentials(known.access_key, known.secret, known.token or None)
    SigV4Auth(held, *where).add_auth(made)
    new = {name.lower(): str(value) for name, value in made.headers.items()}
    return tuple((name, new[name]) for name in _OF_THE_CALLER if name in new)


def _covered(request: WireRequest) -> dict[str, str]:
    """What AWS wants to be signed besides: the content's type, and whatever is its own."""
    covered: dict[str, str] = {}
    for name, value in request.headers:
        if name == "content-type" or (name.startswith(_OWN) and name not in _OF_THE_CALLER):
            covered[name] = f"{covered[name]},{value}" if name in covered else value
    return {name: value for name, value in covered.items() if not name.startswith(_GONE)}
