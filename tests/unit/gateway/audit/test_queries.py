"""Searching: every filter, every page, and whoever is mentioned."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from gateway.audit import summaries
from gateway.audit.events import append
from gateway.audit.filters import Filters, conditions
from gateway.audit.kept import kept_of
from gateway.audit.queries import counts, find_person, search, show
from gateway.audit.rows import Origin, answer_event, request_event
from gateway.audit.store import Store
from gateway.audit.tables import INTERACTIONS
from gateway.errors import RecordError
from gateway.types import Answer, Capture, Effect, End, Screened
from tests.unguarded import unguard
from tests.unit.gateway.audit.samples import MOMENT, UNREAD, answer, screened, tool

ORIGIN = Origin(instance="first", run="run")
JANE = ("Jane Doe", "PERSON")


def write(store: Store, made: Sequence[Screened], answers: Sequence[Answer] = ()) -> list[str]:
    kept = {one.interaction.id: kept_of(one, Capture.FULL) for one in made}
    events = [request_event(store, ORIGIN, one, kept[one.interaction.id]) for one in made]
    events += [answer_event(store, ORIGIN, one, kept[one.interaction_id]) for one in answers]
    with store.write() as connection:
        append(connection, events)
    return [one.interaction.id for one in made]


@pytest.mark.parametrize(
    "filters",
    [
        Filters(person="Ann.LEE"),
        Filters(tool="other"),
        Filters(since=MOMENT + timedelta(minutes=1)),
        Filters(effect=Effect.BLOCK),
        Filters(entity="UK_NHS"),
        Filters(rule="nhs_rule"),
        Filters(model="special-1"),
        Filters(conversation="resp_1"),
        Filters(failure="timeout"),
        Filters(end=End.REFUSED),
        Filters(reference="hb 2026 0143"),
        Filters(
            person="ann.lee", tool="other", clause="7.2", group="housing", host="practice.example"
        ),
    ],
    ids=str,
)
def test_a_filter_finds_the_one_and_not_the_others(store: Store, filters: Filters) -> None:
    wanted = screened(
        "NHS 943 476 5919, case HB/2026/0143",
        marks=[("943 476 5919", "UK_NHS")],
        person="ann.lee",
        listed=tool(name="other"),
        time=MOMENT + timedelta(hours=1),
        effect=Effect.BLOCK,
        rule="nhs_rule",
        model="special-1",
        conversation="resp_1",
        failure="timeout",
    )
    others = [screened("Hello Jane Doe", marks=[JANE], rule="nhsXrule") for _ in range(2)]
    write(store, [*others, wanted], [answer(wanted.interaction.id, End.REFUSED)])
    assert [found.id for found in search(store, filters)] == [wanted.interaction.id]


def test_until_is_exclusive_and_since_inclusive(store: Store) -> None:
    write(store, [screened("Hello")])
    assert len(list(search(store, Filters(since=MOMENT)))) == 1
    assert list(search(store, Filters(until=MOMENT))) == []


def test_tools_that_are_not_listed_can_be_told_apart(store: Store) -> None:
    listed, unlisted = write(store, [screened("a"), screened("b", listed=None)])
    assert [found.id for found in search(store, Filters(unlisted=True))] == [unlisted]
    assert [found.id for found in search(store, Filters(unlisted=False))] == [listed]


def test_wildcards_in_a_filter_stand_for_themselves(store: Store) -> None:
    write(store, [screened("Hello", rule="a-b")])
    assert list(search(store, Filters(rule="a_b"))) == []
    assert list(search(store, Filters(rule="%"))) == []


def test_pages_join_without_gap_or_repeat_even_at_one_moment(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(summaries, "PAGE", 7)
    made = [screened("Hello", time=MOMENT + timedelta(seconds=n // 10)) for n in range(50)]
    write(store, made)
    expected = sorted(made, key=lambda one: (one.interaction.time, one.interaction.id))
    found = [one.id for one in search(store, Filters())]
    assert found == [one.interaction.id for one in reversed(expected)]
    assert [one.id for one in search(store, Filters(), limit=15)] == found[:15]
    assert list(search(store, Filters(), limit=0)) == []


def test_a_summary_says_how_it_went(store: Store) -> None:
    made = screened("Hello Jane Doe", marks=[JANE], effect=Effect.NOTIFY)
    write(store, [made], [answer(made.interaction.id, output_tokens=3)])
    (found,) = search(store, Filters())
    assert (found.person, found.effect, found.clauses) == ("sam.okafor", Effect.NOTIFY, ("7.2",))
    assert (found.entities, found.rules) == ({"PERSON": 1}, ("personal-data",))
    assert (found.end, found.status, found.output_tokens) == (End.COMPLETE, 200, 3)
    assert found.time == MOMENT
    assert found.time.tzinfo is not None


def test_somebody_is_found_whoever_typed_the_name(store: Store) -> None:
    texts = [
        ("Dear Ms Jane Doe,", ("Ms Jane Doe", "PERSON")),
        ("Jane Mary Doe-Smith called", ("Jane Mary Doe-Smith", "PERSON")),
        ("Write to jane@example.org", ("jane@example.org", "EMAIL_ADDRESS")),
        ("Ring 01632 960 123", ("01632 960 123", "PHONE_NUMBER")),
    ]
    ids = write(store, [screened(text, marks=[mark]) for text, mark in texts])
    assert _found(store, "jane doe") == {ids[0], ids[1]}
    assert _found(store, "Smith") == {ids[1]}
    assert _found(store, "JANE@EXAMPLE.ORG") == {ids[2]}
    assert _found(store, "+44 1632 960123") == {ids[3]}
    assert _found(store, "John Doe") == set()


def test_words_of_two_different_people_are_not_one_person(store: Store) -> None:
    marks = [("Jane Lee", "PERSON"), ("Ann Doe", "PERSON")]
    write(store, [screened("Jane Lee met Ann Doe", marks=marks)])
    assert _found(store, "Jane Doe") == set()


def test_a_user_is_found_as_a_person_too(store: Store) -> None:
    ids = write(store, [screened("Hello", person="Ann.Lee@council.example")])
    assert _found(store, "ann.lee@COUNCIL.example") == set(ids)


def test_somebody_in_a_record_without_texts_is_found(store: Store) -> None:
    ids = write(store, [screened("Hello Jane Doe", marks=[JANE], listed=tool(Capture.METADATA))])
    assert _found(store, "Jane Doe") == set(ids)


def _found(store: Store, value: str) -> set[str]:
    return {found.id for found in find_person(store, value)}


def test_several_names_and_numbers_of_one_person_are_looked_for_at_once(store: Store) -> None:
    maiden, married, phone, other = write(
        store,
        [
            screened("Jane Doe", marks=[("Jane Doe", "PERSON")]),
            screened("Jane Rowe", marks=[("Jane Rowe", "PERSON")]),
            screened("Ring 020 7946 0018", marks=[("020 7946 0018", "PHONE_NUMBER")]),
            screened("Kim Lee", marks=[("Kim Lee", "PERSON")]),
        ],
    )
    found = {one.id for one in find_person(store, "Jane Doe", "Jane Rowe", "+44 20 7946 0018")}
    assert found == {maiden, married, phone}
    assert other not in found


def test_totals_are_by_effect_tool_and_end(store: Store) -> None:
    made = [screened("a"), screened("b", listed=None, effect=Effect.BLOCK), screened("c")]
    write(store, made, [answer(made[0].interaction.id)])
    totals = counts(store, Filters())
    assert totals.total == 3
    assert totals.by_effect == {"allow": 2, "block": 1}
    assert totals.by_tool == {"practice": 2, "": 1}
    assert totals.by_end == {"complete": 1, "": 2}
    assert counts(store, Filters(effect=Effect.BLOCK)).total == 1


def test_unread_parts_are_counted_in_clear_and_named_under_seal(store: Store) -> None:
    (one,) = write(store, [screened("Hello", unread=UNREAD)])
    record = show(store, one)
    assert record is not None
    assert record.facts["unread"] == {"image": 1}
    assert record.unread[0]["part"] == "messages[0].content[1]"


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE payloads SET sealed = (SELECT wrapped FROM data_keys)",
        "DELETE FROM data_keys",
        "UPDATE data_keys SET wrapped = (SELECT sealed FROM payloads)",
    ],
)
def test_an_altered_record_does_not_open(store: Store, damage: str) -> None:
    (one,) = write(store, [screened("Hello", effect=Effect.BLOCK)])
    with store.write() as connection:
        unguard(connection)
        connection.execute(text(damage))
    with pytest.raises(RecordError):
        show(store, one)


def test_a_value_no_database_can_look_for_is_an_error_that_does_not_repeat_it(
    store: Store,
) -> None:
    with pytest.raises(RecordError) as caught:
        list(search(store, Filters(person="canary-\ud800")))
    assert "canary" not in str(caught.value)


@pytest.mark.parametrize("engine_name", ["sqlite"])
@pytest.mark.parametrize("narrower", [Filters(effect=Effect.BLOCK), Filters(tool="chat")])
def test_the_records_of_one_person_are_not_looked_for_among_all_others(
    store: Store, narrower: Filters
) -> None:
    where = conditions(replace(narrower, person="ann.lee"), store)
    query = select(INTERACTIONS.c.id).where(*where).order_by(INTERACTIONS.c.time.desc())
    made = query.compile(store._engine, compile_kwargs={"render_postcompile": True})
    with store.read() as connection:
        values = tuple(made.params.values())
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {made}", values).all()
    assert "ix_interactions_person_folded_time" in plan[0].detail


def test_filters_show_no_reference_in_their_repr() -> None:
    assert "HB/2026" not in repr(Filters(reference="HB/2026/0143"))
