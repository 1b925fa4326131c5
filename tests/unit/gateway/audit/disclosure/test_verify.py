"""verify.py by itself, without the gateway: every part that was tampered with is named."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
import vermin
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from gateway.audit.disclosure.package import export_case
from gateway.audit.disclosure.verify import Bad, root_from
from gateway.audit.log.carried import carried
from gateway.audit.log.merkle import inclusion_proof, leaf_hash, subtrees_of, tree_root
from gateway.audit.log.notes import Checkpoint, sign
from gateway.audit.log.sequencer import Sequencer
from gateway.audit.log.signer import Signer, origin_of
from gateway.audit.store import Store
from tests.unit.gateway.audit.disclosure.conftest import ISSUER, fill, sar_of
from tests.unit.gateway.audit.samples import KEYS

SITE = Path(next(path for path in sys.path if path.endswith("site-packages")))
NEEDED = ("cryptography", "cffi", "pycparser", *(p.name for p in SITE.glob("_cffi_backend*")))
Verify = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with cryptography alone: what `pip install cryptography` gives."""
    folder = tmp_path_factory.mktemp("bare")
    for name in NEEDED:
        (folder / name).symlink_to(SITE / name)
    return folder


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory, blank: Path) -> Path:
    """The package of a subject access request."""
    folder = tmp_path_factory.mktemp("made")
    shutil.copy(blank, folder / "records.db")
    store = Store.open(f"sqlite:///{folder / 'records.db'}", KEYS)
    fill(store)
    with (folder / "package.zip").open("w+b") as target:
        export_case(sar_of(store), ISSUER, Sequencer(store, KEYS.checkpoint), target)
    store.close()
    return folder / "package.zip"


@pytest.fixture
def package(made: Path, tmp_path: Path) -> Path:
    """The same, unpacked; its key and the zip lie beside it."""
    shutil.copy(made, tmp_path / "package.zip")
    with ZipFile(made) as archive:
        archive.extractall(tmp_path / "out")
    folder = tmp_path / "out" / "SAR-7"
    (tmp_path / "council.vkey").write_bytes((folder / "key.txt").read_bytes())
    return folder


@pytest.fixture
def verify(bare: Path, tmp_path: Path, package: Path) -> Verify:
    """Runs a copy of the script with no site packages but cryptography."""
    script = tmp_path / "verify.py"
    script.write_bytes((package / "verify.py").read_bytes())

    def run(*arguments: object, key: bool = True) -> subprocess.CompletedProcess[str]:
        given = ("--key", tmp_path / "council.vkey") if key else ()
        return subprocess.run(
            [sys.executable, "-S", script, *map(str, (*arguments, *given))],
            env={"PYTHONPATH": str(bare), "PATH": os.defpath},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_there_is_no_gateway_where_the_script_runs(bare: Path, tmp_path: Path) -> None:
    environment = {"PYTHONPATH": str(bare), "PATH": os.defpath}
    done = subprocess.run(
        [sys.executable, "-S", "-c", "import cryptography; import gateway"],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "No module named 'gateway'" in done.stderr


def test_a_package_holds_zipped_and_unpacked(verify: Verify, package: Path, tmp_path: Path) -> None:
    for place in (tmp_path / "package.zip", package, package.parent):
        done = verify(place)
        assert done.stdout.endswith("3 records, 6 proofs that hold.\nOK\n"), done
        assert done.returncode == 0


def test_a_key_from_the_package_itself_proves_little(verify: Verify, package: Path) -> None:
    done = verify(package, key=False)
    assert done.returncode == 0
    assert "UNANCHORED" in done.stdout


FILES = (
    "index.html",
    "about-your-data.html",
    "user/records-1.html",
    "user/records.jsonl",
    "user/records.csv",
    "mentioned/records-1.html",
    "mentioned/records.jsonl",
    "mentioned/records.csv",
    "redactions.csv",
    "withheld.csv",
    "key.txt",
    "verify.py",
    "manifest.json",
    "manifest.note",
    "proofs/r1.request.tlog-proof",
    "proofs/r1.answer.tlog-proof",
)


def test_the_package_has_no_file_that_is_not_tampered_with_below(package: Path) -> None:
    there = {p.relative_to(package).as_posix() for p in package.rglob("*") if p.is_file()}
    proofs = {name for name in there if name.startswith("proofs/")}
    assert there - proofs == set(FILES) - proofs
    assert len(proofs) == 7


@pytest.mark.parametrize("name", FILES)
def test_a_byte_more_is_named(verify: Verify, package: Path, name: str) -> None:
    (package / name).write_bytes((package / name).read_bytes() + b"\n ")
    done = verify(package)
    assert done.returncode == 1
    assert f" {name}: " in done.stdout
    assert "NOT SOUND" in done.stdout


@pytest.mark.parametrize("name", [n for n in FILES if not n.startswith("manifest")])
def test_a_file_that_is_gone_is_named(verify: Verify, package: Path, name: str) -> None:
    (package / name).unlink()
    done = verify(package)
    assert done.returncode == 1
    assert f"MISSING {name}: " in done.stdout


def test_what_is_more_than_there_was_is_named(verify: Verify, package: Path) -> None:
    (package / "user" / "letter.txt").write_text("Dear Jane", encoding="utf-8")
    done = verify(package)
    assert "EXTRA user/letter.txt" in done.stdout
    assert done.returncode == 1


def test_a_second_file_of_a_name_in_a_zip_is_named(verify: Verify, package: Path) -> None:
    zipped = package.parents[1] / "package.zip"
    with ZipFile(zipped, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("SAR-7/withheld.csv", "record\n")
    done = verify(zipped)
    assert "EXTRA withheld.csv: it is there twice" in done.stdout
    assert "ALTERED withheld.csv" in done.stdout


def test_a_manifest_made_to_fit_is_not_the_one_that_was_signed(
    verify: Verify, package: Path
) -> None:
    (package / "withheld.csv").unlink()
    file = package / "manifest.json"
    manifest = json.loads(file.read_text(encoding="utf-8"))
    manifest["files"] = [f for f in manifest["files"] if f["path"] != "withheld.csv"]
    file.write_text(json.dumps(manifest), encoding="utf-8")
    done = verify(package)
    assert done.returncode == 1
    assert "ALTERED manifest.json: it is not the list that was signed" in done.stdout


def forged(package: Path, key: Ed25519PrivateKey) -> str:
    """The package signed anew by somebody else, who puts their own key in."""
    text = (package / "manifest.note").read_text(encoding="utf-8").partition("\n\n")[0] + "\n"
    name = (package / "key.txt").read_text(encoding="utf-8").partition("+")[0]
    (package / "manifest.note").write_text(sign(text, name, key), encoding="utf-8")
    signer = Signer(name=name, key=key)
    (package / "key.txt").write_text(f"{signer.verifier}\n", encoding="utf-8")
    return name


def test_another_key_is_no_key(verify: Verify, package: Path) -> None:
    forged(package, Ed25519PrivateKey.generate())
    done = verify(package)
    assert done.returncode == 1
    assert "BAD-SIGNATURE manifest.note: no key that was given signed it" in done.stdout


def test_a_signature_that_does_not_hold_is_named(verify: Verify, package: Path) -> None:
    note = package / "manifest.note"
    note.write_text(
        note.read_text(encoding="utf-8").replace("\nSAR-7\n", "\nSAR-8\n"), encoding="utf-8"
    )
    assert "BAD-SIGNATURE manifest.note: its signature does not" in verify(package).stdout


def test_a_proof_of_another_record_does_not_lead_there(verify: Verify, package: Path) -> None:
    file = package / "proofs" / "r1.request.tlog-proof"
    lines = file.read_text(encoding="utf-8").split("\n")
    other = (package / "proofs" / "r2.request.tlog-proof").read_text(encoding="utf-8").split("\n")
    file.write_text("\n".join([lines[0], other[1], *lines[2:]]), encoding="utf-8")
    done = verify(package)
    assert "ALTERED proofs/r1.request.tlog-proof: it does not lead to the checkpoint" in done.stdout


def anchors(package: Path, note: str) -> Path:
    file = package.parents[1] / "kept.jsonl"
    file.write_text(json.dumps({"note": note}) + "\n", encoding="utf-8")
    return file


def checkpoint(package: Path) -> str:
    return next((package / "proofs").glob("checkpoint-*.txt")).read_text(encoding="utf-8")


def test_a_checkpoint_that_was_kept_elsewhere_stands_for_the_key(
    verify: Verify, package: Path
) -> None:
    kept = anchors(package, checkpoint(package))
    done = verify(package, "--anchors", kept, key=False)
    assert (
        "A checkpoint of the package was kept elsewhere too, and is the same.\nOK\n" in done.stdout
    )
    assert done.returncode == 0
    forged(package, Ed25519PrivateKey.generate())
    done = verify(package, "--anchors", kept, key=False)
    assert "BAD-SIGNATURE --anchors" in done.stdout
    assert done.returncode == 1


def test_checkpoints_are_read_from_a_saved_mail_too(verify: Verify, package: Path) -> None:
    mail = package.parents[1] / "digest.eml"
    head = b"Subject: GenAI gateway: the log\r\n\r\nPlease keep this message.\r\n\r\n---\r\n"
    note = checkpoint(package).encode().replace(b"\n", b"\r\n")
    mail.write_bytes(head + note + b"---\r\n")
    done = verify(package, "--anchors", mail, key=False)
    assert "and is the same.\nOK\n" in done.stdout


def test_checkpoints_are_read_from_a_syslog_file_too(verify: Verify, package: Path) -> None:
    line = f"Nov 25 10:00:01 gw1 genai-gateway: 5 entries {carried(checkpoint(package))}\n"
    for name in ("messages", "events.jsonl"):
        kept = package.parents[1] / name
        kept.write_bytes(b"another program, caf\xe9\n" + line.encode())
        done = verify(package, "--anchors", kept, key=False)
        assert "and is the same.\nOK\n" in done.stdout


def lowest(text: str) -> tuple[int, int]:
    """The Python that a text says is enough."""
    found = re.search(r"Python (\d+)\.(\d+) or later", text)
    assert found
    return int(found[1]), int(found[2])


def test_the_script_needs_no_later_python_than_it_says(package: Path) -> None:
    script = (package / "verify.py").read_text(encoding="utf-8")
    said = lowest(script)
    ast.parse(script, feature_version=said)
    settings = vermin.Config()
    settings.set_eval_annotations(True)
    needed = vermin.visit(script, settings).minimum_versions()  # of syntax and standard library
    assert needed[0] is None
    assert (3, 0) < needed[1] <= said
    late = vermin.visit("from itertools import batched", settings).minimum_versions()
    assert late[1] > said


def test_the_page_for_auditors_says_the_same(package: Path) -> None:
    page = (Path(__file__).parents[5] / "docs" / "auditors.md").read_text(encoding="utf-8")
    assert lowest(page) == lowest((package / "verify.py").read_text(encoding="utf-8"))


def test_another_root_of_the_same_size_is_a_fork(verify: Verify, package: Path) -> None:
    key = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
    text = checkpoint(package).partition("\n\n")[0].split("\n")
    store = text[0].split("/")[1]
    other = Checkpoint(
        origin=origin_of(store, int(text[0].rpartition("/")[2])), size=int(text[1]), root=b"x" * 32
    )
    note = sign(other.text(), f"genai-gateway/{store}", key)
    done = verify(package, "--anchors", anchors(package, note))
    assert "FORK genai-gateway/" in done.stdout
    assert done.returncode == 1


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n - 1))))
def test_every_proof_of_the_log_leads_to_its_root_and_to_no_other(place: tuple[int, int]) -> None:
    size, position = place
    leaves = [leaf_hash(n.to_bytes(4)) for n in range(size)]
    path = inclusion_proof(position, size, subtrees_of(leaves))
    root = tree_root(leaves)
    assert root_from(position, size, leaves[position], path) == root
    assert root_from(position, size, leaf_hash(b"another"), path) != root
    for wrong in (path[:-1], [*path, root]):
        if len(wrong) != len(path) and (path or wrong):
            with pytest.raises(Bad, match="too"):
                root_from(position, size, leaves[position], wrong)


def test_without_what_it_needs_it_says_so_and_checks_nothing(
    verify: Verify, package: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "neither a package" in (done := verify(tmp_path / "council.vkey")).stderr
    assert done.returncode == 2
    assert "holds no manifest.json" in verify(empty).stderr
    assert "reads name+id+key" in verify(package, "--key", "a+b+c", key=False).stderr
    assert (
        "no checkpoint stands in" in verify(package, "--anchors", tmp_path / "council.vkey").stderr
    )


def test_without_cryptography_it_says_what_to_install(verify: Verify, package: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-S", package / "verify.py"],
        env={"PATH": os.defpath},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "pip install cryptography" in done.stderr
