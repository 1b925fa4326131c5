"""A short name for everything that decides what a scan finds."""

import hashlib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from detectors import clients
from detectors.settings import ScanSettings

_HERE = Path(__file__).parent
_NETWORK, MEANING = "calibration.json", "reliability.json"
_APART = {"evaluation", "training"}  # packages that no scan uses
_LIBRARIES = ("genai-gateway", "presidio-analyzer", "spacy", "onnxruntime", "phonenumbers")


def scan_version(settings: ScanSettings) -> str:
    """12 hex digits over the code of this package, the model, the word lists and the settings."""
    digest = hashlib.sha256(repr((settings.pipeline, settings.model)).encode())
    for library in _LIBRARIES:
        digest.update(f"{library} {_installed(library)}\n".encode())
    for path in _files(settings):
        digest.update(path.name.encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


def _installed(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""


def _files(settings: ScanSettings) -> Iterator[Path]:
    yield from sorted(p for p in _HERE.rglob("*.py") if p.relative_to(_HERE).parts[0] not in _APART)
    yield from sorted((_HERE / "lists").glob("*.txt"))
    if not settings.pipeline:
        names = (f"{settings.model}.onnx", "vectors.npy", "scales.npy", "vocab.txt", _NETWORK)
        yield from (_HERE / "model" / name for name in names)
    yield _HERE / "model" / MEANING
    if settings.terms:
        yield from sorted(settings.terms.glob("*.yaml"))
    if settings.suppress:
        yield settings.suppress
    if settings.code_names:
        yield settings.code_names
    if settings.references:
        yield settings.references
    if settings.clients and (settings.clients / clients.INDEX).is_file():
        yield settings.clients / clients.INDEX
