"""LiteLLM's own proxy as an upstream that is not ours: in a virtual environment of its own.

It needs a cryptography that mitmproxy does not take, so it cannot live in ours.
"""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import trustme
import yaml

from tests.ports import listening_port

HOST = "litellm.calderwick.example"
KEY = "sk-practice"
WANTED = "litellm[proxy]>=1.90,<1.100"  # later ones depend on a package that is not published
_BUILD_SECONDS, _READY_SECONDS = 300, 90


class NotBuilt(Exception):
    """It could not be installed here; says why in a line."""


def build(folder: Path) -> Path:
    """The program, in a new virtual environment. Raises NotBuilt."""
    uv, python = shutil.which("uv"), folder / "venv" / "bin" / "python"
    if uv is not None:
        with suppress(NotBuilt):  # then pip may do it
            _run([uv, "venv", "-q", "--clear", "--python", sys.executable, str(folder / "venv")])
            _run([uv, "pip", "install", "-q", "--python", str(python), WANTED])
            return python.with_name("litellm")
    _run([sys.executable, "-m", "venv", "--clear", str(folder / "venv")])
    _run([str(python), "-m", "pip", "install", "-q", WANTED])
    return python.with_name("litellm")


def _run(arguments: list[str]) -> None:
    try:
        subprocess.run(arguments, check=True, capture_output=True, timeout=_BUILD_SECONDS)
    except (OSError, subprocess.SubprocessError) as error:
        said = getattr(error, "stderr", None) or b""
        line = said.decode(errors="replace").strip().splitlines()[-1:] or [type(error).__name__]
        raise NotBuilt(line[0]) from error


@contextmanager
def running(
    program: Path,
    folder: Path,
    authority: trustme.CA,
    models: Mapping[str, Any],
    **environment: str,
) -> Iterator[int]:
    """The proxy over TLS, from start to stop; yields its port."""
    config, key, chain = folder / "litellm.yaml", folder / "key.pem", folder / "chain.pem"
    listed = [{"model_name": name, "litellm_params": given} for name, given in models.items()]
    settings = {"model_list": listed, "litellm_settings": {"telemetry": False}}
    config.write_text(yaml.safe_dump(settings | {"general_settings": {"master_key": KEY}}))
    certificate = authority.issue_cert(HOST, "localhost")
    certificate.private_key_pem.write_to_path(key)
    for pem in certificate.cert_chain_pems:
        pem.write_to_path(chain, append=True)
    command = [str(program), "--config", str(config), "--host", "127.0.0.1", "--port", "0"]
    command += ["--ssl_keyfile_path", str(key), "--ssl_certfile_path", str(chain)]
    alone = {"LITELLM_LOCAL_MODEL_COST_MAP": "True", "NO_DOCS": "True", "PATH": "/usr/bin:/bin"}
    with (folder / "litellm.log").open("w") as log:
        process = subprocess.Popen(
            command, stdout=log, stderr=log, env=alone | environment, cwd=folder, text=True
        )
        try:
            yield _ready(process, folder / "litellm.log")
        finally:
            process.terminate()
            process.wait(30)


def _ready(process: subprocess.Popen[str], log: Path) -> int:
    port = listening_port(process)
    until = time.monotonic() + _READY_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            if httpx.get(f"https://127.0.0.1:{port}/health/liveliness", verify=False).is_success:
                return port
        except httpx.TransportError:
            time.sleep(0.3)
    raise RuntimeError(f"LiteLLM's proxy did not become ready:\n{log.read_text()[-2000:]}")
