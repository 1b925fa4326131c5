"""Chooses the implementations, starts them in order, and swaps the configuration while running."""

import asyncio
import logging
import os
import socket
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from detectors.documents.documents import Documents
from detectors.scanner import Scanner
from detectors.types import ScanError
from gateway.audit.clock import utc_now
from gateway.audit.connections import Right, opened_for, store_of
from gateway.audit.flows import Flows
from gateway.audit.keys import Keys
from gateway.audit.log.chosen import log_of_settings
from gateway.audit.outgoing.outgoing import Outgoing
from gateway.audit.recorder import Recorder
from gateway.audit.retention.daily import Retaining
from gateway.audit.sightings import Sightings
from gateway.audit.staff import staff_privacy
from gateway.audit.store import Store
from gateway.audit.tools import current_overrides, latest_change_id
from gateway.audit.uploads import Uploads
from gateway.audit.vault import Vault
from gateway.begin import Beginning
from gateway.errors import ConfigError, GatewayError, Problem
from gateway.exchange import Exchange
from gateway.health import Health, certificate_expiry
from gateway.identity.identify import Identifier
from gateway.inspecting import Inspecting
from gateway.listening import Listening
from gateway.masking import Masking
from gateway.pipeline import Gateway
from gateway.policy.capture import capture_of
from gateway.policy.decide import build
from gateway.ports import Verdict
from gateway.providers.catalogue import Catalogue
from gateway.providers.suspects import Suspects
from gateway.providers.tenants import Tenants
from gateway.reading_files import document_settings
from gateway.register import in_force
from gateway.settings.load import Configuration, load
from gateway.settings.scanning import scan_settings
from gateway.settings.watched import scan_signature, watched
from gateway.shadow import Shadow
from gateway.signing import signer
from gateway.telemetry import Telemetry
from gateway.uploading import Uploading

_LOOK_EVERY = 0.4  # seconds: a decision of the authority is in force within one second
_SWEEP_EVERY = 60.0

log = logging.getLogger(__name__)


class Runtime:
    """The running gateway: one per process.

    `gateway`, `configuration` and `identifier` are replaced whole by a reload: take them once per
    request and keep what you took.
    """

    def __init__(
        self,
        configuration: Configuration,
        keys: Keys,
        store: Store,
        environment: Mapping[str, str],
    ) -> None:
        self.configuration = configuration
        self.keys = keys
        self.store = store
        self.telemetry = Telemetry()
        self.scanner = Scanner(scan_settings(configuration))
        self._scanning = scan_settings(configuration), scan_signature(configuration)
        self.documents = Documents(document_settings(configuration.gateway.documents))
        records = configuration.gateway.records
        self.recorder = Recorder(
            store,
            instance=f"{socket.gethostname()}:{os.getpid()}",
            orphan_minutes=records.orphan_minutes,
            capture=lambda screened: capture_of(screened, self.configuration.policy.capture),
            privacy=staff_privacy(records.staff),
        )
        self.dated = self.recorder.clock.witnesses.hear
        self.log = log_of_settings(store, keys, records, configuration.paths, environment)
        self.retention = Retaining(store, records.connections, clock=self.recorder.clock)
        self.vault = Vault(store, days=records.vault_days)
        self.uploads = Uploads(store, days=configuration.gateway.documents.uploads_days)
        self.sightings = Sightings(store)
        self.flows = Flows(store, self.telemetry.flows, instance=socket.gethostname())
        told = opened_for(Right.AUDITOR, store, records.connections)
        self.siem = Outgoing(told, configuration.paths, run=lambda: self.recorder.run)
        self.listening = Listening()
        self._environment = environment
        self._problems: tuple[Problem, ...] = ()
        self._change = latest_change_id(store)
        self._tasks: list[asyncio.Task[None]] = []
        self._ready = False
        self._signer = signer(configuration.gateway.signing, environment)
        self._assemble(configuration)

    async def start(self) -> None:
        """Warm the scanner, close what a crash left open, then watch for changes."""
        await self.recorder.start()
        self.log.start()
        self.retention.start()
        await self.scanner.start()
        await self.documents.start()
        self._assemble(self.configuration)  # now that the scanner knows its version
        self.telemetry.watch(
            scanner=lambda: self.scanner.statistics,
            recorder=lambda: self.recorder.statistics,
            documents=lambda: self.documents.statistics,
            log=lambda: self.log.statistics,
            siem=lambda: self.siem.statistics,
            retention=lambda: self.retention.statistics,
            clock=lambda: self.recorder.clock.state,
            loaded=lambda: self.configuration.loaded,
            ca_expiry=lambda: certificate_expiry(self.configuration.paths.ca),
            tools=lambda: self.tools,
        )
        self.telemetry.reloaded(ok=True, version=self.configuration.version)
        self._tasks = [asyncio.create_task(self._watch()), asyncio.create_task(self._sweep())]
        self.siem.apply(self.configuration.gateway.siem)
        self._ready = True

    def exchange(self, verdict: Verdict) -> Exchange:
        """What carries the answer of a forwarded request."""
        settings = self.configuration.gateway
        return Exchange(
            verdict=verdict,
            recorder=self.recorder,
            vault=self.vault,
            uploading=Uploading(verdict=verdict, uploads=self.uploads),
            scan=self.scanner.aside if settings.records.index_answers else None,
            listening=self.listening,
            now=utc_now,
            capture=settings.limits.answer_capture_bytes,
        )

    async def reload(self) -> tuple[Problem, ...]:
        """Read every file again; all of it comes into force, or none of it and the problems."""
        paths, environment = self.configuration.paths, self._environment
        try:
            fresh = await asyncio.to_thread(load, paths.config, paths.state, environment)
            signing = signer(fresh.gateway.signing, environment)
            await self._rescan(fresh)
            self._signer = signing
            self._assemble(fresh)
            await asyncio.to_thread(self.siem.apply, fresh.gateway.siem)
        except ConfigError as error:
            self._problems = error.problems
            self.telemetry.reloaded(ok=False, version=self.configuration.version)
            for problem in error.problems:
                log.error("configuration not reloaded, the old one stays in force: %s", problem)
            return error.problems
        self._problems = ()
        self.telemetry.reloaded(ok=True, version=fresh.version)
        log.info("configuration %s in force", fresh.version)
        return ()

    async def _rescan(self, fresh: Configuration) -> None:
        """Another scanner when the word lists or the scan settings changed; the old one ends later.

        Raises ConfigError when it does not start: then everything stays as it is.
        """
        wanted = scan_settings(fresh), scan_signature(fresh)
        if wanted == self._scanning:
            return
        scanner = Scanner(wanted[0])
        try:
            await scanner.start()
        except ScanError as error:
            await scanner.close()
            problem = Problem(file="gateway.yaml", line=0, where="scan", message=str(error))
            raise ConfigError(problem) from None
        old, self.scanner, self._scanning = self.scanner, scanner, wanted
        patience = self.configuration.gateway.scan.deadline_seconds + 1  # no scan runs longer
        self._tasks.append(asyncio.create_task(old.close_after(patience)))

    def retire(self) -> None:
        """From now on not ready: the proxy takes no new connections."""
        self._ready = False

    def health(self) -> Health:
        """Ready when prompts can be scanned and recorded; warnings are for people."""
        scanner, recorder = self.scanner.statistics, self.recorder.statistics
        workers_ok = scanner.workers_alive > 0 or self.configuration.gateway.scan.workers == 0
        records_ok = not recorder.down
        allowed = self.configuration.gateway.failures.allowed
        warnings = [*(f"configuration: {one}" for one in self._problems), *self.siem.warnings]
        warnings += [f"failure class '{name}' lets prompts out unchecked" for name in allowed]
        for told in (self.log.statistics, self.retention.statistics, self.recorder.clock.state):
            warnings += told.warnings
        return Health(
            ready=self._ready and workers_ok and records_ok,
            warnings=tuple(warnings),
            checks={
                "scanner": "ok" if workers_ok else "no worker alive",
                "records": "ok" if records_ok else recorder.last_error_class,
                "log": "warn" if self.log.statistics.warnings else "ok",
                "siem": self.siem.check,
                "clock": "warn" if self.recorder.clock.state.in_doubt else "ok",
                "configuration": "warn" if self._problems else "ok",
                "policy": self.configuration.version,
            },
        )

    async def close(self) -> None:
        """Stop in the opposite order; every record that was taken is written first."""
        self._ready = False
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.scanner.close()
        await self.documents.close()
        await self.recorder.close()
        for thread in (self.retention, self.log, self.siem):
            await asyncio.to_thread(thread.stop)
        for kept in (self.sightings, self.flows):
            with suppress(GatewayError):
                await kept.write()
        self.store.close()

    def _assemble(self, configuration: Configuration) -> None:
        """Build everything from the new configuration first, then swap it in at once."""
        settings = configuration.gateway
        decided = {tool: change.approval for tool, change in current_overrides(self.store).items()}
        tools = in_force(configuration.tools, decided)
        catalogue = Catalogue(configuration.services, tools)
        policy = build(
            configuration.policy,
            version=configuration.version,
            justification_header=settings.justification_header,
        )
        identifier = Identifier(settings.identity, configuration.users)
        gateway = Gateway(
            settings=settings,
            begin=Beginning(
                catalogue=catalogue, settings=settings, key=self.keys.index, now=utc_now
            ),
            scan=self.scanner.scan,
            scan_version=self.scanner.version,
            inspect=Inspecting(documents=self.documents, uploads=self.uploads),
            policy=policy,
            mask=Masking(vault=self.vault, key=self.keys.pseudonym),
            recorder=self.recorder,
            now=utc_now,
            signer=self._signer,
        )
        self.tools, self.identifier, self.tenants = tools, identifier, Tenants(configuration.tools)
        suspects, seen = Suspects(configuration.services), self.sightings
        self.shadow = Shadow(suspects=suspects, sightings=seen, telemetry=self.telemetry)
        self.retention.follow(configuration.retention, settings)
        self.configuration, self.gateway = configuration, gateway

    async def _watch(self) -> None:
        """Files and the register's decisions; works on network file systems and in many workers."""
        seen = watched(self.configuration)
        while True:
            await asyncio.sleep(_LOOK_EVERY)
            now = await asyncio.to_thread(watched, self.configuration)
            if now != seen:
                seen = now
                await self.reload()
            with suppress(GatewayError):  # the store is away: health says so, decisions wait
                change = await asyncio.to_thread(latest_change_id, self.store)
                if change != self._change:
                    self._change = change
                    self._assemble(self.configuration)

    async def _sweep(self) -> None:
        """Forget what is over; write what was sighted. The recorder closes orphans by itself."""
        while True:
            with suppress(GatewayError):  # by a clock that is ahead all of it would be over
                doubted = (await asyncio.to_thread(self.recorder.clock.look)).in_doubt
                for kept in () if doubted else (self.vault, self.uploads, self.sightings):
                    await kept.sweep()
            for gathered in (self.sightings, self.flows):
                with suppress(GatewayError):
                    await gathered.write()
            await asyncio.sleep(_SWEEP_EVERY)


async def start(config: Path, state: Path, environment: Mapping[str, str]) -> Runtime:
    """A runtime that is ready for traffic. Raises ConfigError, RecordError or ScanError."""
    configuration = load(config, state, environment)
    paths = configuration.paths
    for folder in (paths.state, paths.keys, paths.ca):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    keys = Keys.load(paths.keys, environment)
    runtime = Runtime(configuration, keys, store_of(configuration, keys, environment), environment)
    await runtime.start()
    return runtime
