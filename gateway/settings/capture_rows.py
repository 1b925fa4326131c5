"""How much a record keeps, by what was asked of whom and what was decided (clause 9.2)."""

from typing import Literal, Self

from pydantic import model_validator

from detectors.types import Category
from gateway.settings.strict import Strict, Words
from gateway.types import Capture, ToolCategory


class CaptureRow(Strict):
    """A row of `capture` in policy.yaml: what is kept of requests that fit all it names.

    Of each list one must fit; a list that is left out fits everything.
    """

    keep: Capture
    tools: tuple[Words, ...] = ()
    tool_categories: tuple[ToolCategory, ...] = ()
    effects: tuple[Literal["allow", "notify", "justify", "pseudonymise", "block"], ...] = ()
    categories: tuple[Category, ...] = ()
    entities: tuple[Words, ...] = ()

    @model_validator(mode="after")
    def _says_when(self) -> Self:
        if not (
            self.tools or self.tool_categories or self.effects or self.categories or self.entities
        ):
            message = "name at least one of: tools, tool_categories, effects, categories, entities"
            raise ValueError(message)
        return self
