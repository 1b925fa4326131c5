"""Editors check the files with schemas that are the code's own."""

import json
from pathlib import Path

import jsonschema
import pytest

from gateway.policy.reference import parameters
from gateway.settings.gateway_file import GatewayFile
from gateway.settings.schemas import FILES, schema, write_schemas
from gateway.settings.shape import fit
from gateway.settings.yaml_file import read

CONFIG = Path(__file__).parents[4] / "config"
PARAMETERS = parameters()
YAML_FILES = {"users": "users.yaml.example"}


def file_of(name: str) -> Path:
    return CONFIG / YAML_FILES.get(name, f"{name}.yaml")


@pytest.mark.parametrize("name", FILES)
def test_the_shipped_schema_is_in_step_with_the_code(name: str) -> None:
    shipped = (CONFIG / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8")
    assert shipped == schema(name, PARAMETERS)


@pytest.mark.parametrize("name", FILES)
def test_the_shipped_file_names_its_schema_and_fits_it(name: str) -> None:
    first = file_of(name).read_text(encoding="utf-8").partition("\n")[0]
    assert first == f"# yaml-language-server: $schema=schemas/{name}.schema.json"
    jsonschema.Draft202012Validator(json.loads(schema(name, PARAMETERS))).validate(
        read(file_of(name)).value
    )


def test_the_schema_knows_each_checks_parameters() -> None:
    validator = jsonschema.Draft202012Validator(json.loads(schema("policy", PARAMETERS)))
    rule = {"id": "a", "clause": "10.3", "effect": "block", "message": "m", "check": "findings"}
    assert validator.is_valid({"rules": [rule | {"params": {"min_score": 0.4}}]})
    assert not validator.is_valid({"rules": [rule | {"params": {"minscore": 0.4}}]})
    assert not validator.is_valid({"rules": [rule | {"params": {"categories": ["all"]}}]})
    assert not validator.is_valid({"rules": [rule | {"check": "finding"}]})


def test_writing_makes_one_file_for_each(tmp_path: Path) -> None:
    write_schemas(tmp_path / "new", PARAMETERS)
    assert len(list((tmp_path / "new").iterdir())) == len(FILES) == 8


def test_gateway_yaml_shows_every_setting_with_its_default() -> None:
    written = read(CONFIG / "gateway.yaml").value
    assert isinstance(written, dict)
    assert set(written) == set(GatewayFile.model_fields)
    shipped, default = fit(read(CONFIG / "gateway.yaml"), GatewayFile), GatewayFile()
    assert shipped.identity.addresses  # the one value that is not the default, and says so
    identity = shipped.identity.model_copy(update={"addresses": ()})
    assert shipped.model_copy(update={"identity": identity}) == default
