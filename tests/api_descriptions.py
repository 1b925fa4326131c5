"""Every route of six vendors' APIs, read out of their own SDKs as installed: no list of ours to age."""

import ast
import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

_VERBS = {"_post": "POST", "_get": "GET", "_put": "PUT", "_patch": "PATCH", "_delete": "DELETE"}
_LISTS = {"_get_api_list": "GET"}
_VARIABLE = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True, slots=True, order=True)
class Described:
    """One operation of an API; every variable segment of the path is `{}`."""

    api: str
    method: str
    path: str


@cache
def described() -> list[Described]:
    """All of them, sorted. Read once: it means parsing thousands of modules."""
    found = {
        *_stainless("openai", "OpenAI", "/v1"),
        *_stainless("anthropic", "Anthropic", ""),
        *_gemini(),
        *_by_keywords("mistralai", "Mistral"),
        *_cohere(),
        *_aws("bedrock-runtime"),
        *_aws("bedrock-agent-runtime"),
    }
    return sorted(found)


def _stainless(package: str, api: str, base: str) -> Iterator[Described]:
    for call in _calls(_folder(package) / "resources"):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
        method = (_VERBS | _LISTS).get(name)
        path = _words(call.args[0]) if method and call.args else ""
        if path.startswith("/"):
            yield Described(api, method or "", _template(base + path.partition("?")[0]))


def _gemini() -> Iterator[Described]:
    """The Gemini API's paths; the client adds the version."""
    for module in sorted(_folder("google.genai").glob("*.py")):
        text = module.read_text("utf-8")
        uses = re.finditer(r"path = '([^']+)'(?:(?!path = ').)*?request\(\s*'(\w+)'", text, re.S)
        for found in uses:
            path = found[1].replace("{model}", "models/{model}").partition("?")[0]
            yield Described("Gemini", found[2].upper(), _template(f"/v1beta/{path}"))


def _by_keywords(package: str, api: str) -> Iterator[Described]:
    for call in _calls(_folder(package)):
        given = {word.arg: _words(word.value) for word in call.keywords if word.arg}
        path, method = given.get("path", ""), given.get("method", "")
        if method.isupper() and path.startswith("/"):
            yield Described(api, method, _template(path.partition("#")[0]))


def _cohere() -> Iterator[Described]:
    for call in _calls(_folder("cohere")):
        given = {word.arg: _words(word.value) for word in call.keywords if word.arg}
        path = _words(call.args[0]) if call.args else given.get("path", "")
        if given.get("method", "").isupper() and re.match(r"v\d/", path):
            yield Described("Cohere", given["method"], _template(f"/{path}"))


def _aws(service: str) -> Iterator[Described]:
    (model,) = (_folder("botocore") / "data" / service).glob("*/service-2.json.gz")
    for operation in json.loads(gzip.decompress(model.read_bytes()))["operations"].values():
        http = operation["http"]
        path = http["requestUri"].partition("?")[0].rstrip("/")
        yield Described("Bedrock", http["method"], _template(path))


def _template(path: str) -> str:
    return _VARIABLE.sub("{}", path)


def _folder(package: str) -> Path:
    spec = find_spec(package)
    assert spec is not None
    assert spec.submodule_search_locations
    return Path(next(iter(spec.submodule_search_locations)))


def _calls(folder: Path) -> Iterator[ast.Call]:
    for module in sorted(folder.rglob("*.py")):
        tree = ast.parse(module.read_text("utf-8"))
        yield from (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _words(node: ast.expr) -> str:
    """A literal string, or one whose variable parts become `{}`; otherwise nothing."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        return "".join(
            _words(part) if isinstance(part, ast.Constant) else "{}" for part in node.values
        )
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "path_template":
        return _words(node.args[0])
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return _words(node.func.value) if node.func.attr == "format" else _inner(node)
    return ""


def _inner(call: ast.Call) -> str:
    return _words(call.args[0]) if call.args else ""
