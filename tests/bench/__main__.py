"""`python -m tests.bench [--rounds N] [--seconds S] [--out FILE]`: see docs/benchmarks.md."""

import argparse
import asyncio
import ssl
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from pathlib import Path

from tests.bench import bodies, disk, load, processes, report, stages
from tests.ports import listening_port, read_banner

FRESH = count(1)


@dataclass(slots=True, kw_only=True)
class Workload:
    """One kind of request. `new`: every request carries text that was never seen."""

    name: str
    body: Callable[..., bytes]
    new: bool
    stream: bool
    rounds: dict[str, list[tuple[load.Round, load.Round]]] = field(default_factory=dict)

    def maker(self) -> load.Body:
        base = self.body(stream=self.stream)
        return (lambda _: bodies.fresh(base, next(FRESH))) if self.new else (lambda _: base)


def workloads() -> list[Workload]:
    made = []
    for stream in (False, True):
        kinds = [("1 kB prompt, seen before", bodies.prompt, False)]
        kinds += [("1 kB prompt, new", bodies.prompt, True)]
        kinds += [("20 turns, 30 kB, last turn new", bodies.conversation, True)]
        kinds += [("50 kB document, new", bodies.document, True)]
        made += [Workload(name=n, body=b, new=new, stream=stream) for n, b, new in kinds]
    return made


async def measure(
    routes: list[load.Route], work: list[Workload], options: argparse.Namespace, folder: Path
) -> list[float]:
    """Interleaved: every round visits every workload and every route before the next round begins.

    Returns what a synchronised write cost, in milliseconds, looked at between the workloads.
    """
    synced: list[float] = []
    for number in range(options.rounds):
        for workload in work:
            for route in routes:
                run = partial(load.run, route, workload.maker(), first=0)
                await run(
                    clients=1, seconds=0.3
                )  # connections, caches, JIT of the kernel's buffers
                alone = await run(clients=1, seconds=options.seconds)
                crowd = await run(clients=options.clients, seconds=options.seconds)
                workload.rounds.setdefault(route.name, []).append((alone, crowd))
                synced += disk.synced(folder)
            print(
                f"round {number + 1}/{options.rounds}: {workload.name}{' (stream)' * workload.stream}",
                flush=True,
            )
    return synced


def client_context(*authorities: Path) -> ssl.SSLContext:
    context = ssl.create_default_context()
    for authority in authorities:
        context.load_verify_locations(authority)
    return context


def main() -> None:
    """Start everything, measure, write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2.0, help="per route, workload and round")
    parser.add_argument("--clients", type=int, default=8, help="connections in the throughput part")
    parser.add_argument("--out", type=Path, default=processes.ROOT / "docs" / "benchmarks.md")
    parser.add_argument("--stages", type=int, default=20, help="rounds of the part per stage")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ca, server = processes.certificates(folder)
        with processes.process(
            *(processes.sys.executable, "-m", "tests.bench.upstream", str(server))
        ) as provider:
            port = int(provider.stdout.readline())  # type: ignore[union-attr]
            config = processes.configure(folder, ca, port)
            command = processes.gateway_command(config, folder / "state")
            with (
                processes.process(*command, env=processes.environment()) as gateway,
                processes.process(*processes.mitmdump_command(folder, ca)) as mitmdump,
            ):
                at = read_banner(gateway.stdout or ())
                if at is None:
                    raise SystemExit("The gateway did not start. Run `make run` to see why.")
                bare = listening_port(mitmdump)
                gateway_ca = folder / "state" / "ca" / "mitmproxy-ca-cert.pem"
                bare_ca = folder / "mitmdump" / "mitmproxy-ca-cert.pem"
                target = ("127.0.0.1", port)
                trust = client_context(ca, gateway_ca, bare_ca)
                routes = [
                    load.Route(name="direct", proxy=None, target=target, context=trust),
                    load.Route(
                        name="mitmdump",
                        proxy=("127.0.0.1", bare),
                        target=("localhost", port),
                        context=trust,
                        server_name="localhost",
                    ),
                    load.Route(
                        name="gateway",
                        proxy=("127.0.0.1", at.proxy_port),
                        target=target,
                        context=trust,
                    ),
                ]
                work = workloads()
                synced = asyncio.run(measure(routes, work, options, folder))
                resident = processes.memory(gateway)
            took = stages.measure(config, folder / "stages", options.stages)
    text = report.write(work, resident, options, synced, took)
    options.out.write_text(text, encoding="utf-8")
    print(text)
    print(f"Written to {options.out}; {report.failures(work)} requests failed.")


if __name__ == "__main__":
    main()
