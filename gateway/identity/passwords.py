"""Passwords of people who sign in: scrypt hashes, and a short memory of what was right."""

import base64
import hashlib
import hmac
import os
import secrets
import threading
import time
from collections import OrderedDict
from functools import cache

_N, _R, _P, _LENGTH = 2**14, 8, 1, 32  # 16 MiB, about 30 to 50 ms
_MEMORY = 64 * 1024 * 1024
_REMEMBERED, _SECONDS = 2_000, 900.0


def hash_password(password: str) -> str:
    """`scrypt$n$r$p$salt$hash` with a new salt, the last two in base64 (RFC 7914)."""
    salt = os.urandom(16)
    derived = _derive(password, salt, (_N, _R, _P), _LENGTH)
    return f"scrypt${_N}${_R}${_P}${_text(salt)}${_text(derived)}"


def verify(password: str, hashed: str) -> bool:
    """Whether that is the password. Slow on purpose, unless it was right a short while ago."""
    return _right_ones().check(password, hashed)


def verify_slowly(password: str, hashed: str) -> bool:
    """As `verify`, always computed. A hash that is not in our form is never right."""
    try:
        kind, n, r, p, salt, expected = hashed.split("$")
        if kind != "scrypt":
            return False
        known = _bytes(expected)
        derived = _derive(password, _bytes(salt), (int(n), int(r), int(p)), len(known))
    except ValueError:
        return False
    return hmac.compare_digest(derived, known)


class RightOnes:
    """Remembers what was verified, under a key of this process: neither password nor hash.

    A changed hash in users.yaml is a new question, so nothing has to be forgotten on a reload.
    """

    def __init__(self, *, size: int = _REMEMBERED, seconds: float = _SECONDS) -> None:
        self._key = secrets.token_bytes(32)
        self._size, self._seconds = size, seconds
        self._until: OrderedDict[bytes, float] = OrderedDict()
        self._lock = threading.Lock()  # scrypt runs in threads

    def check(self, password: str, hashed: str) -> bool:
        """Whether that is the password; wrong ones are computed each time."""
        mark = self._mark(password, hashed)
        with self._lock:
            known = self._until.get(mark, 0.0) > time.monotonic()
        if known:
            return True
        right = verify_slowly(password, hashed)
        if right:
            self._remember(mark)
        return right

    def knows(self, password: str, hashed: str) -> bool:
        """Whether `check` would say yes at once."""
        return self._until.get(self._mark(password, hashed), 0.0) > time.monotonic()

    def _remember(self, mark: bytes) -> None:
        with self._lock:
            self._until[mark] = time.monotonic() + self._seconds
            self._until.move_to_end(mark)
            while len(self._until) > self._size:
                self._until.popitem(last=False)

    def _mark(self, password: str, hashed: str) -> bytes:
        said = f"{hashed}\0{password}".encode("utf-8", "surrogatepass")
        return hmac.new(self._key, said, hashlib.sha256).digest()


def known_right(password: str, hashed: str) -> bool:
    """Whether `verify` would answer yes without computing anything."""
    return _right_ones().knows(password, hashed)


@cache
def _right_ones() -> RightOnes:
    return RightOnes()


def _derive(password: str, salt: bytes, cost: tuple[int, int, int], length: int) -> bytes:
    n, r, p = cost
    said = password.encode("utf-8", "surrogatepass")
    return hashlib.scrypt(said, salt=salt, n=n, r=r, p=p, maxmem=_MEMORY, dklen=length)


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def _bytes(text: str) -> bytes:
    """Standard or URL-safe base64. Raises ValueError."""
    return base64.b64decode(text.replace("-", "+").replace("_", "/"), validate=True)
