"""Endpoint by mode by stream, clean, masked and refused: the bytes that leave, and what comes back.

What an SDK sends directly is the measure. A clean request leaves as it is, byte for byte; in a
masked one nothing is different but the values; the caller gets what a direct call gives.
"""

import re
from pathlib import Path
from typing import Any

import anthropic
import openai
import pytest
from botocore.exceptions import ClientError
from google.genai import errors
from google.genai._gaos.lib.compat_errors import PermissionDeniedError

from detectors.documents import ocr
from tests.acceptance.vendor_resources import RESOURCES
from tests.acceptance.vendors import ENDPOINTS, Case, Endpoint, direct, proxied
from tests.papers import CLEAN as CLEAN_PAPER
from tests.papers import PERSONAL as PERSONAL_PAPER
from tests.papers import pdf, picture
from tests.served import Served

CLEAN = 'Say in three "short points" how missed bins are reported.\nBe kind.'
PERSONAL = (
    'Write to Margaret Okonkwo (margaret.okonkwo@example.com, NHS number 943 476 5919):\n"Thank'
    ' you, Margaret Okonkwo."'
)
SPECIAL = "Margaret Okonkwo was diagnosed with epilepsy last week."
VALUES = (b"Margaret Okonkwo", b"margaret.okonkwo@example.com", b"943 476 5919")
REFUSED = (
    *(anthropic.PermissionDeniedError, openai.PermissionDeniedError, PermissionDeniedError),
    *(errors.ClientError, ClientError),
)
_WHOLE = {"anthropic-streamed", "converse-streamed"}  # every mode of these in every run
PAPER, PRIVATE_PAPER = pdf(), pdf(PERSONAL_PAPER)
PICTURE, PRIVATE_PICTURE = picture(CLEAN_PAPER), picture(PERSONAL_PAPER)
MODES: dict[str, dict[str, Any]] = {
    "text": {},
    "tool": {"tool": True},
    "paper": {"paper": PAPER},
    "picture": {"picture": PICTURE},
    "shown": {"tool": True, "picture": PICTURE},
}
WRONG: dict[str, Case] = {
    "text": Case(text=SPECIAL),
    "tool": Case(text=SPECIAL, tool=True),
    "paper": Case(text=CLEAN, paper=PRIVATE_PAPER),
    "picture": Case(text=CLEAN, picture=PRIVATE_PICTURE),
    "shown": Case(text=CLEAN, tool=True, picture=PRIVATE_PICTURE),
}
WHY = dict.fromkeys(("text", "tool"), r"clause 10\.3")
WHY |= dict.fromkeys(("paper", "picture", "shown"), "replace nothing inside a file")
UNREAD = pytest.mark.skipif(not ocr.languages(), reason="Tesseract is not installed")
# Papers take a worker of their own each; what they prove of one vendor holds for the others.
_PICTURES = ("picture", "shown")
_NIGHTLY = {"tool", "paper", *_PICTURES}


def marks(mode: str, *, nightly: bool) -> list[pytest.MarkDecorator]:
    """How a cell of that mode is run."""
    return [*([UNREAD] if mode in _PICTURES else ()), *([pytest.mark.slow] if nightly else ())]


CELLS = [
    pytest.param(
        endpoint,
        mode,
        id=f"{name}-{mode}",
        marks=marks(mode, nightly=mode in _NIGHTLY and (name not in _WHOLE or mode in _PICTURES)),
    )
    for name, endpoint in (ENDPOINTS | RESOURCES).items()
    for mode in endpoint.modes
]
cells = pytest.mark.parametrize(("endpoint", "mode"), CELLS)


def masked(body: bytes) -> re.Pattern[bytes]:
    """Matches that body with a pseudonym for each value, the same one wherever the value stands."""
    pattern = re.escape(body)
    for number, value in enumerate(VALUES):
        first, *more = pattern.split(re.escape(value))
        again = f"(?P=v{number})".encode().join(more)
        pattern = first + rf'(?P<v{number}>[^"\\]{{3,60}}?)'.encode() + again
    return re.compile(pattern)


@cells
@pytest.mark.parametrize("text", [CLEAN, PERSONAL], ids=["clean", "masked"])
def test_what_leaves_and_what_comes_back(
    served: Served, tmp_path: Path, endpoint: Endpoint, mode: str, text: str
) -> None:
    case = Case(text=text, **MODES[mode])
    with direct(endpoint, served, tmp_path) as client:
        expected = endpoint.ask(client, case)
    with proxied(endpoint, served) as client:
        assert endpoint.ask(client, case) == expected
    assert (f"You said: {text}" == expected) is endpoint.says
    sent, left = (one for one in served.provider.received if one.body)
    if text == CLEAN:
        assert (left.path, left.body) == (sent.path, sent.body)
    else:
        assert masked(sent.body).fullmatch(left.body)
        assert [value for value in VALUES if value in left.body] == []


@cells
def test_a_refusal_is_the_sdks_exception_and_nothing_leaves(
    served: Served, endpoint: Endpoint, mode: str
) -> None:
    with proxied(endpoint, served) as client, pytest.raises(REFUSED, match=WHY[mode]):
        endpoint.ask(client, WRONG[mode])
    assert served.provider.received == []
