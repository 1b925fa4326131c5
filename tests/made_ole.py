"""OLE files for tests, as Outlook saves messages: no library of ours writes them."""

import struct

_SECTOR, _STREAM = 512, 4_096
_FREE, _END, _FAT, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF


def ole(streams: dict[str, bytes]) -> bytes:
    """A compound file with these streams in its root, each filled up with zeros to 4 KiB."""
    room = _STREAM // _SECTOR
    directories = -(-(len(streams) + 1) // 4)
    first = 1 + directories
    fat = [_FAT, *(n + 2 for n in range(directories - 1)), _END]
    entries = [_entry("Root Entry", kind=5, child=1)]
    body = b""
    for number, (name, content) in enumerate(streams.items(), 1):
        start = first + len(body) // _SECTOR
        fat += [*range(start + 1, start + room), _END]
        body += content.ljust(_STREAM, b"\0")
        following = number + 1 if number < len(streams) else _NONE
        entries.append(_entry(name, kind=2, start=start, right=following))
    listed = b"".join(entries).ljust(directories * _SECTOR, b"\0")
    table = struct.pack("<128I", *(fat + [_FREE] * (128 - len(fat))))
    return _header() + table + listed + body


def message(**properties: bytes | str) -> bytes:
    """An Outlook message; properties by number, texts as Unicode, bytes filled up with blanks."""
    streams = {"__properties_version1.0": b""}
    for code, value in properties.items():
        form = "001F" if isinstance(value, str) else "0102"
        content = value.encode("utf-16-le") if isinstance(value, str) else value.ljust(_STREAM)
        streams[f"__substg1.0_{code.removeprefix('p')}{form}"] = content
    return ole(streams)


def _header() -> bytes:
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    head += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIIII", 0, 1, 1, 0, _STREAM, _END, 0, _END, 0, 0)
    return head + struct.pack("<108I", *([_FREE] * 108))


def _entry(
    name: str, *, kind: int, start: int = 0, child: int = _NONE, right: int = _NONE
) -> bytes:
    written = (name + "\0").encode("utf-16-le")
    size = _STREAM if kind == 2 else 0
    place = start if kind == 2 else _END
    head = written.ljust(64, b"\0") + struct.pack("<HBB", len(written), kind, 1)
    links = struct.pack("<III", _NONE, right, child)
    return head + links + bytes(36) + struct.pack("<IQ", place, size)
