"""Makes rows that every database takes: outside data names models, paths and user agents."""

from gateway.audit.events import Row
from gateway.audit.house_tables import ACTIVITIES, JUDGEMENTS, TOOL_CHANGES
from gateway.audit.tables import ENDINGS, INTERACTIONS

_LIMITS: dict[str, int] = {
    column.name: getattr(column.type, "length", None) or 10_000
    for table in (INTERACTIONS, ENDINGS, ACTIVITIES, JUDGEMENTS, TOOL_CHANGES)
    for column in table.columns
}
_BIGGEST = 2**62


def cleaned(row: Row) -> Row:
    """The row with texts a database can hold: bounded, no NUL, no lone surrogates."""
    return {
        name: _clean(value, _LIMITS.get(name, 10_000)) if type(value) is str else value
        for name, value in row.items()
    }


def _clean(text: str, limit: int) -> str:
    if text.isascii() and len(text) <= limit and "\0" not in text:
        return text
    return text[:limit].encode("utf-8", "replace").decode().replace("\0", "\ufffd")


def number(value: int | None) -> int | None:
    """A number as a database holds it: token counts come from the provider and may be anything."""
    return None if value is None else max(-_BIGGEST, min(value, _BIGGEST))
