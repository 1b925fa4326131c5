"""The checks by name. Parameters are read from a check's signature and validated at load."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, get_type_hints

from pydantic import BaseModel, ConfigDict, create_model

from gateway.policy.question import Question, Spoken

type Function = Callable[..., Spoken | None]


@dataclass(frozen=True, kw_only=True)
class Check:
    """A question that a rule can ask.

    `when` says in plain English when it speaks; it may name parameters in curly brackets.
    `finds` is True when it speaks about findings, so that there is something to pseudonymise.
    """

    name: str
    when: str
    finds: bool
    function: Function

    @cached_property
    def shape(self) -> type[BaseModel]:
        """The parameters as a strict pydantic model."""
        hints = get_type_hints(self.function, include_extras=True)
        given = [
            p
            for p in inspect.signature(self.function).parameters.values()
            if p.kind is p.KEYWORD_ONLY
        ]
        fields: dict[str, Any] = {
            p.name: (hints[p.name], ... if p.default is p.empty else p.default) for p in given
        }
        config = ConfigDict(extra="forbid", frozen=True)
        return create_model(f"{self.name} parameters", __config__=config, **fields)

    def ask(self, question: Question, params: Mapping[str, Any]) -> Spoken | None:
        """What the check says with those (validated) parameters, or None when it stays silent."""
        return self.function(question, **params)


CHECKS: dict[str, Check] = {}


def check(name: str, *, when: str, finds: bool = False) -> Callable[[Function], Function]:
    """Register a check under the name that policy files use."""

    def register(function: Function) -> Function:
        if name in CHECKS:
            raise ValueError(f"two policy checks are called {name!r}")
        CHECKS[name] = Check(name=name, when=when, finds=finds, function=function)
        return function

    return register
