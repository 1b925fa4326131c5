"""Find every recogniser in detectors/recognisers/ and hand Presidio exactly those."""

import importlib
import inspect
import pkgutil

from presidio_analyzer.recognizer_registry import RecognizerRegistry

from detectors import recognisers
from detectors.language import ENGLISH
from detectors.rule import Rule
from detectors.terms import TermList


def rule_classes() -> tuple[type[Rule], ...]:
    """The concrete rules, sorted by name."""
    found: dict[str, type[Rule]] = {}
    for module in pkgutil.iter_modules(recognisers.__path__, f"{recognisers.__name__}."):
        for name, rule in inspect.getmembers(importlib.import_module(module.name), _is_rule):
            if found.setdefault(name, rule) is not rule:
                raise TypeError(f"two recognisers are called {name}")
    return tuple(found[name] for name in sorted(found))


def build_registry(terms: tuple[TermList, ...]) -> RecognizerRegistry:
    """Presidio's own recognisers stay out: most are for other countries, and some go online."""
    return RecognizerRegistry(
        recognizers=[rule(terms) for rule in rule_classes()], supported_languages=[ENGLISH]
    )


def _is_rule(member: object) -> bool:
    return (
        inspect.isclass(member)
        and issubclass(member, Rule)
        and not inspect.isabstract(member)
        and hasattr(member, "entity")
    )
