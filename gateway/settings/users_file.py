"""The shape of users.yaml: people who sign in to the proxy by name and password."""

import re
from dataclasses import dataclass, field

from pydantic import Field, field_validator

from gateway.settings.strict import Strict, Words

_HASH = re.compile(
    r"scrypt\$[0-9]{1,8}\$[0-9]{1,3}\$[0-9]{1,3}\$[A-Za-z0-9+/_-]+={0,2}\$[A-Za-z0-9+/_-]+={0,2}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Somebody who may sign in. `password_hash` is scrypt$n$r$p$salt$hash, the last two base64."""

    id: str
    password_hash: str = field(repr=False)
    groups: frozenset[str] = frozenset()


class UserRow(Strict):
    """A person of users.yaml."""

    id: Words
    password_hash: str = Field(repr=False)
    groups: frozenset[Words] = frozenset()

    @field_validator("password_hash")
    @classmethod
    def _is_a_hash(cls, value: str) -> str:
        if not _HASH.fullmatch(value):
            raise ValueError("is not a scrypt hash; passwords never stand in this file")
        return value

    def user(self) -> User:
        """The row as the identity sources know it."""
        return User(id=self.id, password_hash=self.password_hash, groups=self.groups)


class UsersFile(Strict):
    """users.yaml, named by identity.users_file in gateway.yaml."""

    users: tuple[UserRow, ...] = ()
