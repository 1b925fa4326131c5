"""What tells that a file was edited while the gateway runs, without reading it."""

from collections.abc import Iterable
from pathlib import Path

from gateway.settings.load import Configuration

type Signature = tuple[tuple[str, int, int], ...]
"""Name, size and change time of some files."""


def watched(configuration: Configuration) -> Signature:
    """Everything whose change is taken up: configuration, list of clients, AWS credentials."""
    paths = configuration.paths
    held = (Path(row.credentials_file) for row in configuration.gateway.signing)
    return (
        *_files(paths.config, "*.yaml"),
        *_files(paths.clients, "*.npz"),
        *_stamps(path for path in held if path.is_file()),
    )


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
    return _stamps(file for file in sorted(folder.rglob(pattern)) if file.exists())


def _stamps(files: Iterable[Path]) -> Signature:
    stats = [(file.name, file.stat()) for file in files]
    return tuple((name, stat.st_size, stat.st_mtime_ns) for name, stat in stats)
