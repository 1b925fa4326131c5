"""A file that has taken its reader over: it gets to no network, file, program or process of others.

The process is the real one (tests/prying_reader.py); each file is Python, run where a reader runs.
"""

import os
import shutil
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict
from pathlib import Path

import pytest
import pytest_asyncio

from detectors.documents.limits import Limits
from detectors.documents.process import DocumentProcess, ReaderLostError
from detectors.process import spawn

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux confines"),
]
ROOT = Path(__file__).parents[4]
REFUSED = {"PermissionError"}


@asynccontextmanager
async def taken_over(limits: Limits) -> AsyncIterator[DocumentProcess]:
    reader = DocumentProcess(await spawn("tests.prying_reader"))
    try:
        answer = await reader._ask(asdict(limits))
        reader.held, reader.languages = answer["held"], answer["languages"]
        yield reader
    finally:
        await reader.kill()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def reader() -> AsyncIterator[DocumentProcess]:
    async with taken_over(Limits()) as reader:
        yield reader


@pytest.fixture
def places(reader: DocumentProcess) -> None:
    if "places" not in reader.held:
        pytest.skip("this system has no Landlock")


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "records.sqlite"
    path.write_text("Ada Bell, 4 Mill Lane", encoding="utf-8")
    path.chmod(0o600)
    return path


async def tried(reader: DocumentProcess, what: str) -> str:
    (piece,) = (await reader.read(what.encode())).pieces
    return piece.text


async def test_what_is_in_force_is_said(reader: DocumentProcess) -> None:
    assert {"files", "core", "memory", "privileges", "network"} <= set(reader.held)


async def test_what_needs_nothing_of_others_is_done(reader: DocumentProcess) -> None:
    assert await tried(reader, "result = sum(range(4))") == "done 6"
    assert await tried(reader, "import wave; result = wave.__name__") == "done wave"


@pytest.mark.parametrize(
    "what",
    [
        "import socket; socket.socket()",
        "import socket; socket.socket(socket.AF_UNIX)",
        "import socket; socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)",
        "import socket; socket.create_connection(('127.0.0.1', 9), 1)",
    ],
)
async def test_no_socket(reader: DocumentProcess, what: str) -> None:
    assert await tried(reader, what) in REFUSED


@pytest.mark.parametrize(
    "what",
    [
        "open({path!r}).read()",
        "open({path!r}, 'rb').read()",
        "import os; os.listdir({folder!r})",
        "open({root!r} + '/pyproject.toml').read()",
        "open('/etc/passwd').read()",
        "open('/proc/self/environ').read()",
        "import os; open(f'/proc/{{os.getppid()}}/environ').read()",
        "import os; open(f'/proc/{{os.getppid()}}/mem', 'rb').read(1)",
    ],
)
@pytest.mark.usefixtures("places")
async def test_no_file_that_it_was_not_given(
    reader: DocumentProcess, secret: Path, what: str
) -> None:
    named = what.format(path=str(secret), folder=str(secret.parent), root=str(ROOT))
    assert await tried(reader, named) in REFUSED


@pytest.mark.parametrize(
    "what",
    [
        "open({folder!r} + '/new', 'x')",
        "open({path!r}, 'w')",
        "open({path!r}, 'r+b').write(b'x')",
        "open({path!r}, 'a').write('x')",
        "import os; os.truncate({path!r}, 0)",
        "import os; os.unlink({path!r})",
        "import os; os.rename({path!r}, {path!r} + '.old')",
        "import os; os.mkdir({folder!r} + '/new')",
        "import os; os.symlink({path!r}, {folder!r} + '/new')",
        "import os; os.link({path!r}, {folder!r} + '/new')",
        "import os; os.mkfifo({folder!r} + '/new')",
        "import os; os.chmod({path!r}, 0o666)",
        "import os; os.utime({path!r}, (0, 0))",
    ],
)
@pytest.mark.usefixtures("places")
async def test_no_file_is_made_changed_or_removed(
    reader: DocumentProcess, secret: Path, what: str
) -> None:
    before = secret.read_text(encoding="utf-8"), secret.stat()
    named = what.format(path=str(secret), folder=str(secret.parent))
    assert await tried(reader, named) in REFUSED
    assert list(secret.parent.iterdir()) == [secret]
    after = secret.stat()
    assert (secret.read_text(encoding="utf-8"), after.st_mode, after.st_mtime_ns) == (
        before[0], before[1].st_mode, before[1].st_mtime_ns,
    )  # fmt: skip


async def test_without_landlock_a_file_that_can_be_opened_takes_nothing(
    reader: DocumentProcess,
) -> None:
    code = "import os; h = os.memfd_create('x'); result = os.write(h, b'x' * 10)"
    assert await tried(reader, code) == "OSError"  # EFBIG: the limit alone


@pytest.mark.parametrize(
    "command", [("/bin/sh", "-c", "true"), (sys.executable, "-c", ""), ("cat", "/dev/null")]
)
@pytest.mark.usefixtures("places")
async def test_no_program_but_tesseract(reader: DocumentProcess, command: tuple[str, ...]) -> None:
    assert await tried(reader, f"subprocess.run({command!r})") in REFUSED


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")
async def test_tesseract_still_starts(reader: DocumentProcess) -> None:
    code = "result = subprocess.run(('tesseract', '--version'), capture_output=True).returncode"
    assert await tried(reader, code) == "done 0"


async def test_where_no_picture_is_read_no_program_starts_at_all() -> None:
    async with taken_over(Limits(ocr=False)) as reader:
        assert "programs" in reader.held
        assert await tried(reader, "subprocess.run(('tesseract', '--version'))") in REFUSED


async def test_no_other_process_is_looked_into_or_ended(reader: DocumentProcess) -> None:
    looked = "import ctypes; result = ctypes.CDLL(None).ptrace(16, {pid}, 0, 0)"
    assert await tried(reader, looked.format(pid=os.getpid())) == "done -1"
    if {"places"} <= set(reader.held) and _kernel() >= (6, 12):
        assert await tried(reader, f"import os; os.kill({os.getpid()}, 0)") in REFUSED


def _kernel() -> tuple[int, ...]:
    return tuple(int(part) for part in os.uname().release.split("-")[0].split(".")[:2])


async def test_memory_ends_at_its_bound_and_the_reader_goes_on() -> None:
    async with taken_over(Limits(memory_bytes=128_000_000)) as reader:
        assert await tried(reader, "result = len(bytearray(64_000_000))") == "done 64000000"
        assert await tried(reader, "result = len(bytearray(256_000_000))") == "MemoryError"
        assert await tried(reader, "result = 1") == "done 1"


async def test_processor_time_ends_at_its_bound() -> None:
    async with taken_over(Limits(seconds=0.5)) as reader:
        with pytest.raises(ReaderLostError):
            await reader.read(b"while True: pass")
        assert await reader._process.wait() == -signal.SIGXCPU
