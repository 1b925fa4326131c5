"""What a reload looks at to know whether the scanner must be made anew."""

import os
import shutil
from pathlib import Path

from gateway.settings.load import load
from gateway.settings.scanning import scan_settings
from gateway.settings.watched import scan_signature

CONFIG = Path(__file__).parents[4] / "config"


def test_another_suppress_list_or_word_list_is_noticed(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(CONFIG, tmp_path / "config"))
    configuration = load(folder, tmp_path, {})
    seen = [scan_signature(configuration)]
    for number, name in enumerate(("suppress.yaml", "terms/health.yaml"), start=1):
        os.utime(folder / name, ns=(number, number))
        seen.append(scan_signature(configuration))
    assert len(set(seen)) == 3


def test_the_scanner_is_told_where_the_lists_are(tmp_path: Path) -> None:
    settings = scan_settings(load(CONFIG, tmp_path, {}))
    assert settings.suppress == CONFIG / "suppress.yaml"
    assert settings.terms == CONFIG / "terms"
