"""Why something in a file was not read: a short list, so that records and metrics can count."""

from typing import Final

ENCRYPTED: Final = "an encrypted file"
NO_OCR: Final = "a picture (no OCR here)"
TOO_LARGE_PICTURE: Final = "a picture with too many pixels"
MANY_PICTURES: Final = "more pictures than are read"
BROKEN_PICTURE: Final = "a picture that cannot be opened"
AUDIO: Final = "audio"
VIDEO: Final = "video"
UNKNOWN: Final = "a file of an unknown kind"
OLD_OFFICE: Final = "a file in an old Office format"
MACROS: Final = "a file with macros"
DAMAGED: Final = "a damaged file"
ENTITIES: Final = "a file with XML entities"
TOO_LARGE: Final = "a file that is too large"
TOO_DEEP: Final = "a file too deep inside others"
TOO_MANY: Final = "a file with too many parts"
BOMB: Final = "a file that unpacks to too much"
LONG: Final = "a file with more text than is read"
SLOW: Final = "a file that took too long to read"
LIMIT: Final = "a file that needs more than a reader may use"
ENCODING: Final = "a file of text in an unknown encoding"
BUSY: Final = "a file, and too many others wait"
DOWN: Final = "a file, and its reader does not start"
PIECE: Final = "a piece of a file"

ALL: Final = frozenset(
    (
        *(ENCRYPTED, NO_OCR, TOO_LARGE_PICTURE, MANY_PICTURES, BROKEN_PICTURE, AUDIO, VIDEO),
        *(UNKNOWN, OLD_OFFICE, MACROS, DAMAGED, ENTITIES, TOO_LARGE, TOO_DEEP, TOO_MANY, BOMB),
        *(LONG, SLOW, LIMIT, ENCODING, BUSY, DOWN, PIECE),
    )
)
