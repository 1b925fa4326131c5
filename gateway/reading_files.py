"""What the readers of files need to know of the configuration."""

from detectors.documents.documents import DocumentSettings
from detectors.documents.limits import Limits
from gateway.settings.gateway_file import FilesInside


def document_settings(chosen: FilesInside) -> DocumentSettings:
    """The library's own settings from those of gateway.yaml."""
    return DocumentSettings(
        workers=chosen.workers,
        waiting=chosen.waiting,
        at_start=chosen.at_start,
        limits=Limits(
            seconds=chosen.seconds,
            memory_bytes=chosen.memory_bytes,
            file_bytes=chosen.file_bytes,
            unpacked_bytes=chosen.unpacked_bytes,
            characters=chosen.characters,
            pages=chosen.pages,
            ocr=chosen.ocr,
            ocr_seconds=chosen.ocr_seconds,
            pictures=chosen.ocr_pictures,
            languages=chosen.ocr_languages,
        ),
    )
