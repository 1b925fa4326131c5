"""Facts for a data protection impact assessment, from the configuration that is in force."""

from collections.abc import Iterator, Sequence

from sqlalchemy import make_url

from gateway.audit.access import Use
from gateway.audit.reports.counting import values
from gateway.audit.reports.report import BLANK, Cell, Period, Report, Section, facts
from gateway.audit.reports.transparency import assessed
from gateway.audit.store import Store
from gateway.audit.tables import INTERACTIONS
from gateway.policy.capture import UNLISTED as UNLISTED_CAPTURE
from gateway.settings.capture_rows import CaptureRow
from gateway.settings.gateway_file import GatewayFile
from gateway.settings.load import Configuration
from gateway.settings.record_settings import (
    EmailAnchor,
    FileAnchor,
    KmsKeys,
    Records,
    SyslogAnchor,
    VaultKeys,
)
from gateway.settings.retention_file import Action, Activities, Which
from gateway.settings.siem import Destination
from gateway.types import FAILURES, Tool

_I = INTERACTIONS.c


def dpia(
    store: Store, configuration: Configuration, tools: Sequence[Tool], period: Period
) -> Report:
    """What is kept, how long, where, for whom and under which keys. Raises RecordError."""
    gateway = configuration.gateway
    return Report(
        kind="dpia",
        title="Facts for the data protection impact assessment",
        organisation=gateway.organisation.name,
        period=period,
        internal=True,
        sections=(
            _purpose(gateway),
            _kept(configuration),
            _schedule(configuration),
            _retention(gateway),
            _place(configuration),
            _anchors(gateway.records),
            _people(gateway),
            _access(gateway),
            _tools(store, tools, period),
            _siem(gateway),
            _failures(configuration),
        ),
    )


def _purpose(gateway: GatewayFile) -> Section:
    told = gateway.cases.information
    return facts(
        "purpose",
        "Why, and on what basis",
        ("controller", "Controller", gateway.organisation.name),
        ("officer", "Data protection officer", told.officer or BLANK),
        ("purposes", "Purposes", told.purposes),
        ("basis", "Lawful basis", told.basis or BLANK),
        ("source", "Source of the data", told.source),
        ("automated", "Automated decisions", told.automated),
        ("safeguards", "Safeguards for services outside the UK", told.safeguards or BLANK),
        ("necessity", "Necessity and proportionality", BLANK),
        ("consultation", "Who was consulted", BLANK),
    )


def _kept(configuration: Configuration) -> Section:
    rows: list[tuple[Cell, ...]] = [
        ("always", "metadata", "marked SECRET or higher, or never scanned"),
        *((f"policy row {n}", row.keep.value, _when(row)) for n, row in _rows(configuration)),
        *((tool.id, tool.capture.value, "otherwise") for tool in configuration.tools),
        ("tools not in the register", UNLISTED_CAPTURE.value, "otherwise"),
    ]
    return Section(
        name="capture",
        title="How much is kept of prompts and answers",
        columns=("of", "keep", "when"),
        rows=tuple(rows),
        notes=(
            "The first line that fits counts. metadata: who, when, where to, what kinds of data "
            "were found and what was decided. masked: also the texts as they left, with "
            "pseudonyms. full: also the texts as they were typed. Texts, names and justifications "
            "are sealed; raw bodies are never stored.",
        ),
    )


def _rows(configuration: Configuration) -> Iterator[tuple[int, CaptureRow]]:
    return iter(enumerate(configuration.policy.capture, start=1))


def _when(row: CaptureRow) -> str:
    lists = {name: getattr(row, name) for name in type(row).model_fields if name != "keep"}
    return "; ".join(f"{_said(name)}: {_listed(found)}" for name, found in lists.items() if found)


def _schedule(configuration: Configuration) -> Section:
    return Section(
        name="schedule",
        title="How long records are kept",
        columns=("class", "records", "period", "from", "action", "basis", "owner"),
        rows=tuple(
            (
                line.name,
                _fits(line.records),
                line.period,
                line.trigger.value,
                line.action.value,
                line.basis,
                line.owner,
            )
            for line in configuration.retention
        ),
        notes=(
            "A record belongs to the first line that fits; one that fits none is kept.",
            _who_looked(configuration.activities),
        ),
    )


def _who_looked(line: Activities | None) -> str:
    kept = "for good" if line is None or line.action is Action.KEEP else f"for {line.period}"
    return f"Who looked at records is kept {kept}; disposals and the steps of cases for good."


def _fits(which: Which) -> str:
    if which.everything:
        return "every record"
    lists = {name: getattr(which, name) for name in type(which).model_fields}
    listed = {None: "", True: "yes", False: "no"}[lists.pop("unlisted")]
    said = [f"not in the register: {listed}"] if listed else []
    said += [f"{name}: {_listed(found)}" for name, found in lists.items() if found]
    return "; ".join(said)


def _retention(gateway: GatewayFile) -> Section:
    records = gateway.records
    return facts(
        "other_periods",
        "How long, beside the schedule",
        ("told", "As people are told", gateway.cases.information.retention or BLANK),
        ("daily", "Due records go", "every day" if gateway.retention.daily else "when run by hand"),
        ("pseudonyms", "Pseudonyms of chats the provider keeps", f"{records.vault_days:g} days"),
        ("uploads", "Which files providers keep", f"{gateway.documents.uploads_days:g} days"),
        ("cases", "Records of a closed case are held", f"{gateway.cases.appeal_days} days"),
        ("siem", "What the SIEM could not take", f"{gateway.siem.keep_hours:g} hours"),
        notes=("Open cases and holds keep their records whatever is written here.",),
    )


def _place(configuration: Configuration) -> Section:
    records = configuration.gateway.records
    url = make_url(configuration.database_url).set(password=None, query={})
    return facts(
        "place",
        "Where records and keys are",
        ("database", "Record store", url.get_backend_name()),
        ("address", "Its place", url.render_as_string()),
        ("sealing", "Texts are sealed with", "AES-256-GCM, a key for each record and each text"),
        ("period_keys", "Those keys are wrapped by", "a key for each month and class"),
        ("index_keys", "People are found by keyed hashes", "under a key for each calendar year"),
        ("provider", "These keys are wrapped by", _provider(records)),
        ("keys", "Keys of this machine", str(configuration.paths.keys)),
        ("staff_address", "Addresses of staff", records.staff.address),
        ("staff_person", "Staff in the records", records.staff.person),
    )


def _provider(records: Records) -> str:
    match records.keys:
        case VaultKeys() as vault:
            return f"HashiCorp Vault, {vault.url}, key {vault.key}"
        case KmsKeys() as kms:
            return f"AWS KMS, {kms.region}, key {kms.key}"
        case _:
            return "the sealing key of this machine"


def _anchors(records: Records) -> Section:
    rows: list[tuple[Cell, ...]] = []
    for anchor in records.anchors:
        match anchor:
            case FileAnchor():
                rows.append(("file", str(anchor.path)))
            case EmailAnchor():
                rows.append(("email", _listed(anchor.to)))
            case SyslogAnchor():
                rows.append(("syslog", anchor.address))
            case _:
                rows.append(("witness", anchor.url))
    return Section(
        name="anchors",
        title="Where checkpoints of the log are kept outside the database",
        columns=("kind", "where"),
        rows=tuple(rows),
        notes=(f"A checkpoint is anchored within {records.anchor_hours:g} hours or health warns.",),
    )


def _people(gateway: GatewayFile) -> Section:
    return Section(
        name="officers",
        title="Who may work with records",
        columns=("person", "offices", "account"),
        rows=tuple((one.person, ", ".join(one.roles), one.account) for one in gateway.officers),
        notes=(
            ()
            if gateway.officers
            else ("No officers are named: whoever may use the gateway's account may look.",)
        )
        + ("Every look at texts, search for a person, export and disposal is itself a record.",),
    )


def _access(gateway: GatewayFile) -> Section:
    rights = gateway.access
    offices = ((use.value, getattr(rights, use.value)) for use in Use)
    return Section(
        name="access",
        title="What each office may do",
        columns=("use", "offices"),
        rows=tuple((use, ", ".join(roles)) for use, roles in offices),
        notes=(
            "Special-category texts need a second officer."
            if gateway.cases.four_eyes_special
            else "No second officer is needed for special-category texts.",
        ),
    )


def _tools(store: Store, tools: Sequence[Tool], period: Period) -> Section:
    storage = values(store, period, _I.storage_region)
    processing = values(store, period, _I.processing_region)
    vendors = values(store, period, _I.vendor)
    columns = ("tool", "approval", "data", "dpia", "recipients", "stored_in", "processed_in")
    return Section(
        name="tools",
        title="Recipients: the services behind the tools, and where they work",
        columns=(*columns, "may_store_in", "may_process_in"),
        rows=tuple(
            (
                tool.id,
                tool.approval.value,
                _listed(sorted(tool.data)) or "none",
                assessed(tool.dpia) or BLANK,
                _listed(vendors.get(tool.id, ())),
                _listed(storage.get(tool.id, ())) or "not known",
                _listed(processing.get(tool.id, ())) or "not known",
                _listed(sorted(tool.storage_regions)) or "any",
                _listed(sorted(tool.processing_regions)) or "any",
            )
            for tool in tools
        ),
        notes=("Recipients and regions as the records of the period have them.",),
    )


def _siem(gateway: GatewayFile) -> Section:
    siem = gateway.siem
    return Section(
        name="siem",
        title="Events to the security team",
        columns=("name", "to", "where", "format"),
        rows=tuple((one.name, one.to, _where(one), one.format) for one in siem.destinations),
        notes=(
            "No prompt, answer or found value is ever in an event. "
            f"Staff are {siem.people}; {'with' if siem.addresses else 'without'} client addresses.",
        ),
    )


def _where(destination: Destination) -> str:
    return str(destination.url or destination.address or destination.path).partition("?")[0]


def _failures(configuration: Configuration) -> Section:
    failures = configuration.gateway.failures
    chosen = ((name, getattr(failures, name)) for name in FAILURES)
    return Section(
        name="failures",
        title="What happens to a prompt that cannot be checked",
        columns=("failure", "do", "reason"),
        rows=tuple((_said(name), one.do, one.reason) for name, one in chosen),
    )


def _said(name: str) -> str:
    return name.replace("_", " ")


def _listed(words: Sequence[str] | frozenset[str]) -> str:
    return ", ".join(_said(str(word)) for word in words)
