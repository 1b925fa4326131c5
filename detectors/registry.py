"""Find every recogniser in detectors/recognisers/ and hand Presidio exactly those."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterable, Iterator
from types import ModuleType

from presidio_analyzer.recognizer_registry import RecognizerRegistry

from detectors import recognisers
from detectors.codenames import CodeName
from detectors.language import ENGLISH
from detectors.recognisers.code_names import ListedCodeName
from detectors.rule import Rule
from detectors.terms import TermList


def rule_classes() -> tuple[type[Rule], ...]:
    """The rules those files define, sorted by name."""
    found: dict[str, type[Rule]] = {}
    for module in pkgutil.iter_modules(recognisers.__path__, f"{recognisers.__name__}."):
        for rule in _rules_of(importlib.import_module(module.name)):
            if found.setdefault(rule.__name__, rule) is not rule:
                raise TypeError(f"two recognisers are called {rule.__name__}")
    return tuple(found[name] for name in sorted(found))


def build_registry(
    terms: tuple[TermList, ...], code_names: tuple[CodeName, ...] = (), own: Iterable[Rule] = ()
) -> RecognizerRegistry:
    """Ours, and the organisation's `own`. Presidio's stay out: most are for other countries, and
    some go online.
    """
    rules = [rule(terms) for rule in rule_classes() if rule is not ListedCodeName]
    return RecognizerRegistry(
        recognizers=[*rules, ListedCodeName(terms, code_names), *own],
        supported_languages=[ENGLISH],
    )


def _rules_of(module: ModuleType) -> Iterator[type[Rule]]:
    for _, member in inspect.getmembers(module, inspect.isclass):
        if issubclass(member, Rule) and member.__module__ == module.__name__:
            yield member
