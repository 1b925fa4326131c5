"""Headers by which vendors let in the organisation's own accounts only (clause 7.2)."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class TenantHeaders:
    """Headers by which a vendor lets in the organisation's own accounts only (clause 7.2).

    `hosts` are exact names or `*.suffix`. `sign_in`: people sign in there; such a host is opened
    for the header alone, and nothing of it is read or kept.
    """

    hosts: tuple[str, ...]
    headers: tuple[tuple[str, str], ...] = field(repr=False)
    sign_in: bool = False
