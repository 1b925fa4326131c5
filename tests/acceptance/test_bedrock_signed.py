"""Bedrock with signed requests: tools, documents, pictures and streams, to the byte.

What boto3 sends directly is the measure. What was not altered arrives with its caller's own
signature; what was altered differs in the values alone, and the gateway's signature holds for it.
"""

from pathlib import Path

import pytest
from botocore.exceptions import ClientError

from tests.acceptance.aws import CALLER, GATEWAY, client, signed_with
from tests.acceptance.sdks import directly
from tests.acceptance.test_matrix import CLEAN, MODES, PERSONAL, VALUES, WHY, WRONG, marks, masked
from tests.acceptance.vendors import (
    Ask,
    Case,
    converse_streamed,
    converse_whole,
    invoke_streamed,
    invoke_whole,
)
from tests.provider import Received
from tests.served import Served

WAYS: dict[str, Ask] = {
    "converse": converse_whole,
    "converse-stream": converse_streamed,
    "invoke": invoke_whole,
    "invoke-with-response-stream": invoke_streamed,
}
_QUICK = {"invoke-with-response-stream-tool", "converse-stream-paper"}
CELLS = [
    pytest.param(way, mode, id=cell, marks=marks(mode, nightly=cell not in _QUICK))
    for way in WAYS
    for mode in MODES
    if (cell := f"{way}-{mode}")
]
cells = pytest.mark.parametrize(("way", "mode"), CELLS)


def plain(signing: Served, folder: Path, way: str, case: Case) -> tuple[str, Received]:
    """What boto3 is answered without a gateway, and what it sends."""
    with directly(folder, signing) as base:
        answer = WAYS[way](client(base, signing.provider.write_ca(folder)), case)
    (sent,) = signing.provider.received
    signing.provider.received.clear()
    return answer, sent


@cells
def test_what_is_clean_arrives_as_its_caller_signed_it(
    signing: Served, tmp_path: Path, way: str, mode: str
) -> None:
    case = Case(text=CLEAN, **MODES[mode])
    expected, sent = plain(signing, tmp_path, way, case)
    assert WAYS[way](client(None, signing.ca, signing.proxy()), case) == expected
    (left,) = signing.provider.received
    assert (left.target, left.body) == (sent.target, sent.body)
    assert left.path.endswith(f"/{way}")
    assert signed_with(left, CALLER)


@cells
def test_what_is_masked_differs_in_the_values_alone_and_is_signed_anew(
    signing: Served, tmp_path: Path, way: str, mode: str
) -> None:
    case = Case(text=PERSONAL, **MODES[mode])
    expected, sent = plain(signing, tmp_path, way, case)
    assert expected == f"You said: {PERSONAL}"
    assert WAYS[way](client(None, signing.ca, signing.proxy()), case) == expected
    (left,) = signing.provider.received
    assert left.target == sent.target
    assert masked(sent.body).fullmatch(left.body)
    assert [value for value in VALUES if value in left.body] == []
    assert signed_with(left, GATEWAY)
    assert CALLER[0] not in str(left.headers)


@cells
def test_what_is_refused_is_access_denied_after_one_attempt(
    signing: Served, way: str, mode: str
) -> None:
    with pytest.raises(ClientError, match=WHY[mode]) as caught:
        WAYS[way](client(None, signing.ca, signing.proxy()), WRONG[mode])
    told = caught.value.response
    assert told["Error"]["Code"] == "AccessDeniedException"
    assert told["ResponseMetadata"]["RetryAttempts"] == 0
    assert signing.provider.received == []


@cells
def test_without_credentials_of_the_gateway_what_would_be_altered_is_refused(
    served: Served, way: str, mode: str
) -> None:
    with pytest.raises(ClientError, match="your AWS key signed the whole request"):
        WAYS[way](client(None, served.ca, served.proxy()), Case(text=PERSONAL, **MODES[mode]))
    assert served.provider.received == []
