"""What a person is told about their data beside the data: UK GDPR, Article 15(1) and (2)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gateway.audit.disclosure.copies import Copy
from gateway.errors import CaseError
from gateway.settings.casework import Information

_HERE = "uk"
_NEEDED = ("officer", "basis", "retention")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """A service that got texts, and where it works on them and keeps them."""

    vendor: str
    product: str
    processing_region: str
    storage_region: str
    records: int


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """The records of an answer as Article 15 asks about them."""

    categories: Mapping[str, int]  # entity -> how often it was found
    recipients: tuple[Recipient, ...]

    @property
    def abroad(self) -> bool:
        """Whether a recipient may work outside the UK."""
        return any(
            {one.processing_region, one.storage_region} != {_HERE} for one in self.recipients
        )


def about(copies: Iterable[Copy]) -> About:
    """What copies say together. What was blocked went to nobody, and has no recipient."""
    categories: Counter[str] = Counter()
    recipients: Counter[tuple[str, ...]] = Counter()
    for copy in copies:
        categories.update(copy.numbers["found"])
        if copy.numbers["decision"] != "block":
            recipients[_recipient(copy)] += 1
    return About(
        categories=dict(sorted(categories.items())),
        recipients=tuple(
            Recipient(
                vendor=vendor,
                product=product,
                processing_region=processing,
                storage_region=storage,
                records=number,
            )
            for (vendor, product, processing, storage), number in sorted(recipients.items())
        ),
    )


def check_information(said: Information, found: About) -> None:
    """Raises CaseError when gateway.yaml does not say what a person must be told."""
    needed = (*_NEEDED, *(("safeguards",) if found.abroad else ()))
    missing = [name for name in needed if not getattr(said, name).strip()]
    if missing:
        names = ", ".join(f"cases.information.{name}" for name in missing)
        raise CaseError(
            "A subject access request is answered with more than data:"
            f" give {names} in gateway.yaml."
        )


def _recipient(copy: Copy) -> tuple[str, ...]:
    facts = {text.name: text.text for text in copy.facts}
    regions = (copy.numbers["processing_region"], copy.numbers["storage_region"])
    named = (facts.get("vendor") or facts.get("host", ""), facts.get("product", ""))
    return (*named, *(region or "not known" for region in regions))
