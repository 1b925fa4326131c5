"""`make demo`: six prompts through the gateway with the real SDKs, side by side. Exit 0 only if all are right."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import anthropic
import openai
from rich.console import Console
from rich.table import Table

from gateway.audit.keys import Keys
from gateway.audit.opening import Record
from gateway.audit.store import Store
from gateway.types import Effect
from tests.bench.processes import environment
from tests.newest import newest_record
from tests.ports import ANY, read_banner

ROOT = Path(__file__).parents[1]
DOMAIN = "practice.genai-gateway.test"
NAME, MAIL = "Margaret Okonkwo", "margaret.okonkwo@example.com"
PERSONAL = f"Write a short reply to {NAME} ({MAIL}) about her missed bin collection."
REFUSED = (openai.PermissionDeniedError, anthropic.PermissionDeniedError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One prompt, where it goes, and what must come of it."""

    title: str
    prompt: str
    ask: Callable[[str], str]
    effect: Effect
    clause: str


def ask_openai(host: str) -> Callable[[str], str]:
    def ask(prompt: str) -> str:
        client = openai.OpenAI(api_key="practice", base_url=f"https://{host}/v1")
        turn = [{"role": "user", "content": prompt}]
        done = client.chat.completions.create(model="practice", messages=turn)  # type: ignore[call-overload]
        return str(done.choices[0].message.content)

    return ask


def stream_anthropic(host: str) -> Callable[[str], str]:
    def ask(prompt: str) -> str:
        client = anthropic.Anthropic(api_key="practice", base_url=f"https://{host}")
        with client.messages.stream(
            model="practice", max_tokens=500, messages=[{"role": "user", "content": prompt}]
        ) as answer:
            return "".join(answer.text_stream)

    return ask


CASES = (
    Case(
        title="Clean prompt, approved tool",
        prompt="Suggest three ways to cut fly-tipping in parks.",
        ask=ask_openai(DOMAIN),
        effect=Effect.ALLOW,
        clause="7.1",
    ),
    Case(
        title="Personal data, authorised tool, streaming",
        prompt=PERSONAL,
        ask=stream_anthropic(DOMAIN),
        effect=Effect.PSEUDONYMISE,
        clause="10.3",
    ),
    Case(
        title="Personal data, tool without authority",
        prompt=PERSONAL,
        ask=ask_openai(f"public.{DOMAIN}"),
        effect=Effect.BLOCK,
        clause="7.2",
    ),
    Case(
        title="Special category",
        prompt=f"{NAME} was diagnosed with epilepsy last week. Draft a letter to her.",
        ask=ask_openai(DOMAIN),
        effect=Effect.BLOCK,
        clause="10.3",
    ),
    Case(
        title="Tool that is not in the register",
        prompt="Suggest three ways to cut fly-tipping in parks.",
        ask=ask_openai(f"unlisted.{DOMAIN}"),
        effect=Effect.BLOCK,
        clause="4",
    ),
    Case(
        title="Tool that is paused",
        prompt="Suggest three ways to cut fly-tipping in parks.",
        ask=stream_anthropic(f"paused.{DOMAIN}"),
        effect=Effect.BLOCK,
        clause="11.4",
    ),
)


@contextmanager
def gateway(state: Path) -> Iterator[None]:
    """The gateway as shipped, on ports of the kernel's; this process's SDKs are pointed at it."""
    command = [sys.executable, "-m", "gateway", "run", "--config", str(ROOT / "config")]
    command += ["--state", str(state), "--listen", ANY, "--metrics", ANY]
    out, quiet = subprocess.PIPE, subprocess.DEVNULL
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment(), text=True, stdout=out, stderr=quiet
    )
    try:
        at = read_banner(process.stdout or ())
        if at is None:
            raise SystemExit("The gateway did not start. Run `make run` to see why.")
        os.environ["HTTPS_PROXY"] = f"http://{at.proxy}"
        os.environ["SSL_CERT_FILE"] = str(state / "ca" / "mitmproxy-ca-cert.pem")
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(40)


def ask(case: Case) -> str:
    try:
        return case.ask(case.prompt)
    except REFUSED as refusal:
        body = refusal.body
        error = body.get("error", body) if isinstance(body, dict) else {}
        return f"Refused: {error.get('message', refusal)}"


def latest(state: Path) -> Record:
    """The record of what was just asked."""
    keys = Keys.load(state / "keys", {})
    return newest_record(Store.open(f"sqlite:///{state / 'records.db'}", keys))


def kept(record: Record, kind: str) -> str:
    return "\n".join(part.text for part in record.texts.get(kind, ()))


def received(record: Record) -> str:
    """The practice tool repeats what it received, so its answer as it came shows what left."""
    return kept(record, "answer_received")


def wrongs(case: Case, got: str, record: Record) -> list[str]:
    """What did not come out as it must."""
    found = []
    if record.facts["effect"] != case.effect.word:
        found.append(f"decided {record.facts['effect']}, not {case.effect.word}")
    if case.clause not in record.facts["clauses"]:
        found.append(f"clause {case.clause} is not among the reasons")
    provider = received(record)
    if case.effect is Effect.BLOCK and (provider or not got.startswith("Refused")):
        found.append("it was not refused")
    if case.effect is not Effect.BLOCK and case.prompt not in got:
        found.append("the answer does not repeat the prompt as typed")
    if case.effect is Effect.PSEUDONYMISE and (NAME in provider or MAIL in provider):
        found.append("the provider received personal data")
    return found


def main() -> int:
    """Run the six cases; 0 when all came out right."""
    console = Console(width=None if sys.stdout.isatty() else 150)
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        state = Path(folder) / "state"
        console.print("Starting the gateway with its shipped configuration ...")
        with gateway(state):
            for number, case in enumerate(CASES, 1):
                got = ask(case)
                record = latest(state)
                problems = wrongs(case, got, record)
                failed += bool(problems)
                console.print(table(number, case, got, record, problems))
    right = len(CASES) - failed
    console.print(f"{right} of {len(CASES)} cases came out right.")
    return 1 if failed else 0


def table(number: int, case: Case, got: str, record: Record, problems: list[str]) -> Table:
    """One case as a table of what everybody saw."""
    made = Table(title=f"{number}. {case.title}", title_justify="left", show_header=False)
    made.add_column(style="bold", width=22)
    made.add_column(overflow="fold")
    made.add_row("The person typed", case.prompt)
    made.add_row("The provider received", received(record) or "nothing")
    made.add_row("The person got back", got)
    clauses = ", ".join(record.facts["clauses"])
    made.add_row("Decision", f"{record.facts['effect']} (clause {clauses})")
    made.add_row("Record", record.facts["id"])
    made.add_row("As it must be", "yes" if not problems else "NO: " + "; ".join(problems))
    return made


if __name__ == "__main__":
    sys.exit(main())
