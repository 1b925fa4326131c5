"""Somebody behind a gateway that routes: knows no proxy, has looked up an address and speaks TLS to it.

Its own process, because it gives up the machine's network; started and connected by `router`.
"""

import json
import os
import socket
import ssl
import subprocess
import sys

GATEWAY, CLIENT, PROVIDER = "10.77.0.1", "10.77.0.2", "192.0.2.10"
HOST = "api.openai.com"
SECONDS = 60


def link(*words: str) -> None:
    """One step of iproute2."""
    subprocess.run(["ip", *words], check=True, stdout=subprocess.DEVNULL)


def ask(context: ssl.SSLContext, text: str) -> str:
    """The status line of the answer."""
    body = json.dumps({"model": "m", "messages": [{"role": "user", "content": text}]}).encode()
    head = f"POST /v1/chat/completions HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: {len(body)}\r\n"
    with (
        socket.create_connection((PROVIDER, 443), SECONDS) as raw,
        context.wrap_socket(raw, server_hostname=HOST) as tls,
    ):
        tls.sendall(head.encode() + b"Content-Type: application/json\r\n\r\n" + body)
        return tls.makefile("rb").readline().decode().strip()


def main() -> None:
    """Say that the namespace is made, wait to be connected, ask, and print the answers."""
    os.unshare(os.CLONE_NEWNET)
    print(flush=True)
    authority = sys.stdin.readline().strip()
    link("link", "set", "far", "up")
    link("address", "add", f"{CLIENT}/24", "dev", "far")
    link("route", "add", "default", "via", GATEWAY)
    context = ssl.create_default_context(cafile=authority)
    print(json.dumps([ask(context, text) for text in ("Ann Lowe", "Ann Lowe has epilepsy")]))


if __name__ == "__main__":
    main()
