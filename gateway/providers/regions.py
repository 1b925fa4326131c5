"""Where a request is kept and processed (clause 10.6): by its host, corrected by path, model and
body, and by the register where the vendor's names tell nothing. Pure.
"""

import re
from dataclasses import replace
from urllib.parse import unquote

from gateway.types import Destination

# Bedrock's cross-region inference profiles: the host says London, `eu.` says anywhere in the EU.
# Source: docs.aws.amazon.com/bedrock, "Supported Regions and models for inference profiles".
_PROFILE = re.compile(r"(?:^|[/:])(us-gov|us|eu|apac|global|jp|au|ca|uk)\.[a-z0-9-]+\.[a-z0-9]")
_ARN = re.compile(r"(?:^|/)arn:aws[a-z-]*:bedrock:(?P<region>[a-z]{2}(?:-[a-z]+)+-\d):")
_LOCATION = re.compile(r"/locations/(?P<region>[a-z]+(?:-[a-z]+\d+)?)(?:/|$)")
_WORD = re.compile(r"[a-z0-9-]{2,30}")


def located(known: Destination, *, path: str, model: str, geo: str = "") -> Destination:
    """The destination with the regions of this one request; None stays where nothing tells.

    `geo` is the region a body asks for by a documented member (Anthropic's inference_geo).
    """
    service = known.service
    storage, processing = service.storage_region, service.processing_region
    plain = unquote(path)
    if service.vendor == "AWS":
        processing = _of_model(model or plain) or processing
    elif service.vendor == "Google":
        place = _LOCATION.search(plain)
        storage, processing = (place["region"],) * 2 if place else (storage, processing)
    contract = known.tool.contract_regions if known.tool else {}
    if geo:
        processing = geo if _WORD.fullmatch(geo) else None
    elif processing is None:
        processing = contract.get("processing")
    found = replace(
        service,
        storage_region=storage or contract.get("storage"),
        processing_region=processing,
    )
    return replace(known, service=found)


def _of_model(name: str) -> str | None:
    """An area if the model roams in one; the region of an ARN that names it."""
    profile, arn = _PROFILE.search(name), _ARN.search(name)
    if profile:
        return profile[1]
    return arn["region"] if arn else None
