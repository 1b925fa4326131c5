"""How much a record keeps of a request: the first row of the policy that fits, else the register.

Two things no row can change: what nobody could scan, and what is marked SECRET or higher, is never
kept (clause 9.2: proportionate to risk; clause 8: such content may not be handled here at all).
"""

import re
from collections.abc import Sequence

from gateway.settings.capture_rows import CaptureRow
from gateway.types import Capture, Hit, Screened

UNLISTED = Capture.MASKED
"""What is kept of tools that are not in the register."""

_SECRET = re.compile(r"(?i)(?<!\w)(?:(?:top )?secret|(?:tra )?ch?yfrinachol(?: iawn)?)(?!\w)")


def capture_of(screened: Screened, rows: Sequence[CaptureRow] = ()) -> Capture:
    """What the record keeps of this request and of its answer."""
    if (screened.failure and not screened.hits) or is_marked_secret(screened):
        return Capture.METADATA
    for row in rows:
        if _fits(row, screened):
            return row.keep
    tool = screened.interaction.tool
    return tool.capture if tool else UNLISTED


def is_marked_secret(screened: Screened) -> bool:
    """Whether a text carries the marking SECRET or TOP SECRET, in English or Welsh."""
    return any(
        hit.finding.entity == "PROTECTIVE_MARKING" and _SECRET.search(_value(screened, hit))
        for hit in screened.hits
    )


def _value(screened: Screened, hit: Hit) -> str:
    text = screened.interaction.prompt.segments[hit.segment].text
    return text[hit.finding.start : hit.finding.end]


def _fits(row: CaptureRow, screened: Screened) -> bool:
    tool = screened.interaction.tool
    found = {hit.finding.category for hit in screened.hits}
    entities = {hit.finding.entity for hit in screened.hits}
    return (
        (not row.tools or (tool is not None and tool.id in row.tools))
        and (not row.tool_categories or (tool is not None and tool.category in row.tool_categories))
        and (not row.effects or screened.decision.effect.word in row.effects)
        and (not row.categories or not found.isdisjoint(row.categories))
        and (not row.entities or not entities.isdisjoint(row.entities))
    )
