"""Whether the regions a request uses are among those that the register allows (clause 10.6)."""

from collections.abc import Iterable, Mapping
from typing import Literal

from gateway.types import Interaction, Tool

type Place = Literal["storage", "processing"]

_UK = frozenset(("uk", "gb", "eu-west-2", "europe-west2", "uksouth", "ukwest"))
_EU = frozenset(
    (
        *("eu", "eu-central-1", "eu-west-1", "eu-west-3", "eu-north-1", "eu-south-1", "eu-south-2"),
        *("europe-west1", "europe-west3", "europe-west4", "europe-west8", "europe-west9"),
        *("europe-west10", "europe-west12", "europe-north1", "europe-north2", "europe-central2"),
        *("europe-southwest1", "northeurope", "westeurope", "francecentral", "germanywestcentral"),
        *("italynorth", "polandcentral", "spaincentral", "swedencentral", "austriaeast"),
    )
)
AREAS: Mapping[str, frozenset[str]] = {"uk": _UK, "eu": _EU}
"""Words of the register for several regions: the clouds' own names of regions inside each area."""


def regions(interaction: Interaction) -> Mapping[Place, str | None]:
    """The regions this request uses; None where nothing tells."""
    service = interaction.destination.service
    return {"storage": service.storage_region, "processing": service.processing_region}


def missing_regions(
    tool: Tool, used: Mapping[Place, str | None], places: Iterable[Place]
) -> tuple[Place, ...]:
    """The places at which that is not a region the tool allows. Unknown counts as not allowed."""
    allowed = {"storage": tool.storage_regions, "processing": tool.processing_regions}
    return tuple(
        place for place in places if allowed[place] and not _within(used[place], allowed[place])
    )


def _within(used: str | None, allowed: frozenset[str]) -> bool:
    return used in allowed or any(used in AREAS.get(word, ()) for word in allowed)
