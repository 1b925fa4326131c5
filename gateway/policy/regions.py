"""Where a service stores and processes: from its host, corrected by what the model's name says."""

import re
from collections.abc import Iterable, Mapping
from typing import Literal
from urllib.parse import unquote

from gateway.types import Interaction, Tool

type Place = Literal["storage", "processing"]

# Bedrock's cross-region inference profiles: the host says London, `eu.` says anywhere in the EU.
# Source: docs.aws.amazon.com/bedrock, "Supported Regions and models for inference profiles".
_PROFILE = re.compile(r"(?:^|[/:])(us-gov|us|eu|apac|global|jp|au|ca|uk)\.[a-z0-9-]+\.[a-z0-9]")


def regions(interaction: Interaction) -> Mapping[Place, str | None]:
    """The regions this request uses; None where the name of the service does not tell."""
    service = interaction.destination.service
    processing = service.processing_region
    if service.vendor == "AWS":
        profile = _PROFILE.search(interaction.prompt.model or unquote(interaction.path))
        processing = profile[1] if profile else processing
    return {"storage": service.storage_region, "processing": processing}


def missing_regions(
    tool: Tool, used: Mapping[Place, str | None], places: Iterable[Place]
) -> tuple[Place, ...]:
    """The places at which that is not a region the tool allows. Unknown counts as not allowed."""
    allowed = {"storage": tool.storage_regions, "processing": tool.processing_regions}
    return tuple(place for place in places if allowed[place] and used[place] not in allowed[place])
