"""Checks an AWS signature as AWS does: signs what came with the key that it names, and compares."""

from collections.abc import Mapping
from hashlib import sha256

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials


def verified(
    url: str,
    headers: Mapping[str, str],
    body: bytes,
    *,
    key: str,
    secret: str,
    method: str = "POST",
) -> bool:
    """Whether that request with these (lower-case) headers was signed with this key."""
    authorization = headers.get("authorization", "")
    if f"Credential={key}/" not in authorization:
        return False
    _, region, service, _ = authorization.split(f"Credential={key}/")[1].split(",")[0].split("/")
    named = headers.get("x-amz-content-sha256", "UNSIGNED-PAYLOAD")
    if named not in {"UNSIGNED-PAYLOAD", sha256(body).hexdigest()}:
        return False
    names = authorization.split("SignedHeaders=")[1].split(",")[0].split(";")
    covered = {name: headers[name] for name in names}
    made = AWSRequest(method=method, url=url, data=body, headers=covered)
    made.context["timestamp"] = headers["x-amz-date"]
    auth = SigV4Auth(Credentials(key, secret), service, region)
    found = auth.signature(auth.string_to_sign(made, auth.canonical_request(made)), made)
    return bool(authorization.endswith(f"Signature={found}"))
