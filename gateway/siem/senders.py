"""The sender of each destination in gateway.yaml."""

from pathlib import Path

from gateway.settings.gateway_file import Paths
from gateway.settings.siem import Destination, Siem
from gateway.siem.file import FileSender
from gateway.siem.http import HttpSender
from gateway.siem.sending import Sender
from gateway.siem.syslog import DatagramSender, Place, StreamSender
from gateway.siem.tls import Credentials


def sender_of(destination: Destination, siem: Siem, paths: Paths) -> Sender:
    """The sender of a destination. Nothing is opened yet."""
    if destination.path is not None:
        return FileSender(paths.state / destination.path, facility=siem.facility)
    credentials = Credentials(
        ca=_placed(paths, destination.ca_file),
        certificate=_placed(paths, destination.certificate_file),
        key=_placed(paths, destination.key_file),
        authorization=_placed(paths, destination.authorization_file),
    )
    if destination.url is not None:
        return HttpSender(destination.url, credentials, facility=siem.facility)
    place = _place(destination.address or "")
    if destination.to == "udp":
        return DatagramSender(place, facility=siem.facility)
    tls = credentials if destination.to == "tls" else None
    return StreamSender(place, tls, facility=siem.facility)


def _place(address: str) -> Place:
    host, _, port = address.rpartition(":")
    return Place(host=host.strip("[]"), port=int(port))


def _placed(paths: Paths, file: Path | None) -> Path | None:
    return None if file is None else paths.config / file
