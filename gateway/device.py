"""What is known of the device that asks (clause 9.2: session details)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """Session details for the record (clause 9.2)."""

    address: str = ""
    user_agent: str = ""
