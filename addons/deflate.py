"""permessage-deflate (RFC 7692) that stops unpacking at a bound; nothing else is ever offered."""

import zlib
from typing import Any, override

from wsproto.extensions import PerMessageDeflate
from wsproto.frame_protocol import CloseReason, Opcode, RsvBits

NAME = PerMessageDeflate.name


class BoundedDeflate(PerMessageDeflate):
    """A few bytes may unpack to more than the machine has; `limit` is for one message.

    Unlike the library's, it also knows that a ping may stand between the frames of a message.
    """

    def __init__(self, agreed: str, *, limit: int) -> None:
        super().__init__()
        self.finalize(agreed)
        self._limit = limit
        self._unpacked = 0

    @override
    def frame_inbound_header(
        self, proto: Any, opcode: Opcode, rsv: RsvBits, payload_length: int
    ) -> CloseReason | RsvBits:
        if opcode.iscontrol():
            self._inbound_is_compressible = False
            return (
                CloseReason.PROTOCOL_ERROR
                if rsv.rsv1
                else RsvBits(rsv1=True, rsv2=False, rsv3=False)
            )
        return super().frame_inbound_header(proto, opcode, rsv, payload_length)

    @override
    def frame_inbound_payload_data(self, proto: Any, data: bytes) -> bytes | CloseReason:
        if not self._inbound_compressed or not self._inbound_is_compressible:
            return data
        assert self._decompressor is not None
        try:
            out = self._decompressor.decompress(bytes(data), self._limit - self._unpacked + 1)
        except zlib.error:
            return CloseReason.INVALID_FRAME_PAYLOAD_DATA
        self._unpacked += len(out)
        return CloseReason.MESSAGE_TOO_BIG if self._unpacked > self._limit else out

    @override
    def frame_inbound_complete(self, proto: Any, fin: bool) -> bytes | CloseReason | None:
        if not self._inbound_is_compressible:
            return None
        self._unpacked = 0 if fin else self._unpacked
        return super().frame_inbound_complete(proto, fin)


def offered(extensions: str) -> str:
    """Of what a client offers, what may be offered on."""
    offers = (one.strip() for one in extensions.split(","))
    return ", ".join(one for one in offers if _name(one) == NAME)


def _name(extension: str) -> str:
    return extension.partition(";")[0].strip().lower()


def agreed(extensions: str, *, limit: int) -> tuple[BoundedDeflate, BoundedDeflate] | tuple[()]:
    """The extension as client and server side need it; () for none.

    Raises ValueError when the provider took what nobody offered.
    """
    taken = [one.strip() for one in extensions.split(",") if one.strip()]
    if not taken:
        return ()
    if len(taken) > 1 or _name(taken[0]) != NAME:
        raise ValueError("an extension that was not offered")
    return BoundedDeflate(taken[0], limit=limit), BoundedDeflate(taken[0], limit=limit)
