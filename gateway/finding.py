"""From texts to hits: what the scanner found, less our own pseudonyms, and who is meant again.

Its failures become ours.
"""

from collections.abc import Iterator

from detectors.types import Finding, ScanError, ScanTimeout, ScanTooLarge
from gateway.errors import CannotCheck
from gateway.people.propagate import propagate
from gateway.ports import Scan
from gateway.pseudonyms.tokens import look_alikes
from gateway.types import Hit, Prompt

_ANSWER_CHARACTERS = 20_000
_MODEL_ENTITIES = ("PERSON", "ADDRESS")


async def find(scan: Scan, prompt: Prompt) -> tuple[Hit, ...]:
    """Every hit in the prompt. Raises CannotCheck("timeout" or "scanner")."""
    try:
        found = await scan([segment.text for segment in prompt.segments])
    except ScanTimeout as error:
        raise CannotCheck("timeout", str(error)) from None
    except ScanTooLarge as error:
        raise CannotCheck("too_large", str(error)) from None
    except ScanError as error:
        raise CannotCheck("scanner", str(error)) from None
    hits = tuple(
        Hit(segment=index, finding=finding)
        for index, findings in enumerate(found)
        for finding in findings
    )
    if not hits:
        return ()
    hits = tuple(_not_tokens(prompt, hits))
    return (*hits, *propagate(prompt.segments, hits))


async def mentioned(scan: Scan, text: str) -> tuple[Finding, ...]:
    """Whom and what an answer mentions, so that it can be found by it; nothing if that fails.

    Of a long answer its beginning. Its client sends it again with the next turn: then it is known.
    """
    try:
        (found,) = await scan([text[:_ANSWER_CHARACTERS]])
    except ScanError:
        return ()
    return tuple(found)


def _not_tokens(prompt: Prompt, hits: tuple[Hit, ...]) -> Iterator[Hit]:
    """A pseudonym that comes back in the history looks like a name; it is none.

    Only what the model takes for a name or place, and only when the token is the whole of it: no
    number, password or address may hide behind the shape of a token.
    """
    ours = {
        index: tuple(look_alikes(prompt.segments[index].text))
        for index in {hit.segment for hit in hits}
    }
    for hit in hits:
        span = hit.finding.start, hit.finding.end
        if hit.finding.entity not in _MODEL_ENTITIES or span not in ours[hit.segment]:
            yield hit
