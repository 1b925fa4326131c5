"""An optional import can be kept out, and works again afterwards."""

import subprocess
import sys

import pytest

from gateway.optional import absent


def test_inside_the_block_the_package_cannot_be_imported_and_afterwards_it_can() -> None:
    sys.modules.pop("colorsys", None)
    with absent("colorsys"), pytest.raises(ModuleNotFoundError):
        import colorsys
    import colorsys

    assert colorsys.rgb_to_hsv(0, 0, 0) == (0, 0, 0)


def test_what_is_imported_already_stays() -> None:
    with absent("json"):
        import json
    assert json.loads("1") == 1


def test_the_proxys_own_process_never_loads_the_language_model_libraries() -> None:
    code = (
        "import sys, gateway.bootstrap;"
        "print([m for m in ('spacy', 'presidio_analyzer', 'onnxruntime') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
