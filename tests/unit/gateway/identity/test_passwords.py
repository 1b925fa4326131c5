"""Password hashes: right ones pass, wrong ones and damaged hashes never do, memory holds neither."""

import pytest

from gateway.identity.passwords import (
    RightOnes,
    hash_password,
    known_right,
    verify,
    verify_slowly,
)
from gateway.settings.users_file import UserRow

SECRET = "a long practice phrase, ünïcode"
HASHED = hash_password(SECRET)


def test_a_hash_has_the_form_that_the_user_file_asks_for() -> None:
    assert UserRow(id="a", password_hash=HASHED).password_hash == HASHED
    assert HASHED.startswith("scrypt$16384$8$1$")
    assert hash_password(SECRET) != HASHED


def test_the_password_and_only_the_password_is_right() -> None:
    assert verify_slowly(SECRET, HASHED)
    assert not verify_slowly(SECRET + " ", HASHED)
    assert not verify_slowly("", HASHED)


@pytest.mark.parametrize(
    "hashed",
    [
        "",
        "plain",
        "bcrypt$16384$8$1$AAAA$AAAA",
        "scrypt$x$8$1$AAAA$AAAA",
        "scrypt$3$8$1$AAAA$AAAA",
        "scrypt$16384$8$1$AAAA$!!!!",
        "scrypt$1073741824$8$1$AAAA$AAAA",
        "scrypt$16384$8$1$AAAA$",
    ],
)
def test_a_damaged_hash_is_never_right(hashed: str) -> None:
    assert not verify_slowly(SECRET, hashed)


def test_a_right_password_is_known_at_once_afterwards_and_a_wrong_one_never() -> None:
    hashed = hash_password("another one")
    assert not known_right("another one", hashed)
    assert verify("another one", hashed)
    assert known_right("another one", hashed)
    assert not verify("wrong", hashed)
    assert not known_right("wrong", hashed)


def test_the_memory_is_bounded_and_forgets() -> None:
    memory = RightOnes(size=1)
    second = hash_password("second")
    assert memory.check(SECRET, HASHED)
    assert memory.check("second", second)
    assert not memory.knows(SECRET, HASHED)
    assert memory.knows("second", second)
    short = RightOnes(seconds=-1)
    assert short.check(SECRET, HASHED)
    assert not short.knows(SECRET, HASHED)


def test_the_memory_shows_neither_password_nor_hash() -> None:
    memory = RightOnes()
    memory.check(SECRET, HASHED)
    assert SECRET not in repr(vars(memory))
    assert HASHED not in repr(vars(memory))
