"""Loads and cross-checks the whole configuration: all of it, or every problem of every file."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from pydantic import BaseModel, TypeAdapter, ValidationError

from detectors.codenames import CodeNamesFile
from detectors.own_references import ReferencesError, read_references
from detectors.suppress import Owned, SuppressFile
from detectors.terms import TermsError, read_terms, uncovered
from gateway.errors import ConfigError, Problem
from gateway.settings.capture_rows import CaptureRow
from gateway.settings.environment import Environment, override_file, read_environment
from gateway.settings.gateway_file import GatewayFile, Paths
from gateway.settings.hosts_file import HostRow, HostsFile, ListedService
from gateway.settings.policy_file import PolicyFile, PolicyShape, RuleRow
from gateway.settings.retention_file import RetentionFile
from gateway.settings.shape import fit
from gateway.settings.thresholds import Thresholds
from gateway.settings.tools_file import ToolRow, ToolsFile
from gateway.settings.users_file import User, UserRow, UsersFile
from gateway.settings.yaml_file import Document, Place, Plain, examine
from gateway.types import Tool


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """Everything the files and the environment say, valid and frozen.

    `version` is the first 16 hex digits of the SHA-256 over what policy, register and host
    catalogue say; comments and layout do not change it.
    """

    paths: Paths
    gateway: GatewayFile
    tools: tuple[Tool, ...]
    services: tuple[ListedService, ...]
    policy: PolicyFile
    users: tuple[User, ...]
    version: str
    loaded: datetime
    retention: RetentionFile = field(default_factory=RetentionFile)  # without a line: kept for good
    remarks: tuple[Problem, ...] = ()  # what is right but should be seen to

    @property
    def database_url(self) -> str:
        """The SQLAlchemy URL of the record store."""
        chosen = self.gateway.records.database
        return f"sqlite:///{self.paths.state / 'records.db'}" if chosen == "sqlite" else chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What could be read, whatever is wrong. `configuration` is None when there are problems."""

    configuration: Configuration | None
    policy: PolicyFile
    problems: tuple[Problem, ...]


def load(config_dir: Path, state_dir: Path, environment: Mapping[str, str]) -> Configuration:
    """The configuration. Raises ConfigError with every problem of every file."""
    gathered = gather(config_dir, state_dir, environment)
    if gathered.configuration is None:
        raise ConfigError(*gathered.problems)
    return gathered.configuration


def gather(config_dir: Path, state_dir: Path, environment: Mapping[str, str]) -> Gathered:
    """As `load`, for callers that add checks of their own before they complain."""
    files = _Files(config_dir)
    settings = files.environment(environment)
    gateway = override_file(files.gateway(), settings)
    rules = files.rows("policy.yaml", PolicyShape, "rules", RuleRow)
    tools = files.rows("tools.yaml", ToolsFile, "tools", ToolRow)
    hosts = files.rows("hosts.yaml", HostsFile, "hosts", HostRow)
    users = files.users(gateway)
    listed, loaded = files.suppressed(gateway), datetime.now(UTC)
    files.cross_check(rules, tools, hosts)
    policy = PolicyFile(
        rules=tuple(rules.values()),
        document=files.documents["policy.yaml"],
        numbers=tuple(rules),
        thresholds=files.thresholds(),
        capture=files.capture(),
    )
    configuration = Configuration(
        paths=Paths(config=config_dir, state=state_dir),
        gateway=gateway,
        tools=tuple(row.tool() for row in tools.values()),
        services=tuple(row.service() for row in hosts.values()),
        policy=policy,
        users=tuple(row.user() for row in users.values()),
        version=_version(files.documents, (*files.terms, *files.references), listed),
        loaded=loaded,
        retention=files.retention(gateway),
        remarks=tuple(_expired(listed, files.suppress_list, loaded.date())),
    )
    usable = None if files.problems else configuration
    return Gathered(configuration=usable, policy=policy, problems=tuple(files.problems))


class _Files:
    """Reads the files of one folder and keeps every problem on the way.

    What is wrong is left out, so that the rest is still looked at; nothing of that leaves `gather`
    as a configuration, because there is a problem then.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.documents: dict[str, Document] = {}
        self.terms: list[bytes] = []
        self.suppress_list = Document(file="")
        self.references: list[bytes] = []

    def environment(self, variables: Mapping[str, str]) -> Environment:
        try:
            return read_environment(variables)
        except ConfigError as error:
            self.problems.extend(error.problems)
            return Environment()

    def gateway(self) -> GatewayFile:
        gateway = self._fit("gateway.yaml", GatewayFile) or GatewayFile()
        self._terms(gateway)
        self._code_names(gateway.scan.code_names)
        self._references(gateway.scan.references)
        return gateway

    def users(self, gateway: GatewayFile) -> Mapping[int, UserRow]:
        name = gateway.identity.users_file
        users = self.rows(name, UsersFile, "users", UserRow) if name else {}
        self._unique(name, (((("users", n, "id")), row.id) for n, row in users.items()))
        return users

    def suppressed(self, gateway: GatewayFile) -> SuppressFile:
        name = gateway.scan.suppress
        listed = self._fit(name, SuppressFile) if name else None
        self.suppress_list = self.documents.get(name, self.suppress_list)
        return listed or SuppressFile()

    def retention(self, gateway: GatewayFile) -> RetentionFile:
        name = gateway.retention.schedule
        listed = self._fit(name, RetentionFile) if name else None
        return listed or RetentionFile()

    def rows[Row: BaseModel](
        self, name: str, model: type[BaseModel], key: str, row: type[Row]
    ) -> Mapping[int, Row]:
        """The usable rows of a file by their number in it."""
        fitted = self._fit(name, model)
        if fitted is not None:
            return dict(enumerate(getattr(fitted, key)))
        value = self.documents[name].value
        items = value.get(key) if isinstance(value, dict) else None
        return dict(_usable(items if isinstance(items, list) else [], row))

    def thresholds(self) -> Thresholds:
        """Those of policy.yaml; its problems are told already when it is a bad one."""
        value = self.documents["policy.yaml"].value
        written = value.get("thresholds", {}) if isinstance(value, dict) else {}
        with suppress(ValidationError):
            return Thresholds.model_validate(written)
        return Thresholds()

    def capture(self) -> tuple[CaptureRow, ...]:
        """The rows of policy.yaml that say how much is kept; their problems are told already."""
        value = self.documents["policy.yaml"].value
        written = value.get("capture", ()) if isinstance(value, dict) else ()
        with suppress(ValidationError):
            return TypeAdapter(tuple[CaptureRow, ...]).validate_python(written)
        return ()

    def cross_check(
        self,
        rules: Mapping[int, RuleRow],
        tools: Mapping[int, ToolRow],
        hosts: Mapping[int, HostRow],
    ) -> None:
        """Find what is only wrong beside something else: names that are taken twice."""
        named = ((("tools", n, "hosts"), host) for n, t in tools.items() for host in t.hosts)
        self._unique("policy.yaml", ((("rules", n, "id"), r.id) for n, r in rules.items()))
        self._unique("tools.yaml", ((("tools", n, "id"), t.id) for n, t in tools.items()))
        self._unique("tools.yaml", named)
        self._one_restriction(tools)
        self._unique("hosts.yaml", ((("hosts", n, "host"), h.host) for n, h in hosts.items()))

    def _fit[Model: BaseModel](self, name: str, model: type[Model]) -> Model | None:
        self.documents[name] = Document(file=name)
        try:
            self.documents[name], found = examine(self.folder / name)
            self.problems.extend(found)
            return fit(self.documents[name], model)
        except ConfigError as error:
            self.problems.extend(error.problems)
            return None

    def _unique(self, name: str, values: Iterable[tuple[Place, str]]) -> None:
        seen: set[str] = set()
        for place, value in values:
            if value in seen:
                problem = self.documents[name].problem(place, f"'{value}' is already taken above")
                self.problems.append(problem)
            seen.add(value)

    def _one_restriction(self, tools: Mapping[int, ToolRow]) -> None:
        said: dict[str, str] = {}
        for number, tool in tools.items():
            sent = tool.tenant.headers() if tool.tenant else ()
            for name, value in (line for one in sent for line in one.headers):
                if said.setdefault(name, value) != value:
                    place = ("tools", number, "tenant")
                    message = f"another tool above sets {name} to something else"
                    self.problems.append(self.documents["tools.yaml"].problem(place, message))

    def _terms(self, gateway: GatewayFile) -> None:
        # Without its word lists the scanner would find less and say nothing about it.
        if gateway.scan.terms and not (self.folder / gateway.scan.terms).is_dir():
            message = f"there is no folder '{gateway.scan.terms}' beside this file"
            problem = self.documents["gateway.yaml"].problem(("scan", "terms"), message)
            self.problems.append(problem)
        elif gateway.scan.terms:
            self._term_lists(gateway.scan.terms)

    def _code_names(self, name: str) -> None:
        listed = self._fit(name, CodeNamesFile) if name else None
        if listed is not None:
            self.terms.append(listed.model_dump_json().encode())

    def _references(self, name: str) -> None:
        if not name:
            return
        path = self.folder / name
        try:
            read_references(path)
            self.references.append(path.read_bytes())
        except ReferencesError as error:
            said = str(error).removeprefix(f"{path}: ")
            self.problems.append(Problem(file=name, line=0, where="", message=said))

    def _term_lists(self, name: str) -> None:
        lists = []
        for path in sorted((self.folder / name).glob("*.yaml")):
            try:
                lists.append(read_terms(path))
            except TermsError as error:
                said = str(error).removeprefix(f"{path}: ")
                self.problems.append(
                    Problem(file=f"{name}/{path.name}", line=0, where="", message=said)
                )
            else:
                self.terms.append(path.read_bytes())
        if not self.problems and (missing := uncovered(lists)):
            message = f"no list for {', '.join(missing)}; keep one, even an empty one"
            self.problems.append(Problem(file=name, line=0, where="", message=message))


def _usable[Row: BaseModel](items: list[Plain], row: type[Row]) -> Iterator[tuple[int, Row]]:
    for number, item in enumerate(items):
        with suppress(ValidationError):  # told already, with its line
            yield number, row.model_validate(item)


def _expired(listed: SuppressFile, document: Document, today: date) -> Iterator[Problem]:
    """Entries of the suppress list that have stopped working. Their words stay unsaid."""
    rows: Mapping[str, tuple[Owned, ...]] = {
        "entries": listed.entries,
        "public_people": listed.public_people,
    }
    for section, entries in rows.items():
        for number, entry in enumerate(entries):
            if entry.expires < today:
                said = f"expired on {entry.expires:%d %B %Y} and does nothing; ask {entry.owner}"
                yield document.problem((section, number, "expires"), said)


def _version(
    documents: Mapping[str, Document], terms: Iterable[bytes], listed: SuppressFile
) -> str:
    """One name for everything that decides: rules, register, catalogue and word lists."""
    judged = [documents[name].value for name in ("policy.yaml", "tools.yaml", "hosts.yaml")]
    canonical = json.dumps(judged, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    whole = hashlib.sha256(canonical.encode())
    whole.update(listed.model_dump_json().encode())
    for text in terms:
        whole.update(hashlib.sha256(text).digest())
    return whole.hexdigest()[:16]
