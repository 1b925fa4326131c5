"""The tables in docs/detection.md, between two markers; what is around them stays."""

from collections.abc import Iterator, Sequence

from detectors.evaluation.report import Result
from detectors.evaluation.tables import Table, as_markdown

BEGIN, END = "<!-- evaluation: make evaluate writes from here -->", "<!-- evaluation: to here -->"

HEAD = "### Scores: prompts, conversations and our records together, held out"


def written(page: str, results: Sequence[Result], scores: Sequence[Table] = ()) -> str:
    """The page with these results in it, and what scores mean. Raises ValueError when a marker is missing."""
    if BEGIN not in page or END not in page:
        raise ValueError("the page has no place for the tables: it needs both markers")
    before, _, rest = page.partition(BEGIN)
    after = rest.partition(END)[2]
    return "\n".join(
        (f"{before}{BEGIN}", "", *_sections(results), *_scores(scores), f"{END}{after}")
    )


def _sections(results: Sequence[Result]) -> Iterator[str]:
    for result in results:
        yield f"### {result.name[0].upper()}{result.name[1:]} ({result.size:,} texts)"
        yield ""
        for table in result.tables:
            yield from as_markdown(table)
            yield ""


def _scores(tables: Sequence[Table]) -> Iterator[str]:
    if tables:
        yield from (HEAD, "")
    for table in tables:
        yield from as_markdown(table)
        yield ""
