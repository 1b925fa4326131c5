"""Facts for a data protection impact assessment, from the configuration that is in force."""

from collections.abc import Sequence

from sqlalchemy import make_url

from gateway.audit.access import Use
from gateway.audit.reports.counting import values
from gateway.audit.reports.dpia_keeping import cases, kept, listed, retention, said, schedule
from gateway.audit.reports.report import BLANK, Cell, Period, Report, Section, facts
from gateway.audit.reports.transparency import assessed
from gateway.audit.store import Store
from gateway.audit.tables import INTERACTIONS
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
            kept(configuration),
            schedule(configuration),
            cases(configuration),
            retention(gateway),
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
                rows.append(("email", listed(anchor.to)))
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
                listed(sorted(tool.data)) or "none",
                assessed(tool.dpia) or BLANK,
                listed(vendors.get(tool.id, ())),
                listed(storage.get(tool.id, ())) or "not known",
                listed(processing.get(tool.id, ())) or "not known",
                listed(sorted(tool.storage_regions)) or "any",
                listed(sorted(tool.processing_regions)) or "any",
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
        rows=tuple((said(name), one.do, one.reason) for name, one in chosen),
    )
