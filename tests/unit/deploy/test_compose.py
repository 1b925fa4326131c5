"""compose.yaml is well formed, names files that exist, and is shut where it can be."""

import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from check_jsonschema.builtin_schemas import get_builtin_schema

from gateway.settings.environment import read_environment

from .promql import DEPLOY

COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
SERVICES: dict[str, Any] = COMPOSE["services"]
EACH = pytest.mark.parametrize("name", SERVICES)

_DURATION = {"type": "string", "pattern": r"^(\d+h)?(\d+m)?(\d+s)?$"}
_BYTES = {"type": "string", "pattern": r"^\d+[bkmg]$"}
_STRINGS = {"type": "array", "items": {"type": "string"}, "uniqueItems": True}
_WORDS = {"type": "array", "items": {"type": "string"}}


def _closed(properties: dict[str, Any], *required: str) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def _named(of: dict[str, Any]) -> dict[str, Any]:
    names = {"^[a-zA-Z0-9._-]+$": of}
    return {"type": "object", "patternProperties": names, "additionalProperties": False}


# The parts of the Compose Specification that are used here (compose-spec.io), held tighter than it does.
HEALTHCHECK = _closed(
    {
        "test": _WORDS,
        "interval": _DURATION,
        "timeout": _DURATION,
        "retries": {"type": "integer", "minimum": 1},
        "start_period": _DURATION,
    },
    "test",
)
SERVICE = _closed(
    {
        "image": {"type": "string"},
        "build": _closed(
            {"context": {"type": "string"}, "dockerfile": {"type": "string"}}, "context"
        ),
        "user": {"type": "string"},
        "entrypoint": _WORDS,
        "command": _WORDS,
        "environment": _named({"type": "string"}),
        "secrets": _STRINGS,
        "volumes": _STRINGS,
        "ports": _STRINGS,
        "networks": _STRINGS,
        "depends_on": _named(
            _closed({"condition": {"enum": ["service_started", "service_healthy"]}}, "condition")
        ),
        "healthcheck": HEALTHCHECK,
        "stop_grace_period": _DURATION,
        "restart": {"enum": ["no", "always", "on-failure", "unless-stopped"]},
        "read_only": {"type": "boolean"},
        "tmpfs": _STRINGS,
        "cap_drop": _STRINGS,
        "security_opt": _STRINGS,
        "mem_limit": _BYTES,
        "shm_size": _BYTES,
        "pids_limit": {"type": "integer"},
    },
    "image",
)
SCHEMA = _closed(
    {
        "name": {"type": "string", "pattern": "^[a-z0-9][a-z0-9_-]*$"},
        "services": _named(SERVICE),
        "networks": _named(_closed({"internal": {"type": "boolean"}})),
        "volumes": _named(_closed({})),
        "secrets": _named(_closed({"file": {"type": "string"}}, "file")),
    },
    "services",
)


def test_it_uses_only_these_parts_of_the_specification() -> None:
    jsonschema.validate(COMPOSE, SCHEMA)


def test_it_is_valid_by_the_compose_specification() -> None:
    jsonschema.validate(COMPOSE, get_builtin_schema("vendor.compose-spec"))


def test_the_specification_would_notice_a_mistake() -> None:
    wrong = {"services": {"gateway": {"image": "i", "read_onli": True}}}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, get_builtin_schema("vendor.compose-spec"))


def test_it_holds_the_gateway_and_what_it_needs() -> None:
    assert set(SERVICES) == {"gateway", "postgres", "prometheus", "grafana"}


@EACH
def test_an_image_has_a_full_version(name: str) -> None:
    tag = SERVICES[name]["image"].partition(":")[2]
    assert re.fullmatch(r"v?\d+\.\d+(\.\d+)?(-[a-z0-9.]+)?", tag)


@EACH
def test_a_service_runs_shut(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["healthcheck"]["test"][0] == "CMD"


@EACH
def test_a_service_uses_only_what_is_declared(name: str) -> None:
    service = SERVICES[name]
    volumes = [volume.partition(":")[0] for volume in service.get("volumes", ())]
    assert {v for v in volumes if not v.startswith(".")} <= set(COMPOSE["volumes"])
    assert set(service.get("secrets", ())) <= set(COMPOSE["secrets"])
    assert set(service["networks"]) <= set(COMPOSE["networks"])
    assert set(service.get("depends_on", ())) <= set(SERVICES)
    missing = [v for v in volumes if v.startswith(".") and not (DEPLOY / v).exists()]
    assert missing == []


def test_every_secret_is_used_and_comes_from_a_file_that_is_not_in_the_repository() -> None:
    used = {secret for service in SERVICES.values() for secret in service.get("secrets", ())}
    assert used == set(COMPOSE["secrets"])
    places = {Path(secret["file"]).parent.as_posix() for secret in COMPOSE["secrets"].values()}
    assert places == {"secrets"}


def test_no_password_stands_in_the_file() -> None:
    for service in SERVICES.values():
        for variable, value in service.get("environment", {}).items():
            if re.search(r"PASSWORD|KEY|SECRET|TOKEN", variable):
                assert value.startswith("/run/secrets/")


def test_the_gateway_knows_every_variable_it_is_given() -> None:
    given = dict(SERVICES["gateway"]["environment"])
    script = SERVICES["gateway"]["entrypoint"][-1].replace("$$", "$")
    given |= dict.fromkeys(re.findall(r"export (GATEWAY_\w+)=", script), "sqlite")
    assert "GATEWAY_DATABASE_URL" in given
    read_environment(given)


def test_only_the_proxy_is_published_and_to_this_machine_unless_asked() -> None:
    published = {name: s["ports"] for name, s in SERVICES.items() if "ports" in s}
    assert published == {
        "gateway": ["${GATEWAY_PUBLISH:-127.0.0.1}:8080:8080"],
        "grafana": ["127.0.0.1:3000:3000"],
    }
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert SERVICES["postgres"]["networks"] == ["inside"]


def test_prometheus_finds_the_gateway_under_its_service_name() -> None:
    settings = yaml.safe_load((DEPLOY / "prometheus" / "prometheus.yml").read_text("utf-8"))
    (job,) = settings["scrape_configs"]
    assert job["static_configs"] == [{"targets": ["gateway:9464"]}]
