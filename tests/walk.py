"""Walks through docs/auditors.md: every command of the page, on the records of a real gateway.

`python -m tests.walk` writes the outputs anew; a test compares them with what the page says.
"""

import os
import re
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import chdir
from dataclasses import dataclass, field
from pathlib import Path

from click.testing import CliRunner

from gateway.audit.filters import Filters
from gateway.audit.officers import account_name
from gateway.audit.queries import search
from gateway.cli.program import program
from tests.served import Served, serving

PAGE = Path(__file__).parents[1] / "docs" / "auditors.md"
PROMPTS = (
    ("amina.hussain", "api.openai.com", "Suggest three ways to cut fly-tipping in Calder Park."),
    (
        "amina.hussain",
        "api.openai.com",
        "Draft a letter to Margaret Okonkwo. Her neighbour Tom Whitlock complained about noise.",
    ),
    (
        "joe.bright",
        "api.openai.com",
        "Write a reference for Amina Hussain, who settled the case of Tom Whitlock.",
    ),
    ("joe.bright", "api.mistral.ai", "Summarise the file of Margaret Okonkwo, please."),
    (
        "joe.bright",
        "api.openai.com",
        "Compare two bids for our waste contract: one is 1.2 million pounds, the other 1.4.",
    ),
)
SETTINGS = {
    "officers": [
        {"person": "jo.lee", "roles": ["information-governance"]},
        {"person": "ana.reid", "roles": ["approver"]},
        {"person": "al.marsh", "roles": ["auditor"]},
    ],
    "cases": {
        "information": {
            "officer": "Ida Crane, Data Protection Officer, dpo@calderwick.example.",
            "basis": "Article 6(1)(e), our public task.",
            "retention": "Two years from the day something was asked.",
            "safeguards": "The International Data Transfer Addendum with each provider.",
        }
    },
}
WORDS = "Mrs Hussain\nwho settled the case\n"
"""What the page says that words.txt holds."""
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_CHANGING = (
    (re.compile(r"\b[0-9a-f]{16,}\b"), "HEX"),
    (re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d(\.\d+\+00:00)?)?"), "TIME"),
    (re.compile(r"\bPerson[0-9A-Z]{10}\b"), "TOKEN"),
    (re.compile(r"(?:in|OVERDUE by) \d+ working days?|\btoday\b"), "DISTANCE"),
    (re.compile(r"(TIME +)\d+$", re.MULTILINE), r"\1SIZE"),
    (re.compile(r"(Released: )\d{4}-\d\d-\d\d"), r"\1DAY"),
    (re.compile(r"checkpoint-\d{4}"), "checkpoint-YEAR"),
    (re.compile(r" +"), " "),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A command of the page, and what it says comes out."""

    command: str
    output: str


@dataclass(slots=True)
class Names:
    """The ids on the page, and what they are in this run."""

    here: dict[str, str] = field(default_factory=dict)

    def learn(self, before: str, after: str) -> None:
        """Take what stands at the same places for the same."""
        self.here |= dict(zip(_ID.findall(before), _ID.findall(after), strict=False))

    def put(self, text: str) -> str:
        """The text with the ids of this run."""
        return _ID.sub(lambda match: self.here.get(match[0], match[0]), text)


def steps_of(block: str) -> list[Step]:
    """The commands of one block, each with the lines that follow it."""
    parts = re.split(r"^\$ ((?:.*\\\n)*.*)\n", block, flags=re.MULTILINE)[1:]
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return [Step(command=command, output=output) for command, output in pairs]


def blocks(page: str) -> Iterator[list[Step]]:
    """The blocks of commands of a page."""
    return (steps_of(match[1]) for match in _BLOCK.finditer(page))


def plain(text: str) -> str:
    """An output without what differs from run to run; ids become numbers by order."""
    seen: dict[str, str] = {}
    text = _ID.sub(lambda match: seen.setdefault(match[0], f"ID-{len(seen) + 1}"), text)
    for pattern, word in _CHANGING:
        text = pattern.sub(word, text)
    return text


class Walk:
    """Runs commands at a desk: a folder of its own, beside the gateway that made the records."""

    def __init__(self, served: Served, desk: Path, bare: Path) -> None:
        self._desk, self._bare = desk, bare
        self._environment = {
            "GATEWAY_CONFIG_DIR": str(served.config),
            "GATEWAY_STATE_DIR": str(served.state),
        }

    def run(self, command: str) -> str:
        """What a command prints. Fails when a command fails without saying so."""
        line, _, target = command.replace("\\\n", " ").partition(" > ")
        line, _, source = line.partition(" < ")
        words = shlex.split(line)
        if words[0] == "genai-gateway":
            text = (self._desk / source.strip()).read_text(encoding="utf-8") if source else ""
            output, code = self._gateway(words[1:], text)
        else:
            output, code = self._python(words[1:])
        said = any(word in output for word in ("Error: ", "NOT SOUND"))
        assert (code != 0) == said, (command, code, output)
        if target:
            (self._desk / target.strip()).write_text(output, encoding="utf-8")
            return ""
        return output.replace(f"Account: {account_name()};", "Account: gateway;")

    def _gateway(self, words: list[str], text: str) -> tuple[str, int]:
        with chdir(self._desk):
            done = CliRunner().invoke(program, words, env=self._environment, input=text)
        return done.output, done.exit_code

    def _python(self, words: list[str]) -> tuple[str, int]:
        """As on a machine that has Python and cryptography, and no gateway."""
        done = subprocess.run(
            [sys.executable, "-S", *words],
            env={"PYTHONPATH": str(self._bare), "PATH": os.defpath},
            cwd=self._desk,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return done.stdout, done.returncode


def bare_python(folder: Path) -> Path:
    """A folder with cryptography alone: what `pip install cryptography` gives."""
    folder.mkdir(exist_ok=True)
    site = Path(next(path for path in sys.path if path.endswith("site-packages")))
    needed = ("cryptography", "cffi", "pycparser", *(p.name for p in site.glob("_cffi_backend*")))
    for name in needed:
        (folder / name).symlink_to(site / name)
    return folder


def ask_everything(served: Served) -> list[str]:
    """Send the prompts one after the other; returns the ids of their records, once all ended."""
    for person, host, text in PROMPTS:
        browser = {"user-agent": "Council browser 1.0"}
        served.chat(text, person=person, host=host, model="gpt-5-mini", headers=browser)
    until = time.monotonic() + 20
    while True:
        store = served.store()
        found = list(search(store, Filters()))
        store.close()
        if len(found) == len(PROMPTS) and all(one.end for one in found):
            return sorted(one.id for one in found)
        assert time.monotonic() < until, "a record did not end"
        time.sleep(0.05)


def walked(folder: Path, page: str) -> Iterator[tuple[Step, str]]:
    """Each command of the page with what it prints now, under the ids of this run."""
    desk = folder / "desk"
    desk.mkdir()
    (desk / "words.txt").write_text(WORDS, encoding="utf-8")
    with serving(folder / "served", **SETTINGS) as served:
        records = ask_everything(served)
        names = Names({f"00000000-0000-7000-8000-{n:012}": r for n, r in enumerate(records, 1)})
        walk = Walk(served, desk, bare_python(folder / "bare"))
        for step in (step for block in blocks(page) for step in block):
            output = walk.run(names.put(step.command))
            names.learn(step.output, output)
            yield Step(command=names.put(step.command), output=step.output), output


def rewritten(page: str, run: Callable[[], Iterator[tuple[Step, str]]]) -> str:
    """The page with the commands and outputs of a run."""
    steps = run()

    def block(match: re.Match[str]) -> str:
        made = "".join(
            f"$ {step.command}\n{output}"
            for _ in steps_of(match[1])
            for step, output in [next(steps)]
        )
        return f"```console\n{made}```"

    return _BLOCK.sub(block, page)


def main() -> None:
    """Write the outputs of the page anew."""
    page = PAGE.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        PAGE.write_text(rewritten(page, lambda: walked(Path(folder), page)), encoding="utf-8")


if __name__ == "__main__":
    main()
