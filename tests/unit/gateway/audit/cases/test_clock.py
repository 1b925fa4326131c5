"""The statutory clocks, by published and worked-out vectors."""

from datetime import date

import pytest

from gateway.audit.cases.calendar import NATIONS, Calendar
from gateway.audit.cases.clock import (
    Clock,
    Pause,
    Stop,
    check_extension,
    deadline,
    months_later,
    paused,
    stops_of,
)
from gateway.audit.cases.kinds import CaseKind
from gateway.errors import CaseError

RIGHTS = (CaseKind.DSAR, CaseKind.ERASURE, CaseKind.RECTIFICATION, CaseKind.RESTRICTION)


def day(text: str) -> date:
    return date.fromisoformat(text)


def due(kind: CaseKind, received: str, *pauses: Pause, extended: str = "") -> str:
    clock = Clock(
        kind=kind,
        received=day(received),
        pauses=pauses,
        extended=day(extended) if extended else None,
    )
    return str(deadline(clock).due)


def pause(stop: Stop, since: str, until: str = "") -> Pause:
    return Pause(stop=stop, since=day(since), until=day(until) if until else None)


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        ("2026-01-05", "2026-02-02"),
        ("2026-03-13", "2026-04-15"),  # St Patrick's Day, Good Friday, Easter Monday
        ("2026-07-06", "2026-08-05"),  # 12 July in Northern Ireland, August in Scotland
        ("2026-12-18", "2027-01-21"),
        ("2026-03-28", "2026-04-28"),  # a Saturday
    ],
)
def test_freedom_of_information_takes_twenty_working_days_of_the_whole_kingdom(
    received: str, expected: str
) -> None:
    assert due(CaseKind.FOI, received) == expected
    assert due(CaseKind.EIR, received) == expected


def test_one_nation_alone_would_give_an_earlier_day() -> None:
    alone = Calendar.of("england-and-wales")
    assert alone.after(day("2026-03-13"), 20) == day("2026-04-14")
    assert alone.after(day("2026-07-06"), 20) == day("2026-08-03")


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        ("2026-01-31", "2026-03-02"),  # no 31 February; the 28th is a Saturday
        ("2026-02-28", "2026-03-30"),  # 28 March is a Saturday
        ("2026-03-03", "2026-04-07"),  # Good Friday to Easter Monday
        ("2026-08-31", "2026-09-30"),
        ("2026-11-25", "2026-12-29"),  # Christmas
    ],
)
@pytest.mark.parametrize("kind", RIGHTS)
def test_rights_of_a_person_take_a_month_to_the_next_working_day(
    kind: CaseKind, received: str, expected: str
) -> None:
    assert due(kind, received) == expected


def test_an_extension_counts_two_more_months_from_the_start() -> None:
    assert due(CaseKind.DSAR, "2026-01-31", extended="2026-02-20") == "2026-04-30"


def test_an_extension_of_working_days_counts_forty_from_the_start() -> None:
    whole = Calendar.of(*NATIONS)
    assert whole.between(day("2026-01-05"), day("2026-03-02")) == 40
    assert due(CaseKind.EIR, "2026-01-05", extended="2026-01-20") == "2026-03-02"
    assert due(CaseKind.FOI, "2026-01-05", extended="2026-01-20") == "2026-03-02"


def test_clarification_of_freedom_of_information_starts_the_time_anew() -> None:
    asked = pause(Stop.CLARIFICATION, "2026-01-07", "2026-03-13")
    assert due(CaseKind.FOI, "2026-01-05", asked) == "2026-04-15"


def test_days_of_waiting_for_a_fee_are_disregarded() -> None:
    # From Monday the 12th to Friday the 16th: five working days.
    assert due(CaseKind.FOI, "2026-01-05", pause(Stop.FEE, "2026-01-12", "2026-01-16")) == (
        "2026-02-09"
    )


def test_the_month_of_a_person_starts_when_their_identity_is_shown() -> None:
    shown = pause(Stop.IDENTITY, "2026-02-02", "2026-02-10")
    assert due(CaseKind.DSAR, "2026-01-31", shown) == "2026-03-10"


def test_days_of_clarification_of_access_do_not_count_first_and_last_among_them() -> None:
    # 2026-06-01 + 1 month = 2026-07-01; asked on the 8th, answered on the 12th: five days.
    asked = pause(Stop.CLARIFICATION, "2026-06-08", "2026-06-12")
    assert due(CaseKind.DSAR, "2026-06-01", asked) == "2026-07-06"


def test_no_day_of_clarification_counts_twice() -> None:
    both = (
        pause(Stop.CLARIFICATION, "2026-06-08", "2026-06-12"),
        pause(Stop.CLARIFICATION, "2026-06-12", "2026-06-12"),
    )
    assert due(CaseKind.DSAR, "2026-06-01", *both) == "2026-07-06"


@pytest.mark.parametrize("kind", [CaseKind.FOI, CaseKind.EIR, CaseKind.DSAR])
def test_the_clock_stands_still_while_an_answer_is_awaited(kind: CaseKind) -> None:
    waiting = Clock(
        kind=kind, received=day("2026-01-05"), pauses=(pause(Stop.CLARIFICATION, "2026-01-07"),)
    )
    assert deadline(waiting).due is None
    assert "07 January 2026: waiting for clarification" in deadline(waiting).basis


@pytest.mark.parametrize(
    ("kind", "stops"),
    [
        (CaseKind.FOI, {Stop.CLARIFICATION, Stop.FEE}),
        (CaseKind.EIR, {Stop.CLARIFICATION, Stop.FEE}),
        (CaseKind.DSAR, set(Stop)),
        (CaseKind.ERASURE, {Stop.IDENTITY}),
        (CaseKind.COMPLAINT, set()),
        (CaseKind.AUDIT, set()),
    ],
)
def test_only_what_the_law_names_stops_a_clock(kind: CaseKind, stops: set[Stop]) -> None:
    assert stops_of(kind) == stops
    clock = Clock(kind=kind, received=day("2026-01-05"))
    for stop in set(Stop) - stops:
        with pytest.raises(CaseError):
            paused(clock, stop, day("2026-01-06"))


def test_a_clock_that_stands_still_is_not_stopped_again_nor_before_its_start() -> None:
    clock = Clock(kind=CaseKind.DSAR, received=day("2026-01-05"))
    with pytest.raises(CaseError, match="before"):
        paused(clock, Stop.IDENTITY, day("2026-01-04"))
    still = Clock(
        kind=CaseKind.DSAR,
        received=clock.received,
        pauses=(paused(clock, Stop.IDENTITY, day("2026-01-06")),),
    )
    with pytest.raises(CaseError, match="already"):
        paused(still, Stop.CLARIFICATION, day("2026-01-07"))


def test_a_complaint_is_acknowledged_within_thirty_days_and_then_has_no_day() -> None:
    clock = Clock(kind=CaseKind.COMPLAINT, received=day("2026-07-01"))
    assert deadline(clock).due == day("2026-07-30")
    done = Clock(kind=CaseKind.COMPLAINT, received=clock.received, acknowledged=day("2026-07-10"))
    assert deadline(done).due is None
    before_the_law = Clock(kind=CaseKind.COMPLAINT, received=day("2026-06-18"))
    assert deadline(before_the_law).due is None


def test_no_law_sets_a_day_for_an_audit() -> None:
    assert deadline(Clock(kind=CaseKind.AUDIT, received=day("2026-01-05"))).due is None


def test_an_extension_is_told_in_time_once_and_only_where_there_is_one() -> None:
    clock = Clock(kind=CaseKind.DSAR, received=day("2026-01-31"))
    check_extension(clock, day("2026-03-02"), NATIONS[0])
    with pytest.raises(CaseError, match=r"Too late: .*02 March 2026"):
        check_extension(clock, day("2026-03-03"), NATIONS[0])
    with pytest.raises(CaseError, match="before"):
        check_extension(clock, day("2026-01-30"), NATIONS[0])
    longer = Clock(kind=clock.kind, received=clock.received, extended=day("2026-02-20"))
    with pytest.raises(CaseError, match="once"):
        check_extension(longer, day("2026-02-21"), NATIONS[0])
    with pytest.raises(CaseError, match="No law"):
        check_extension(
            Clock(kind=CaseKind.AUDIT, received=clock.received), day("2026-02-01"), NATIONS[0]
        )


@pytest.mark.parametrize("nation", NATIONS)
def test_the_nation_decides_which_holidays_move_the_end_of_a_month(nation: str) -> None:
    # 2026-03-17 is St Patrick's Day, a holiday in Northern Ireland alone.
    clock = Clock(kind=CaseKind.DSAR, received=day("2026-02-17"))
    expected = "2026-03-18" if nation == "northern-ireland" else "2026-03-17"
    assert str(deadline(clock, nation=nation).due) == expected


def test_a_day_beyond_the_list_of_holidays_is_refused() -> None:
    last = Calendar.of(*NATIONS).last
    assert last >= day("2028-12-31")
    with pytest.raises(CaseError, match=f"to {last.year}"):
        deadline(Clock(kind=CaseKind.FOI, received=last))


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        ("2026-12-31", 2, "2027-02-28"),
        ("2027-11-30", 3, "2028-02-29"),
        ("2026-05-15", 1, "2026-06-15"),
    ],
)
def test_a_month_ends_on_the_corresponding_day_or_on_its_last(
    start: str, months: int, expected: str
) -> None:
    assert str(months_later(day(start), months)) == expected
