"""The `thresholds` of config/policy.yaml: from which score on a finding counts, and is told."""

from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from detectors.entities import CATEGORY, known_entity
from detectors.types import LEAST, Category, Finding
from gateway.settings.strict import Strict

Score = Annotated[float, Field(ge=0, le=1)]
Entity = Annotated[
    str, AfterValidator(known_entity), Field(json_schema_extra={"enum": sorted(CATEGORY)})
]
# The scanner reports nothing below LEAST, so a lower threshold would promise what never comes.
Threshold = Annotated[float, Field(ge=LEAST, le=1)]


class CategoryThresholds(Strict):
    """One threshold for each category of clause 10.3."""

    personal: Threshold = 0.47
    special_category: Threshold = 0.4
    criminal_offence: Threshold = 0.4
    confidential: Threshold = 0.5
    secret: Threshold = 0.38


class Thresholds(Strict):
    """A finding counts from the threshold of its entity, or else of its category.

    From `uncertain` up to there it is uncertain; below `uncertain` nobody is told.
    """

    uncertain: Threshold = LEAST
    categories: CategoryThresholds = CategoryThresholds()
    entities: Mapping[Entity, Threshold] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _uncertain_is_lowest(self) -> Self:
        named = [*self.categories, *self.entities.items()]
        lower = [name for name, score in named if score < self.uncertain]
        if lower:
            raise ValueError(
                f"'uncertain' is {self.uncertain:g}, above what {lower[0]} already counts from"
            )
        return self

    def of(self, entity: str, category: Category) -> float:
        """The score from which a finding of that kind counts."""
        own = self.entities.get(entity)
        score: float = getattr(self.categories, category.value) if own is None else own
        return score

    def counts(self, finding: Finding) -> bool:
        """Whether the finding reaches its threshold."""
        return finding.score >= self.of(finding.entity, finding.category)

    def told(self, finding: Finding) -> bool:
        """Whether the finding counts or is at least uncertain."""
        return finding.score >= self.uncertain or self.counts(finding)


DEFAULTS = Thresholds()
"""What counts where a policy says nothing."""
