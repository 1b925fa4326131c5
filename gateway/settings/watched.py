"""What tells that a file was edited while the gateway runs, without reading it."""

from pathlib import Path

from gateway.settings.gateway_file import Paths
from gateway.settings.load import Configuration

type Signature = tuple[tuple[str, int, int], ...]
"""Name, size and change time of some files."""


def watched(paths: Paths) -> Signature:
    """Everything whose change is taken up: the configuration and the list of clients."""
    return (*_files(paths.config, "*.yaml"), *_files(paths.clients, "*.npz"))


def scan_signature(configuration: Configuration) -> Signature:
    """What a scanner reads when it starts: word lists, own patterns, the list of clients."""
    scan, paths = configuration.gateway.scan, configuration.paths
    own = (
        paths.config / name for name in (scan.references, scan.suppress, scan.code_names) if name
    )
    return (
        *_files(paths.config / scan.terms, "*.yaml"),
        *(stamp for path in own for stamp in _files(path.parent, path.name)),
        *_files(paths.clients, "*.npz"),
    )


def _files(folder: Path, pattern: str) -> Signature:
    files = sorted(folder.rglob(pattern))
    stats = [(file.name, file.stat()) for file in files if file.exists()]
    return tuple((name, stat.st_size, stat.st_mtime_ns) for name, stat in stats)
