"""From options to filters."""

from datetime import UTC, datetime

import click
import pytest
from click.testing import CliRunner

from gateway.audit.filters import Filters
from gateway.cli.record_filters import with_filters
from gateway.types import Effect


def filters(*arguments: str) -> Filters:
    """What a command with these options is given."""
    found: list[Filters] = []

    @click.command()
    @with_filters
    def command(filters: Filters) -> None:
        found.append(filters)

    result = CliRunner().invoke(command, arguments)
    assert result.exit_code == 0, result.output
    return found[0]


def test_without_options_everything_is_found() -> None:
    assert filters() == Filters()


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("--person", "a.b"), Filters(person="a.b")),
        (("--tool", "practice"), Filters(tool="practice")),
        (("--decision", "block"), Filters(effect=Effect.BLOCK)),
        (("--decision", "allow"), Filters(effect=Effect.ALLOW)),
        (("--entity", "uk_nhs"), Filters(entity="UK_NHS")),
        (("--reference", "ABC/1"), Filters(reference="ABC/1")),
        (("--since", "2031-05-01T00:00Z"), Filters(since=datetime(2031, 5, 1, tzinfo=UTC))),
        (("--until", "2031-05-01T00:00Z"), Filters(until=datetime(2031, 5, 1, tzinfo=UTC))),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_every_option_is_its_filter(arguments: tuple[str, ...], expected: Filters) -> None:
    assert filters(*arguments) == expected
