"""docs/metrics.md lists exactly the metrics there are."""

from pathlib import Path

from gateway.metrics import METRICS

PAGE = Path(__file__).parents[3] / "docs" / "metrics.md"
BEGIN, END = "<!-- metrics: begin -->\n", "<!-- metrics: end -->"


def table() -> str:
    """The table as it must stand in the page."""
    rows = ["| Metric | Kind | Labels | Meaning |", "|---|---|---|---|"]
    for metric in METRICS:
        labels = ", ".join(f"`{label}`" for label in metric.labels)
        rows.append(f"| `{metric.name}` | {metric.kind} | {labels} | {metric.help} |")
    return "\n".join(rows) + "\n"


def test_the_table_of_metrics_is_in_step() -> None:
    page = PAGE.read_text("utf-8")
    written = page.partition(BEGIN)[2].partition(END)[0]
    assert written == table(), f"put this table between the markers:\n{table()}"
