"""What the gateway counts. No label names a person, and no label grows for ever."""

import platform
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version as installed
from typing import Any

import prometheus_client as prometheus
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector

from detectors.entities import CATEGORY
from gateway.flows import Tally
from gateway.metrics import COUNTED, PREFIX, WATCHED, Metric
from gateway.types import FAILURES, Answer, Approval, End, Screened, Tool
from gateway.unread import class_of

OTHER, UNLISTED = "other", "unlisted"
STAGES = ("read", "files", "scan", "decide", "replace", "record")
REFUSED = ("identity", "mismatch", "headers", "body", "connections", "encoding", "upgrade", "fault")
"""Why a connection or request was refused before it could be screened."""
Samples = Iterator[tuple[tuple[str, ...], float]]


class Bounded:
    """The values of a label: the first `limit` keep their names, later ones are "other"."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._known: set[str] = set()

    def __call__(self, value: str) -> str:
        if value not in self._known:
            if len(self._known) >= self._limit or not 0 < len(value) <= 64:
                return OTHER
            self._known.add(value)
        return value


class Telemetry:
    """Counts what happens in one process. No method waits or fails."""

    def __init__(self) -> None:
        self.flows = Tally()
        prometheus.disable_created_metrics()  # type: ignore[no-untyped-call]
        self._registry = prometheus.CollectorRegistry()
        self._counters = self._make(prometheus.Counter, "counter")
        self._gauges = self._make(prometheus.Gauge, "gauge")
        self._histograms = self._make(prometheus.Histogram, "histogram")
        # Finding a series costs more than counting in it. Labels are bounded, so these are.
        self._counts: dict[tuple[str, ...], prometheus.Counter] = {}
        self._times: dict[tuple[str, ...], prometheus.Histogram] = {}
        self._tool, self._vendor, self._rule = Bounded(500), Bounded(500), Bounded(300)
        self._clause, self._entity = Bounded(100), Bounded(200)
        build = self._gauges[PREFIX + "build_info"]
        build.labels(version=installed("genai-gateway"), python=platform.python_version()).set(1)
        # Alerts look for a rise, and a series that begins at one has not risen.
        for entity, category in CATEGORY.items():
            self._count("findings", self._entity(entity), category.value, by=0)
        self._count("config_reloads", "failed", by=0)

    def _make[M: (prometheus.Counter, prometheus.Gauge, prometheus.Histogram)](
        self, form: type[M], kind: str
    ) -> dict[str, M]:
        made = {}
        for m in (m for m in COUNTED if m.kind == kind):
            more: dict[str, Any] = {"buckets": m.buckets} if m.buckets else {}
            made[m.name] = form(m.name, m.help, m.labels, registry=self._registry, **more)
        return made

    def screened(self, screened: Screened) -> None:
        """A request was decided, whatever the decision. A refusal is its own ending."""
        interaction, decision = screened.interaction, screened.decision
        tool, vendor = self._name(interaction.tool), interaction.destination.service.vendor
        self._count("decisions", decision.effect.word, tool, self._vendor(vendor))
        for reason in decision.reasons:
            rule, clause = self._rule(reason.rule), self._clause(reason.clause)
            self._count("reasons", reason.effect.word, rule, clause, tool)
        for reason in decision.observed:
            self._count("observed", reason.effect.word, self._rule(reason.rule))
        if decision.blocked:
            self._count("endings", End.REFUSED.value, tool)
        self._count("pseudonyms", tool, by=len(screened.issued))
        self._content(screened)
        for stage, took in screened.timings_ms.items():
            self._observe("stage", took, stage if stage in STAGES else OTHER)
        self._observe("added", sum(screened.timings_ms.values()))

    def _content(self, screened: Screened) -> None:
        prompt = screened.interaction.prompt
        for hit in screened.hits:
            if prompt.segments[hit.segment].new:
                found = hit.finding
                self._count("findings", self._entity(found.entity), found.category.value)
        for part in prompt.unread:
            self._count("unread_parts", class_of(part.why).value)
        for note in prompt.attached.notes:
            self._count("documents", note.kind, note.outcome.value)
            self._observe("document", note.milliseconds, note.kind)
        if screened.failure in FAILURES:
            self._count("failures", screened.failure)

    def answered(self, answer: Answer, screened: Screened) -> None:
        """A forwarded interaction ended."""
        tool = self._name(screened.interaction.tool)
        if not screened.decision.blocked:  # or it was counted when it was screened
            self._count("endings", answer.end.value, tool)
        self._count("tokens", "input", tool, by=answer.input_tokens or 0)
        self._count("tokens", "output", tool, by=answer.output_tokens or 0)
        self._count("unrestored_pseudonyms", tool, by=answer.unrestored)
        self._observe("provider", answer.duration_ms, tool)
        if answer.first_byte_ms is not None:
            self._observe("first_byte", answer.first_byte_ms, tool)

    def reloaded(self, *, ok: bool, version: str) -> None:
        """The configuration was read again; `version` is the one now in force."""
        self._count("config_reloads", "ok" if ok else "failed")
        info = self._gauges[PREFIX + "policy_info"]
        info.clear()  # one version at a time, or the label would grow with every edit
        info.labels(version=version).set(1)

    def healthy(self, *, ready: bool, warnings: int) -> None:
        """What /readyz says at this moment."""
        self._gauges[PREFIX + "ready"].set(ready)
        self._gauges[PREFIX + "warnings"].set(warnings)

    def tunnelled(self) -> None:
        """A connection outside the catalogue was passed on unopened."""
        self._count("tunnelled")

    def shadow(self, how: str) -> None:
        """A host in no list looks like generative AI, or was asked like it."""
        self._count("shadow", how)

    def refused_connection(self, reason: str) -> None:
        """Refused before screening; `reason` is one of REFUSED."""
        self._count("refused_connections", reason if reason in REFUSED else OTHER)

    def socket_opened(self) -> None:
        """A WebSocket has begun."""
        self._gauges[PREFIX + "sockets_open"].inc()

    def socket_closed(self) -> None:
        """A WebSocket has ended."""
        self._gauges[PREFIX + "sockets_open"].dec()

    def socket_message(self, side: str, outcome: str) -> None:
        """One record in a WebSocket: an effect's word, quiet, or carried; `side` sent it."""
        self._count("socket_messages", side, outcome)

    def handshake_failed(self, vendor: str) -> None:
        """A client did not accept our certificate for this vendor: pinned, or without our CA."""
        self._count("handshake_failures", self._vendor(vendor))

    def watch(  # noqa: PLR0913 - a source for each
        self,
        *,
        scanner: Callable[[], object],
        recorder: Callable[[], object],
        documents: Callable[[], object],
        log: Callable[[], object],
        siem: Callable[[], object],
        retention: Callable[[], object],
        clock: Callable[[], object],
        loaded: Callable[[], datetime],
        ca_expiry: Callable[[], datetime | None],
        tools: Callable[[], Sequence[Tool]],
    ) -> None:
        """Ask these each time the metrics are read."""
        statistics = {"scanner": scanner, "recorder": recorder, "documents": documents}
        statistics |= {"log": log, "siem": siem, "retention": retention, "clock": clock}
        self._registry.register(_Watched(statistics, loaded, ca_expiry, tools))

    def text(self) -> bytes:
        """The exposition, in Prometheus' text format 0.0.4."""
        return prometheus.generate_latest(self._registry)

    def _name(self, tool: Tool | None) -> str:
        return self._tool(tool.id) if tool else UNLISTED

    def _count(self, name: str, *labels: str, by: float = 1) -> None:
        key = (name, *labels)
        if key not in self._counts:
            counter = self._counters[f"{PREFIX}{name}_total"]
            self._counts[key] = counter.labels(*labels) if labels else counter
        self._counts[key].inc(by)

    def _observe(self, name: str, milliseconds: float, *labels: str) -> None:
        key = (name, *labels)
        if key not in self._times:
            histogram = self._histograms[f"{PREFIX}{name}_seconds"]
            self._times[key] = histogram.labels(*labels) if labels else histogram
        self._times[key].observe(milliseconds / 1000)


@dataclass(frozen=True, slots=True, eq=False)  # the registry keeps it in a dict
class _Watched(Collector):
    """What is read only when somebody asks."""

    statistics: dict[str, Callable[[], object]]
    loaded: Callable[[], datetime]
    ca_expiry: Callable[[], datetime | None]
    tools: Callable[[], Sequence[Tool]]

    def collect(self) -> Iterator[CounterMetricFamily | GaugeMetricFamily]:
        for metric in WATCHED:
            form = CounterMetricFamily if metric.kind == "counter" else GaugeMetricFamily
            family = form(metric.name, metric.help, labels=metric.labels)
            for labels, value in self._samples(metric):
                family.add_metric(labels, value)
            yield family

    def _samples(self, metric: Metric) -> Samples:
        if metric.reads:
            source, _, attribute = metric.reads.partition(".")
            value = getattr(self.statistics[source](), attribute)
            parts = value.items() if metric.labels else [("", value)]
            return (((key,) if key else (), float(part)) for key, part in parts)
        own: Samples = getattr(self, f"_{metric.name.removeprefix(PREFIX)}")()
        return own

    def _config_age_seconds(self) -> Samples:
        yield (), (datetime.now(UTC) - self.loaded()).total_seconds()

    def _certificate_expiry_seconds(self) -> Samples:
        if ends := self.ca_expiry():
            yield (), (ends - datetime.now(UTC)).total_seconds()

    def _tools(self) -> Samples:
        for approval in Approval:
            yield (approval.value,), sum(tool.approval is approval for tool in self.tools())

    def _tool_overdue(self) -> Samples:
        today = datetime.now(UTC).date()
        for tool in self.tools():
            yield (tool.id, "review"), bool(tool.review and tool.review < today)
            for what, held in (("dpia", tool.dpia), ("eqia", tool.eqia)):
                if held:
                    yield (tool.id, what), bool(held.expires and held.expires < today)
