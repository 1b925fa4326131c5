"""Names by origin, everything else alike: `python -m tests.evaluation.origins [--data DIR]`.

The held-out prompts and records about somebody are read once per group of origin, with every
private name in them replaced by names of that group (`detectors.training.examples.renamed`, the
names from detectors/training/records/names/names-GROUP.txt). So all groups face the same texts.
The names themselves, not these texts, were seen in training; a group's own context was not.
"""

import argparse
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from detectors.engine import Engine
from detectors.training.corpora import read_prompts
from detectors.training.examples import renamed
from detectors.training.markup import Record, is_held_out, read_file, read_folder
from gateway.settings.load import Configuration, load
from gateway.settings.scanning import scan_settings
from tests.evaluation.__main__ import DATA, PAGE
from tests.evaluation.sets import RECORDS, ROOT

MARKS = "<!-- origins: written by make origins from here -->", "<!-- origins: to here -->"


def groups() -> Iterator[tuple[str, list[str]]]:
    """The words of the names of each group; "longer-mixed" is none."""
    for path in sorted((RECORDS / "names").glob("names-*.txt")):
        words = {
            word
            for record in read_file(path)
            for mark in record.marks
            if mark.label == "PERSON" and not mark.benign
            for word in record.text[mark.start : mark.end].split()
            if len(word) > 2 and word.isalpha() and word.istitle()
        }
        if "mixed" not in path.stem:
            yield path.stem.removeprefix("names-"), sorted(words)


def texts(data: Path) -> list[Record]:
    """Held-out records about somebody, and the held-out prompts where the folder is there."""
    records = [r for r in read_folder(RECORDS) if is_held_out(r)]
    if (data / "prompts").exists():
        records += read_prompts(data / "prompts", held_out=True)
    return [r for r in records if any(m.label == "PERSON" and not m.benign for m in r.marks)]


def recall(
    engine: Engine, configuration: Configuration, records: Sequence[Record], names: Sequence[str]
) -> tuple[int, int]:
    """(found, all): a name is found when at least half of it is covered by what counts."""
    chance = random.Random(7)
    hit = n = 0
    for record in records:
        other = renamed(record, names, chance)
        covered: set[int] = set()
        for f in engine.scan([other.text])[0]:
            if f.score >= configuration.policy.thresholds.of(f.entity, f.category):
                covered.update(range(f.start, f.end))
        for mark in other.marks:
            if mark.label == "PERSON" and not mark.benign:
                n += 1
                inside = sum(at in covered for at in range(mark.start, mark.end))
                hit += 2 * inside >= mark.end - mark.start
    return hit, n


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    options = parser.parse_args()
    configuration = load(ROOT / "config", ROOT / "var", {})
    engine = Engine(scan_settings(configuration))
    engine.warm()
    records = texts(options.data)
    rows, shares = [], []
    for group, names in groups():
        hit, n = recall(engine, configuration, records, names)
        shares.append(hit / n)
        rows.append(f"| {group} | {len(names)} | {n} | {hit / n:.3f} |")
        print(rows[-1], flush=True)
    mean = sum(shares) / len(shares)
    rows.append(f"| mean of groups | | | {mean:.3f} |")
    print(rows[-1], f"lowest {min(shares) - mean:+.3f}")
    head = "| origin | names to draw from | names in the texts | found |\n|---|---|---|---|"
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(MARKS[0])
    after = rest.partition(MARKS[1])[2]
    body = "\n".join((head, *rows))
    PAGE.write_text(f"{before}{MARKS[0]}\n\n{body}\n\n{MARKS[1]}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
