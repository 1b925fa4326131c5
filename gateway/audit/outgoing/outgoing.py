"""All destinations of gateway.yaml: started, changed by a reload, asked how they are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from gateway.audit.outgoing.forwarder import Forwarder, ForwarderState
from gateway.audit.outgoing.told import Telling
from gateway.audit.store import Store
from gateway.settings.gateway_file import Paths
from gateway.settings.siem import Destination, Siem
from gateway.siem.formats import formats
from gateway.siem.senders import sender_of


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingStatistics:
    """For the metrics, by destination. Counts are since the start of its thread."""

    sent: Mapping[str, int] = field(default_factory=dict)
    failures: Mapping[str, int] = field(default_factory=dict)
    left_out: Mapping[str, int] = field(default_factory=dict)
    waiting: Mapping[str, int] = field(default_factory=dict)
    lag_seconds: Mapping[str, float] = field(default_factory=dict)


class Outgoing:
    """The senders of one running gateway."""

    def __init__(self, store: Store, paths: Paths, *, run: Callable[[], str]) -> None:
        """`run` names the running gateway in the store, so that its turns end with it."""
        self._store, self._paths = store, paths
        self._run = run
        self._settings = Siem()
        self._forwarders: tuple[Forwarder, ...] = ()

    def apply(self, settings: Siem) -> None:
        """Send as these settings say from now on. Blocks while old senders end."""
        if settings == self._settings:
            return
        self.stop()
        self._settings = settings
        self._forwarders = tuple(self._forwarder(one) for one in settings.destinations)
        for forwarder in self._forwarders:
            forwarder.start()

    def stop(self) -> None:
        """End every sender; what has not gone waits in the log. Blocks."""
        forwarders, self._forwarders, self._settings = self._forwarders, (), Siem()
        for forwarder in forwarders:
            forwarder.stop()

    @property
    def statistics(self) -> OutgoingStatistics:
        """How the sending goes."""
        states = self._states()
        return OutgoingStatistics(
            sent={name: state.sent for name, state in states.items()},
            failures={name: state.failures for name, state in states.items()},
            left_out={name: state.left_out for name, state in states.items()},
            waiting={name: state.waiting for name, state in states.items()},
            lag_seconds={name: state.lag_seconds for name, state in states.items()},
        )

    @property
    def warnings(self) -> tuple[str, ...]:
        """What somebody should look at. Requests are not held up by any of it."""
        return tuple(
            f"siem {name}: {state.error}; {state.waiting} events wait, and what is older than "
            f"{self._settings.keep_hours:g} hours will be left out"
            for name, state in self._states().items()
            if state.error
        )

    @property
    def check(self) -> str:
        """The line in /readyz."""
        if not self._forwarders:
            return "off"
        return "warn" if self.warnings else "ok"

    def _states(self) -> dict[str, ForwarderState]:
        return {forwarder.name: forwarder.state for forwarder in self._forwarders}

    def _forwarder(self, destination: Destination) -> Forwarder:
        settings = self._settings
        return Forwarder(
            self._store,
            destination.name,
            sender_of(destination, settings, self._paths),
            formats(enterprise=settings.enterprise_number)[destination.format],
            telling=Telling(
                index=self._store.index,
                named=settings.people == "named",
                addresses=settings.addresses,
            ),
            keep=timedelta(hours=settings.keep_hours),
            holder=self._run(),
        )
