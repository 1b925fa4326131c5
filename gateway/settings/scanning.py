"""What the detectors are told of the configuration."""

from detectors.settings import ScanSettings
from gateway.settings.load import Configuration


def scan_settings(configuration: Configuration) -> ScanSettings:
    """What the detectors need to know of the configuration."""
    scan = configuration.gateway.scan
    return ScanSettings(
        workers=scan.workers,
        threads=scan.threads,
        queue_limit=scan.queue_limit,
        deadline_seconds=scan.deadline_seconds,
        cache_entries=scan.cache_entries,
        max_characters=scan.max_characters,
        pipeline=scan.pipeline,
        terms=configuration.paths.config / scan.terms,
        model=scan.model,
        suppress=configuration.paths.config / scan.suppress if scan.suppress else None,
        code_names=configuration.paths.config / scan.code_names if scan.code_names else None,
        references=configuration.paths.config / scan.references if scan.references else None,
        clients=configuration.paths.clients,
    )
