"""What the assessment says of how much is kept and how long."""

from collections.abc import Iterator, Sequence

from gateway.audit.reports.report import BLANK, Cell, Section, facts
from gateway.policy.capture import UNLISTED as UNLISTED_CAPTURE
from gateway.settings.capture_rows import CaptureRow
from gateway.settings.gateway_file import GatewayFile
from gateway.settings.load import Configuration
from gateway.settings.retention_file import Action, Activities, Rule, Which


def kept(configuration: Configuration) -> Section:
    """What of prompts and answers is kept, by the line of the policy that fits first."""
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
    return "; ".join(f"{said(name)}: {listed(found)}" for name, found in lists.items() if found)


def _rule(line: Rule) -> tuple[str, ...]:
    return (line.period, line.trigger.value, line.action.value, line.basis, line.owner)


def schedule(configuration: Configuration) -> Section:
    """How long records are kept, as the schedule has it."""
    return Section(
        name="schedule",
        title="How long records are kept",
        columns=("class", "records", "period", "from", "action", "basis", "owner"),
        rows=tuple(
            (line.name, _fits(line.records), *_rule(line))
            for line in configuration.retention.schedule
        ),
        notes=(
            "A record belongs to the first line that fits; one that fits none is kept.",
            _who_looked(configuration.retention.activities),
        ),
    )


def cases(configuration: Configuration) -> Section:
    """How long requests and what was done for them are kept."""
    return Section(
        name="case_schedule",
        title="How long cases are kept",
        columns=("class", "kinds", "period", "from", "action", "basis", "owner"),
        rows=tuple(
            (line.name, listed(line.kinds) or "every kind", *_rule(line))
            for line in configuration.retention.cases
        ),
        notes=(
            "A case goes whole: its steps, search certificates, redactions and holds. One that is "
            "open, still holds or restricts a record, or fits no line is kept.",
        ),
    )


def _who_looked(line: Activities | None) -> str:
    kept = "for good" if line is None or line.action is Action.KEEP else f"for {line.period}"
    return f"Who looked at records is kept {kept}; disposals for good."


def _fits(which: Which) -> str:
    if which.everything:
        return "every record"
    lists = {name: getattr(which, name) for name in type(which).model_fields}
    unlisted = {None: "", True: "yes", False: "no"}[lists.pop("unlisted")]
    fits = [f"not in the register: {unlisted}"] if unlisted else []
    fits += [f"{name}: {listed(found)}" for name, found in lists.items() if found]
    return "; ".join(fits)


def retention(gateway: GatewayFile) -> Section:
    """The periods beside the schedule."""
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


def said(name: str) -> str:
    """A name of the settings in words."""
    return name.replace("_", " ")


def listed(words: Sequence[str] | frozenset[str]) -> str:
    """Names of the settings in words, one after the other."""
    return ", ".join(said(str(word)) for word in words)
