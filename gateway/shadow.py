"""Shadow AI (clause 4): notices hosts outside every list that look like generative AI."""

from dataclasses import dataclass

from gateway.ports import Sightings
from gateway.providers.catalogue import normal_host
from gateway.providers.suspects import Suspects, asks_like_ai
from gateway.telemetry import Telemetry
from gateway.types import Destination

ALIKE, SHAPE, REFUSED = "looks alike", "asked like one", "certificate refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shadow:
    """Nothing is opened, refused or read because of it: sightings are for people to judge."""

    suspects: Suspects
    sightings: Sightings
    telemetry: Telemetry

    def tunnelled(self, host: str, person: str) -> None:
        """A connection to a host that is in no list passes unopened."""
        name = normal_host(host)
        what = self.suspects.resembles(name) if name else ""
        if what:
            self._saw(name, ALIKE, what, person)

    def passed(self, host: str, path: str, person: str) -> None:
        """A request that could be seen (plain HTTP) passes to a host that is in no list."""
        name = normal_host(host)
        if asks_like_ai(path):
            self._saw(name, SHAPE, "an interface to a language model", person)
        else:
            self.tunnelled(name, person)

    def refused(self, destination: Destination, person: str) -> None:
        """A client did not accept our certificate for this host of the catalogue."""
        what = f"{destination.service.vendor}: {destination.service.product}"
        self.sightings.saw(destination.host, REFUSED, what, person)

    def _saw(self, host: str, how: str, what: str, person: str) -> None:
        self.telemetry.shadow(how)
        self.sightings.saw(host, how, what, person)
