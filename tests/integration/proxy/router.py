"""A gateway on the way of a client that knows nothing of it: two network namespaces and a redirect.

Run as its own process, `python -m tests.integration.proxy.router FOLDER`, because it gives up the machine's network. Prints what it saw as JSON.
"""

import asyncio
import json
import os
import sys
from pathlib import Path

from tests.integration.proxy.routed import CLIENT, GATEWAY, link
from tests.proxy import Proxy, proxying
from tests.redirect import redirect

PERSON = "amina.hussain"
IDENTITY = {"addresses": [{"network": f"{CLIENT}/32", "person": PERSON, "groups": ["staff"]}]}


async def gateway(folder: Path) -> None:
    """The router: what its client sends to port 443 of anybody comes to the proxy."""
    os.unshare(os.CLONE_NEWNET)
    link("link", "set", "lo", "up")
    command = (sys.executable, "-m", "tests.integration.proxy.routed")
    pipe = asyncio.subprocess.PIPE
    client = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe)
    assert client.stdin
    assert client.stdout
    await client.stdout.readline()  # it is in a namespace of its own
    link("link", "add", "near", "type", "veth", "peer", "name", "far", "netns", str(client.pid))
    link("address", "add", f"{GATEWAY}/24", "dev", "near")
    link("link", "set", "near", "up")
    async with proxying(
        folder, modes=("transparent",), listen="0.0.0.0:0", identity=IDENTITY
    ) as proxy:
        redirect(443, proxy.port)
        authority = proxy.runtime.configuration.paths.ca / "mitmproxy-ca-cert.pem"
        client.stdin.write(f"{authority}\n".encode())
        answers = json.loads(await asyncio.wait_for(client.stdout.readline(), 120))
        await client.wait()
        print(json.dumps({"answers": answers, **seen(proxy)}))


def seen(proxy: Proxy) -> dict[str, object]:
    """What was recorded, and what the provider received."""
    interactions = [one.interaction for one in proxy.runtime.recorder.requests]
    return {
        "hosts": [one.destination.host for one in interactions],
        "tools": [one.tool.id if one.tool else None for one in interactions],
        "people": [one.person.id for one in interactions],
        "addresses": [one.device.address for one in interactions],
        "received": [one.body.decode() for one in proxy.upstream.received],
    }


if __name__ == "__main__":
    asyncio.run(gateway(Path(sys.argv[1])))
