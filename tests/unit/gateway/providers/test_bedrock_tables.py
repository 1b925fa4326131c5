"""Which hosts are Bedrock's."""

import re

import pytest

from gateway.providers.bedrock_tables import HOSTS


@pytest.mark.parametrize(
    "host",
    [
        "bedrock-runtime.eu-west-2.amazonaws.com",
        "bedrock-agent-runtime-fips.us-east-1.amazonaws.com",
        "bedrock-runtime.eu-west-2.api.aws",
        "vpce-1-2.bedrock-runtime.eu-west-2.vpce.amazonaws.com",
        "bedrock-runtime.eusc-de-east-1.amazonaws.eu",
    ],
)
def test_these_hosts_are_bedrocks(host: str) -> None:
    assert re.fullmatch(HOSTS, host)


@pytest.mark.parametrize(
    "host", ["bedrock-runtime.eu-west-2.amazonaws.com.example", "s3.eu-west-2.amazonaws.com"]
)
def test_others_are_not(host: str) -> None:
    assert not re.fullmatch(HOSTS, host)
