"""What is counted, and that no label can name a person or grow for ever."""

import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.samples import Sample

from detectors.entities import CATEGORY
from detectors.types import Category
from gateway.audit.clock_watch import ClockState
from gateway.audit.outgoing.outgoing import OutgoingStatistics
from gateway.device import Device
from gateway.files import Attached, FileNote, Outcome
from gateway.metrics import METRICS
from gateway.telemetry import OTHER, REFUSED, STAGES, Bounded, Telemetry
from gateway.types import (
    FAILURES,
    Answer,
    Approval,
    Assessment,
    Decision,
    Destination,
    Effect,
    End,
    Interaction,
    Person,
    Prompt,
    Reason,
    Screened,
    Unread,
)
from gateway.unread import UnreadClass
from tests.make import NOW, hit, interaction, segment, service, tool

START = datetime.now(UTC)
BLOCK = Reason(rule="no-secrets", clause="10.5", effect=Effect.BLOCK, message="Take it out.")
NOTIFY = Reason(rule="review", clause="16", effect=Effect.NOTIFY, message="Overdue.")


def decided(*reasons: Reason, observed: tuple[Reason, ...] = ()) -> Decision:
    effect = max(reason.effect for reason in reasons)
    return Decision(effect=effect, reasons=reasons, policy_version="v1", observed=observed)


def screened(of: Interaction, decision: Decision, **more: object) -> Screened:
    values = {"hits": (), "sent": ()} | more
    return Screened(interaction=of, decision=decision, **values)  # type: ignore[arg-type]


def samples(telemetry: Telemetry) -> Iterator[Sample]:
    for family in text_string_to_metric_families(telemetry.text().decode()):
        yield from family.samples


def value(telemetry: Telemetry, name: str, **labels: str) -> float | None:
    name = f"genai_gateway_{name}"
    found = [s.value for s in samples(telemetry) if s.name == name and s.labels == labels]
    return found[0] if found else None


def test_a_decision_is_counted_once_and_each_of_its_reasons() -> None:
    telemetry = Telemetry()
    telemetry.screened(screened(interaction(), decided(NOTIFY, BLOCK)))
    where = {"tool": "assistant"}
    assert value(telemetry, "decisions_total", effect="block", vendor="Vendor", **where) == 1
    for reason, word in ((BLOCK, "block"), (NOTIFY, "notify")):
        labels = {"rule": reason.rule, "clause": reason.clause, "effect": word}
        assert value(telemetry, "reasons_total", **labels, **where) == 1


def test_a_service_that_is_not_listed_shows_as_unlisted_with_its_vendor() -> None:
    telemetry = Telemetry()
    where = Destination(host="api.other.test", service=service(vendor="Other AI"), tool=None)
    telemetry.screened(screened(interaction(destination=where), decided(BLOCK)))
    labels = {"effect": "block", "tool": "unlisted", "vendor": "Other AI"}
    assert value(telemetry, "decisions_total", **labels) == 1


def test_observed_rules_are_counted_apart_from_decisions() -> None:
    telemetry = Telemetry()
    telemetry.screened(screened(interaction(), decided(NOTIFY, observed=(BLOCK,))))
    assert value(telemetry, "observed_total", effect="block", rule="no-secrets") == 1
    assert value(telemetry, "endings_total", end="refused", tool="assistant") is None


def test_findings_of_resent_history_are_not_counted_again() -> None:
    telemetry = Telemetry()
    text = "Ann Lowe"
    of = interaction(segment(text, new=False), segment(text))
    hits = (hit(text, text, index=0), hit(text, text, index=1))
    telemetry.screened(screened(of, decided(NOTIFY), hits=hits, issued={"T1": "a", "T2": "b"}))
    assert value(telemetry, "findings_total", entity="PERSON", category="personal") == 1
    assert value(telemetry, "pseudonyms_total", tool="assistant") == 2


def test_a_refusal_is_an_ending_and_is_not_counted_twice() -> None:
    telemetry = Telemetry()
    refused = screened(interaction(), decided(BLOCK))
    telemetry.screened(refused)
    telemetry.answered(Answer(interaction_id="1", end=End.REFUSED, time=NOW), refused)
    assert value(telemetry, "endings_total", end="refused", tool="assistant") == 1


def test_an_answer_brings_tokens_times_and_damage() -> None:
    telemetry = Telemetry()
    answer = Answer(
        interaction_id="1",
        end=End.COMPLETE,
        time=NOW,
        input_tokens=30,
        output_tokens=7,
        first_byte_ms=120.0,
        duration_ms=1500.0,
        unrestored=2,
    )
    telemetry.answered(answer, screened(interaction(), decided(NOTIFY)))
    assert value(telemetry, "endings_total", end="complete", tool="assistant") == 1
    assert value(telemetry, "tokens_total", direction="input", tool="assistant") == 30
    assert value(telemetry, "tokens_total", direction="output", tool="assistant") == 7
    assert value(telemetry, "unrestored_pseudonyms_total", tool="assistant") == 2
    assert value(telemetry, "provider_seconds_sum", tool="assistant") == 1.5
    assert value(telemetry, "first_byte_seconds_sum", tool="assistant") == 0.12


def test_an_answer_that_never_began_has_no_first_byte() -> None:
    telemetry = Telemetry()
    answer = Answer(interaction_id="1", end=End.CLIENT_ABORTED, time=NOW)
    telemetry.answered(answer, screened(interaction(), decided(NOTIFY)))
    assert value(telemetry, "first_byte_seconds_count", tool="assistant") is None


def test_stages_are_seconds_and_add_up() -> None:
    telemetry = Telemetry()
    timings = {"read": 1.0, "scan": 2.5, "record": 0.5}
    telemetry.screened(screened(interaction(), decided(NOTIFY), timings_ms=timings))
    assert value(telemetry, "stage_seconds_sum", stage="scan") == 0.0025
    assert value(telemetry, "added_seconds_sum") == pytest.approx(0.004)


def test_only_one_configuration_version_is_in_force() -> None:
    telemetry = Telemetry()
    telemetry.reloaded(ok=True, version="aaaa")
    telemetry.reloaded(ok=True, version="bbbb")
    telemetry.reloaded(ok=False, version="bbbb")
    assert value(telemetry, "policy_info", version="aaaa") is None
    assert value(telemetry, "policy_info", version="bbbb") == 1
    assert value(telemetry, "config_reloads_total", result="ok") == 2
    assert value(telemetry, "config_reloads_total", result="failed") == 1


def test_connections_are_counted_by_known_reasons_only() -> None:
    telemetry = Telemetry()
    telemetry.tunnelled()
    telemetry.refused_connection("identity")
    telemetry.refused_connection("amina.hussain had no password")
    telemetry.handshake_failed("Vendor")
    assert value(telemetry, "tunnelled_total") == 1
    assert value(telemetry, "refused_connections_total", reason="identity") == 1
    assert value(telemetry, "refused_connections_total", reason="other") == 1
    assert value(telemetry, "handshake_failures_total", vendor="Vendor") == 1


@dataclass(frozen=True)
class Statistics:
    """The attributes of both statistics (detectors.scanner, gateway.audit.recorder)."""

    queue_depth: int = 3
    cache_hits: int = 10
    cache_misses: int = 4
    worker_restarts: int = 1
    workers_alive: int = 2
    scanned: int = 6
    stage_seconds: Mapping[str, float] = field(default_factory=lambda: {"model": 1.5, "rules": 0.5})
    written: int = 99
    alive: int = 1
    restarts: int = 2
    failures: int = 5
    waiting: int = 7
    lag_seconds: float = 0.5
    sequenced: int = 90
    checkpoints: int = 2
    signing: bool = True
    anchored: bool = False
    verified: bool = True
    disposed: int = 41
    age_seconds: float = 3600.0
    overdue: bool = False


SENT = OutgoingStatistics(
    sent={"soc": 7},
    failures={"soc": 1},
    left_out={"soc": 0},
    waiting={"soc": 2},
    lag_seconds={"soc": 1.5},
)


def watched(*tools: object, expiry: datetime | None = None) -> Telemetry:
    telemetry = Telemetry()
    telemetry.watch(
        scanner=Statistics,
        recorder=lambda: Statistics(queue_depth=8),
        documents=Statistics,
        log=Statistics,
        siem=lambda: SENT,
        retention=Statistics,
        clock=lambda: ClockState(step_seconds=-90.0, warnings=("set back",)),
        loaded=lambda: START - timedelta(hours=1),
        ca_expiry=lambda: expiry,
        tools=lambda: tools,  # type: ignore[arg-type, return-value]
    )
    return telemetry


def test_statistics_are_read_when_the_metrics_are() -> None:
    telemetry = watched()
    assert value(telemetry, "scanner_queue_depth") == 3
    assert value(telemetry, "recorder_queue_depth") == 8
    assert value(telemetry, "scanner_workers") == 2
    assert value(telemetry, "retention_records_total") == 41
    assert value(telemetry, "clock_in_doubt") == 1
    assert value(telemetry, "clock_step_seconds") == -90
    assert value(telemetry, "retention_age_seconds") == 3600.0
    assert value(telemetry, "retention_overdue") == 0
    assert value(telemetry, "scanner_cache_hits_total") == 10
    assert value(telemetry, "scanner_restarts_total") == 1
    assert value(telemetry, "scanner_texts_total") == 6
    assert value(telemetry, "scanner_seconds_total", stage="model") == 1.5
    assert value(telemetry, "scanner_seconds_total", stage="rules") == 0.5
    assert value(telemetry, "records_written_total") == 99
    assert value(telemetry, "record_failures_total") == 5
    assert value(telemetry, "log_waiting") == 7
    assert value(telemetry, "log_signing") == 1
    assert value(telemetry, "log_anchored") == 0
    assert (value(telemetry, "config_age_seconds") or 0) >= 3600


def test_what_is_read_exists_in_the_real_statistics() -> None:
    from detectors.documents.documents import DocumentStatistics
    from detectors.scanner import ScanStatistics
    from gateway.audit.log.standing import LogStatistics
    from gateway.audit.recorder import RecorderStatistics
    from gateway.audit.retention.daily import RetentionStatistics

    kinds = {
        "scanner": ScanStatistics,
        "recorder": RecorderStatistics,
        "documents": DocumentStatistics,
        "log": LogStatistics,
        "siem": OutgoingStatistics,
        "retention": RetentionStatistics,
        "clock": ClockState,
    }
    wanted = [metric.reads.split(".") for metric in METRICS if metric.reads]
    assert wanted
    for source, attribute in wanted:
        assert hasattr(kinds[source], attribute)


def test_a_certificate_shows_its_time_left_and_none_shows_nothing() -> None:
    soon = watched(expiry=datetime.now(UTC) + timedelta(days=1))
    assert 86_000 < (value(soon, "certificate_expiry_seconds") or 0) <= 86_400
    assert value(watched(), "certificate_expiry_seconds") is None


def test_the_siem_s_numbers_are_by_destination() -> None:
    assert value(watched(), "siem_sent_total", destination="soc") == 7
    assert value(watched(), "siem_waiting", destination="soc") == 2


def test_overdue_dates_show_by_tool() -> None:
    past, future = date(2020, 1, 1), date(2999, 1, 1)
    telemetry = watched(
        tool(id="late", review=past, dpia=Assessment(reference="D", expires=past)),
        tool(id="fine", review=future, dpia=None, eqia=Assessment(reference="E")),
        tool(id="stopped", approval=Approval.PAUSED),
    )
    assert value(telemetry, "tool_overdue", tool="late", what="review") == 1
    assert value(telemetry, "tool_overdue", tool="late", what="dpia") == 1
    assert value(telemetry, "tool_overdue", tool="fine", what="review") == 0
    assert value(telemetry, "tool_overdue", tool="fine", what="eqia") == 0
    assert value(telemetry, "tool_overdue", tool="fine", what="dpia") is None
    assert value(telemetry, "tools", approval="approved") == 2
    assert value(telemetry, "tools", approval="paused") == 1


def test_sockets_and_their_messages_are_counted() -> None:
    telemetry = Telemetry()
    telemetry.socket_opened()
    telemetry.socket_opened()
    telemetry.socket_closed()
    telemetry.socket_message("client", "block")
    telemetry.socket_message("client", "block")
    assert value(telemetry, "sockets_open") == 1
    assert value(telemetry, "socket_messages_total", side="client", outcome="block") == 2


def test_a_label_keeps_its_first_values_and_calls_the_rest_other() -> None:
    bounded = Bounded(2)
    assert [bounded(v) for v in ("a", "b", "c", "a", "", "x" * 65)] == [
        "a", "b", OTHER, "a", OTHER, OTHER,
    ]  # fmt: skip


def full() -> Telemetry:
    """Every metric has at least one sample."""
    text = "Ann Lowe"
    of = interaction(segment(text))
    of = replace(of, prompt=replace(of.prompt, unread=(Unread(part="p", why="a file"),)))
    note = FileNote(part="p", kind="pdf", outcome=Outcome.INSPECTED, size=1, sha256="")
    of = replace(of, prompt=replace(of.prompt, attached=Attached(notes=(note,))))
    telemetry = watched(tool(), expiry=datetime.now(UTC))
    timings = dict.fromkeys(STAGES, 1.0)
    seen = screened(
        of,
        decided(BLOCK, observed=(NOTIFY,)),
        hits=(hit(text, text),),
        failure="scanner",
        timings_ms=timings,
    )
    telemetry.screened(seen)
    answer = Answer(interaction_id="1", end=End.COMPLETE, time=NOW, first_byte_ms=1.0)
    telemetry.answered(answer, seen)
    telemetry.reloaded(ok=True, version="v")
    telemetry.tunnelled()
    telemetry.refused_connection("fault")
    telemetry.socket_message("client", "quiet")
    telemetry.handshake_failed("Vendor")
    telemetry.shadow("looks alike")
    return telemetry


def test_the_list_of_metrics_is_what_is_exposed_names_and_labels() -> None:
    exposed: dict[str, set[str]] = {}
    for sample in samples(full()):
        exposed.setdefault(sample.name, set()).update(sample.labels)
    listed: dict[str, set[str]] = {}
    for metric in METRICS:
        ends = ("_bucket", "_sum", "_count") if metric.kind == "histogram" else ("",)
        for end in ends:
            listed[metric.name + end] = {*metric.labels, *(("le",) if end == "_bucket" else ())}
    assert exposed == listed


CANARY = st.text(string.ascii_letters, min_size=1, max_size=12).map("Canary{}".format)
REASONS = st.builds(
    Reason,
    rule=st.sampled_from(["no-secrets", "review", "failure-scanner"]),
    clause=st.sampled_from(["4", "7.2", "10.3"]),
    effect=st.sampled_from(Effect),
    message=CANARY,
)


@st.composite
def interactions(draw: st.DrawFn) -> Screened:
    text = draw(CANARY)
    person = Person(id=draw(CANARY), groups=frozenset({draw(CANARY)}), source=draw(CANARY))
    unread = st.builds(Unread, part=CANARY, why=CANARY)
    prompt = Prompt(
        dialect=draw(CANARY),
        segments=(segment(text),),
        unread=tuple(draw(st.lists(unread, max_size=2))),
        model=draw(CANARY),
        conversation=draw(CANARY),
    )
    chosen = st.sampled_from([None, tool()])
    where = Destination(host=draw(CANARY), service=service(draw(CANARY)), tool=draw(chosen))
    of = interaction(
        id=draw(CANARY),
        person=person,
        device=Device(address=draw(CANARY), user_agent=draw(CANARY)),
        destination=where,
        path=draw(CANARY),
        prompt=prompt,
        justification=draw(CANARY),
        key_fingerprint=draw(CANARY),
    )
    entity = draw(st.sampled_from(sorted(CATEGORY)))
    reasons = draw(st.lists(REASONS, min_size=1, max_size=3))
    return screened(
        of,
        decided(*reasons, observed=tuple(draw(st.lists(REASONS, max_size=2)))),
        hits=(hit(text, text, entity, category=CATEGORY[entity], recogniser=draw(CANARY)),),
        failure=draw(st.sampled_from(["", *FAILURES]) | CANARY),
        timings_ms={draw(st.sampled_from(STAGES) | CANARY): 1.0},
        issued={draw(CANARY): draw(CANARY)},
        sent=(draw(CANARY),),
    )


ALLOWED = {
    "effect": {effect.word for effect in Effect},
    "rule": {"no-secrets", "review", "failure-scanner"},
    "clause": {"4", "7.2", "10.3"},
    "tool": {"assistant", "unlisted"},
    "vendor": {"Vendor"},
    "entity": set(CATEGORY),
    "category": {category.value for category in Category},
    "why": {kind.value for kind in UnreadClass},
    "end": {end.value for end in End},
    "failure": {*FAILURES, OTHER},
    "stage": {*STAGES, OTHER},
    "reason": {*REFUSED, OTHER},
    "direction": {"input", "output"},
    "result": {"ok", "failed"},
}


@settings(max_examples=30, deadline=None)
@given(st.lists(interactions(), min_size=1, max_size=3), CANARY, st.sampled_from(End))
def test_whatever_happens_labels_stay_within_their_sets(
    seen: list[Screened], canary: str, end: End
) -> None:
    telemetry = Telemetry()
    for one in seen:
        telemetry.screened(one)
        received = {"received": canary, "restored": canary, "model": canary}
        answer = Answer(interaction_id=canary, end=end, time=NOW, **received)
        telemetry.answered(answer, one)
    telemetry.refused_connection(canary)
    for sample in samples(telemetry):
        for label, shown in sample.labels.items():
            assert label in {"le", "version", "python"} or shown in ALLOWED[label], label
    assert b"Canary" not in telemetry.text()
