"""The metrics there are; docs, dashboards and alerts are tested against this list."""

from dataclasses import dataclass

PREFIX = "genai_gateway_"
_FAST = (0.0005, 0.001, 0.002, 0.003, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_SLOW = (0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One metric as /metrics shows it. `reads` is the statistic it repeats, when it repeats one."""

    name: str
    kind: str  # counter | gauge | histogram
    help: str
    labels: tuple[str, ...] = ()
    buckets: tuple[float, ...] = ()
    reads: str = ""


def _counter(name: str, text: str, *labels: str, reads: str = "") -> Metric:
    name = f"{PREFIX}{name}_total"
    return Metric(name=name, kind="counter", help=text, labels=labels, reads=reads)


def _gauge(name: str, text: str, *labels: str, reads: str = "") -> Metric:
    return Metric(name=PREFIX + name, kind="gauge", help=text, labels=labels, reads=reads)


def _seconds(name: str, text: str, buckets: tuple[float, ...], *labels: str) -> Metric:
    name = f"{PREFIX}{name}_seconds"
    return Metric(name=name, kind="histogram", help=text, labels=labels, buckets=buckets)


COUNTED = (
    _counter("decisions", "Interactions decided, once each.", "effect", "tool", "vendor"),
    _counter("reasons", "Reasons, several a decision.", "effect", "rule", "clause", "tool"),
    _counter("observed", "What rules in observe mode would have asked for.", "effect", "rule"),
    _counter("findings", "Findings in new text, not in history.", "entity", "category"),
    _counter("pseudonyms", "Pseudonyms in prompts as they left.", "tool"),
    _counter("failures", "Requests that could not be checked, by failure class.", "failure"),
    _counter("unread_parts", "Parts of requests that could not be inspected.", "why"),
    _counter("documents", "Files in requests, by what they are.", "kind", "outcome"),
    _seconds("document", "Time reading one file took.", _SLOW, "kind"),
    _counter("endings", "Interactions ended, by how.", "end", "tool"),
    _counter("unrestored_pseudonyms", "Pseudonyms that came back damaged.", "tool"),
    _counter("tokens", "Tokens as the provider counted them.", "direction", "tool"),
    _seconds("stage", "Time one stage of screening took.", _FAST, "stage"),
    _seconds("added", "Time screening took in all, before the request left.", _FAST),
    _seconds("provider", "Time from forwarding to the end of the answer.", _SLOW, "tool"),
    _seconds("first_byte", "Time from forwarding to the answer's first byte.", _SLOW, "tool"),
    _counter("config_reloads", "Readings of the configuration: ok or failed.", "result"),
    _gauge("policy_info", "1 for the configuration version in force.", "version"),
    _gauge("build_info", "1 for the running program.", "version", "python"),
    _gauge("ready", "1 when the gateway takes traffic."),
    _gauge("warnings", "Things that work but need somebody to look; /readyz names them."),
    _counter("tunnelled", "Connections to hosts outside the catalogue, passed on unopened."),
    _counter("shadow", "Connections to hosts in no list that look like generative AI.", "how"),
    _counter("refused_connections", "Connections or requests refused unscreened.", "reason"),
    _gauge("sockets_open", "WebSockets open now."),
    _counter("socket_messages", "Records in WebSockets, by what was done.", "side", "outcome"),
    _counter("handshake_failures", "Clients that did not accept the certificate.", "vendor"),
)
WATCHED = (
    _gauge("scanner_queue_depth", "Texts waiting for a scan.", reads="scanner.queue_depth"),
    _gauge("scanner_workers", "Scan workers alive.", reads="scanner.workers_alive"),
    _counter("scanner_cache_hits", "Texts already scanned before.", reads="scanner.cache_hits"),
    _counter("scanner_cache_misses", "Texts that had to be scanned.", reads="scanner.cache_misses"),
    _counter("scanner_texts", "Texts that workers scanned.", reads="scanner.scanned"),
    _counter("scanner_seconds", "Time workers spent.", "stage", reads="scanner.stage_seconds"),
    _counter("scanner_restarts", "Scan workers replaced.", reads="scanner.worker_restarts"),
    _gauge("document_readers", "Processes that read files.", reads="documents.alive"),
    _counter("document_restarts", "Readers of files ended.", reads="documents.restarts"),
    _gauge("recorder_queue_depth", "Records not yet written.", reads="recorder.queue_depth"),
    _counter("records_written", "Records made durable.", reads="recorder.written"),
    _counter("record_failures", "Records that could not be written.", reads="recorder.failures"),
    _gauge("log_waiting", "Records without a place in the log yet.", reads="log.waiting"),
    _gauge("log_lag_seconds", "Age of the oldest of them.", reads="log.lag_seconds"),
    _counter("log_leaves", "Records given a place in the log.", reads="log.sequenced"),
    _counter("log_checkpoints", "Checkpoints of the log signed.", reads="log.checkpoints"),
    _counter("log_failures", "Attempts to go on with the log that failed.", reads="log.failures"),
    _gauge("log_signing", "0 when the log is not what was signed.", reads="log.signing"),
    _gauge("log_anchored", "0 when checkpoints are not kept elsewhere.", reads="log.anchored"),
    _gauge("log_verified", "0 when records do not agree with the log.", reads="log.verified"),
    _counter("siem_sent", "Events sent to the SIEM.", "destination", reads="siem.sent"),
    _counter(
        "siem_failures", "Attempts to send that failed.", "destination", reads="siem.failures"
    ),
    _counter(
        "siem_left_out",
        "Events not sent: too old or refused.",
        "destination",
        reads="siem.left_out",
    ),
    _gauge("siem_waiting", "Events not sent yet.", "destination", reads="siem.waiting"),
    _gauge("siem_lag_seconds", "Age of the oldest.", "destination", reads="siem.lag_seconds"),
    _counter("retention_records", "Records let go by the schedule.", reads="retention.disposed"),
    _counter("retention_failures", "Retention runs that failed.", reads="retention.failures"),
    _gauge("retention_age_seconds", "Since a whole retention run.", reads="retention.age_seconds"),
    _gauge("retention_overdue", "1 when that is too long ago.", reads="retention.overdue"),
    _gauge("clock_in_doubt", "1 when something speaks against the clock.", reads="clock.in_doubt"),
    _gauge("clock_step_seconds", "How far it was set since.", reads="clock.step_seconds"),
    _gauge("config_age_seconds", "Time since the configuration in force was read."),
    _gauge("certificate_expiry_seconds", "Time until the CA certificate ends; absent without one."),
    _gauge("tools", "Tools of the register.", "approval"),
    _gauge("tool_overdue", "1 when a tool's review, DPIA or EqIA is overdue.", "tool", "what"),
)
METRICS = COUNTED + WATCHED  # all there is: docs, dashboards and alerts are tested against it
