"""What the assessment says of keeping, from the configuration that is in force."""

from gateway.audit.reports.dpia_keeping import cases, kept, listed, retention, schedule
from tests.unit.gateway.audit.reports.filled import configuration


def test_a_line_of_the_schedule_says_which_records_it_is_for() -> None:
    section = schedule(configuration())
    lines = configuration().retention.schedule
    assert [row[0] for row in section.rows] == [line.name for line in lines]
    for row, line in zip(section.rows, lines, strict=True):
        assert (row[1] == "every record") is bool(line.records.everything)


def test_cases_go_by_a_schedule_of_their_own() -> None:
    lines = configuration().retention.cases
    assert lines
    assert [row[:3] for row in cases(configuration()).rows] == [
        (line.name, ", ".join(line.kinds), line.period) for line in lines
    ]


def test_who_looked_goes_by_a_period_of_its_own() -> None:
    assert any("Who looked at records is kept" in note for note in schedule(configuration()).notes)


def test_every_tool_says_how_much_of_its_prompts_is_kept() -> None:
    rows = {row[0]: row[1] for row in kept(configuration()).rows}
    assert all(rows[tool.id] == tool.capture.value for tool in configuration().tools)


def test_the_other_periods_are_those_of_the_settings() -> None:
    days = f"{configuration().gateway.records.vault_days:g} days"
    assert any(days in row for row in retention(configuration().gateway).rows)


def test_names_of_settings_are_said_in_words() -> None:
    assert listed(["case_note", "personal"]) == "case note, personal"
