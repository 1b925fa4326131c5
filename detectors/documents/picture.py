"""Pictures: the words in them by OCR, and what cameras and programs wrote beside the pixels."""

import warnings
from collections.abc import Iterator, Mapping
from io import BytesIO

from PIL import ExifTags, Image, IptcImagePlugin, UnidentifiedImageError
from PIL.ImageFile import ImageFile

from detectors.documents import ocr, reasons
from detectors.documents.gathering import Gathering, Unreadable

_SMALL = 1_200  # pixels: letters in smaller pictures are enlarged before they are read
_LARGE = 4_000  # pixels: letters in larger pictures are large enough when these are halved
_SCALED = frozenset(("JPEG", "MPO"))
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "TIFF", "BMP", "ICO", "PPM", "MPO")
_BLOBS = frozenset(("icc_profile", "photoshop", "exif", "mp", "mpoffset", "dpi", "transparency"))
_UNDEFINED = ("ASCII\0\0\0", "UNICODE\0", "JIS\0\0\0\0\0", "\0" * 8)
_TECHNICAL = frozenset(("MakerNote", "PrintImageMatching", "JPEGTables", "StripOffsets"))
_FAILURES = (
    UnidentifiedImageError, OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError,
    EOFError, AttributeError, ZeroDivisionError, OverflowError,
)  # fmt: skip


def read_picture(data: bytes, at: str, gathering: Gathering) -> None:
    """Metadata first, which is cheap; then the words of every frame."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(data), formats=_FORMATS) as picture:
                if picture.format in _SCALED:  # decoded smaller, which costs less of everything
                    picture.draft("L", (_LARGE, _LARGE))
                _too_large(picture, gathering)
                gathering.text(f"{at}metadata", "\n".join(_metadata(picture)))
                _frames(picture, at, gathering)
    except Image.DecompressionBombError:
        raise Unreadable(reasons.TOO_LARGE_PICTURE) from None
    except _FAILURES:
        raise Unreadable(reasons.BROKEN_PICTURE) from None


def read_pixels(picture: Image.Image, place: str, gathering: Gathering) -> None:
    """The words in it, now or later; a gap when there is no OCR, or too much of it."""
    language = ocr.chosen(gathering.limits.languages) if gathering.limits.ocr else ""
    gathering.pictures += 1
    if not language:
        gathering.missed(place, reasons.NO_OCR)
    elif gathering.pictures > gathering.limits.pictures:
        gathering.missed(place, reasons.MANY_PICTURES)
    else:
        written, seconds = _portable(picture), gathering.limits.ocr_seconds
        gathering.later(place, lambda: _words(written, language, seconds))


def _words(picture: bytes, language: str, seconds: float) -> str:
    try:
        return ocr.words(picture, language=language, seconds=seconds)
    except TimeoutError:
        raise Unreadable(reasons.SLOW) from None
    except OSError:
        raise Unreadable(reasons.BROKEN_PICTURE) from None


def _too_large(picture: Image.Image, gathering: Gathering) -> None:
    if picture.width * picture.height > gathering.limits.pixels:
        raise Unreadable(reasons.TOO_LARGE_PICTURE)


def _frames(picture: Image.Image, at: str, gathering: Gathering) -> None:
    frames = int(getattr(picture, "n_frames", 1))
    for number in range(frames):
        if number:
            picture.seek(number)
            _too_large(picture, gathering)
        if min(picture.size) > 2:  # a pixel that only counts readers says nothing
            place = f"{at}words" if frames == 1 else f"{at}words of frame {number + 1}"
            read_pixels(picture, place, gathering)
        if gathering.pictures > gathering.limits.pictures:
            return


def _portable(picture: Image.Image) -> bytes:
    """The picture in grey as PNM: nothing for Tesseract's own decoders to trip over."""
    if picture.mode == "P" and "transparency" in picture.info:
        picture = picture.convert("RGBA")
    grey = picture.convert("L")
    if "A" in picture.getbands():
        ground = Image.new("L", picture.size, "white")
        ground.paste(grey, mask=picture.getchannel("A"))
        grey = ground
    if max(grey.size) > _LARGE:
        grey = grey.reduce(-(-max(grey.size) // _LARGE))
    elif max(grey.size) < _SMALL:
        grey = grey.resize((grey.width * 2, grey.height * 2), Image.Resampling.LANCZOS)
    written = BytesIO()
    grey.save(written, "PPM")
    return written.getvalue()


def _metadata(picture: Image.Image) -> Iterator[str]:
    exif = picture.getexif()
    yield from _tags(dict(exif), ExifTags.TAGS)
    yield from _tags(dict(exif.get_ifd(ExifTags.IFD.Exif)), ExifTags.TAGS)
    yield from _position(dict(exif.get_ifd(ExifTags.IFD.GPSInfo)))
    for name, value in picture.info.items():
        if isinstance(name, str) and name.lower() not in _BLOBS:
            yield from _said(name, value)
    iptc = IptcImagePlugin.getiptcinfo(picture) if isinstance(picture, ImageFile) else None
    for key, value in (iptc or {}).items():
        for one in value if isinstance(value, list) else [value]:
            yield from _said(f"IPTC {key[0]}:{key[1]}", one)


def _tags(values: Mapping[int, object], names: Mapping[int, str]) -> Iterator[str]:
    for tag, value in values.items():
        name = names.get(tag, "tag")
        if name not in _TECHNICAL and isinstance(value, str | bytes):
            yield from _said(name, value)


def _said(name: str, value: object) -> Iterator[str]:
    if isinstance(value, bytes):
        value = _text(value)
    if isinstance(value, str) and value.strip(" \0\r\n"):
        yield f"{name}: {value.strip(' \0')}"


def _text(value: bytes) -> str:
    """EXIF's texts begin with their encoding, or are UTF-16 as Windows writes them, or UTF-8."""
    for mark in _UNDEFINED:
        value = value.removeprefix(mark.encode())
    if value[1::2].count(0) > len(value) // 4:
        return value.decode("utf-16-le", errors="ignore")
    text = value.decode("utf-8", errors="ignore")
    return text if text.isprintable() or "<" in text else ""


def _position(gps: Mapping[int, object]) -> Iterator[str]:
    """Where a picture was taken, as degrees."""
    latitude, longitude = _degrees(gps.get(2), gps.get(1)), _degrees(gps.get(4), gps.get(3))
    if latitude is not None and longitude is not None:
        yield f"GPS position: {latitude:.6f}, {longitude:.6f}"


def _degrees(parts: object, side: object) -> float | None:
    if not isinstance(parts, tuple) or len(parts) != 3:
        return None
    degrees = float(parts[0]) + float(parts[1]) / 60 + float(parts[2]) / 3600
    return -degrees if side in {"S", "W"} else degrees
