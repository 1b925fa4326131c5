"""What a record says of the member of staff who asked (ICO guidance on monitoring workers).

Least intrusive means: without their address, or under a pseudonym until a case needs the name.
"""

from dataclasses import dataclass

from gateway.audit.blind_index import BlindIndex
from gateway.settings import record_settings as settings
from gateway.types import Interaction

_BYTES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffPrivacy:
    """How staff stand in the records. The name is sealed beside a pseudonym."""

    address: bool = True  # the client's address is kept
    pseudonymous: bool = False


def staff_privacy(chosen: settings.Staff) -> StaffPrivacy:
    """As the settings choose."""
    return StaffPrivacy(
        address=chosen.address == "keep", pseudonymous=chosen.person == "pseudonymous"
    )


def pseudonym_of(index: BlindIndex, person: str) -> str:
    """The same for the same person, in any case of letters; only the index key makes it."""
    return f"staff-{index.token('staff', person.casefold())[:_BYTES].hex()}"


def staff_columns(
    index: BlindIndex, interaction: Interaction, privacy: StaffPrivacy
) -> dict[str, str]:
    """The columns that say who asked, and from where."""
    person = interaction.person.id
    shown = pseudonym_of(index, person) if privacy.pseudonymous else person
    return {
        "person": shown,
        "person_folded": shown.casefold(),
        "address": interaction.device.address if privacy.address else "",
    }


def forms_of(index: BlindIndex, person: str) -> tuple[str, str]:
    """How somebody may stand in `person_folded`: before and after a change of the setting."""
    folded = person.strip().casefold()
    return folded, pseudonym_of(index, folded)
