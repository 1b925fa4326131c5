"""Checks an export package by itself: with Python 3.9 or later and the package cryptography.

    python verify.py FOI-2031-12.zip --key council.vkey --anchors checkpoints.jsonl

It checks that the list of files was signed, that every file is the one that was signed, and that
every record stands in the tamper-evident log of the organisation that made it. Take the key
(--key) or checkpoints of the log (--anchors) from somewhere else than the package, and best this
script too: whoever could change the package could change what came with it.

Exit codes: 0 everything holds, 1 something does not, 2 it could not be checked.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import re
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    sys.stderr.write("It could not be checked. First: python -m pip install cryptography\n")
    raise SystemExit(2) from None

MANIFEST, NOTE, KEY = "manifest.json", "manifest.note", "key.txt"
PROOF, FORMAT = "c2sp.org/tlog-proof@v1", "genai-gateway export 1"
DASH = "\u2014 "
A_NOTE = re.compile("^genai-gateway/\\S+\\n\\d+\\n\\S+\\n\\n(?:\u2014 .+\\n)+", re.MULTILINE)


class Bad(Exception):
    """Something that does not hold."""

    def __init__(self, said: str, verdict: str = "ALTERED") -> None:
        super().__init__(said)
        self.verdict = verdict


class CannotCheck(Exception):
    """There is nothing to check, or nothing to check it with."""


class Package:
    """The files of a package, zipped or unpacked, by their names below its folder."""

    def __init__(self, path: Path) -> None:
        self.files: dict[str, bytes] = {}
        self.twice: list[str] = []
        if path.is_dir():
            self._read_folder(path)
        elif zipfile.is_zipfile(path):
            self._read_zip(path)
        else:
            raise CannotCheck(f"{path} is neither a package nor the folder of one")
        if MANIFEST not in self.files or NOTE not in self.files:
            raise CannotCheck(f"{path} holds no {MANIFEST} and {NOTE}")

    def _read_folder(self, path: Path) -> None:
        inner = list(path.glob(f"*/{MANIFEST}"))
        root = path if (path / MANIFEST).exists() or len(inner) != 1 else inner[0].parent
        for file in sorted(root.rglob("*")):
            if file.is_file():
                self.files[file.relative_to(root).as_posix()] = file.read_bytes()

    def _read_zip(self, path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            for info in archive.infolist():
                name = info.filename.partition("/")[2] or info.filename
                if name in self.files:
                    self.twice.append(name)
                self.files[name] = archive.read(info)


class Keys:
    """Public keys that signatures are checked with: name+id+key, a line for each."""

    def __init__(self, text: str) -> None:
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        self.known = dict(map(self._key, lines))
        if not self.known:
            raise CannotCheck("there is no key in what should hold one")

    def _key(self, line: str) -> tuple[tuple[str, bytes], Ed25519PublicKey]:
        try:
            name, key_id, encoded = line.split("+", 2)
            raw = base64.b64decode(encoded, validate=True)
            made = hashlib.sha256(name.encode() + b"\n" + raw).digest()[:4]
            if raw[:1] == b"\x01" and made.hex() == key_id.lower():
                return (name, made), Ed25519PublicKey.from_public_bytes(raw[1:])
        except ValueError:
            pass
        raise CannotCheck("a key reads name+id+key, and this one does not")

    def text_of(self, note: str) -> str:
        """The text of a signed note (C2SP signed-note). Raises Bad unless a known key signed it."""
        text, signed = note.rpartition("\n\n")[0] + "\n", False
        for line in note[len(text) + 1 :].splitlines():
            name, _, encoded = line[len(DASH) :].partition(" ")
            raw = decoded(encoded)
            if line.startswith(DASH) and (name, raw[:4]) in self.known:
                try:
                    self.known[name, raw[:4]].verify(raw[4:], text.encode())
                except InvalidSignature:
                    raise Bad("its signature does not hold", "BAD-SIGNATURE") from None
                signed = True
        if not signed:
            raise Bad("no key that was given signed it", "BAD-SIGNATURE")
        return text

    def checkpoint_of(self, note: str) -> tuple[str, int, str]:
        """Origin, size and root of a checkpoint (C2SP tlog-checkpoint). Raises Bad."""
        lines = self.text_of(note).split("\n")
        if len(lines) < 4 or not lines[1].isdigit():
            raise Bad("it is no checkpoint")
        return lines[0], int(lines[1]), lines[2]


def decoded(text: str) -> bytes:
    """The bytes of base64. Raises Bad."""
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        raise Bad("it holds what is not base64") from None


def root_from(position: int, size: int, leaf: bytes, path: list[bytes]) -> bytes:
    """The root that an inclusion proof leads to (RFC 9162, 2.1.3.2). Raises Bad."""
    node, last, found = position, size - 1, leaf
    for sibling in path:
        if last == 0:
            raise Bad("its proof is too long")
        if node & 1 or node == last:
            found = hashlib.sha256(b"\x01" + sibling + found).digest()
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            found = hashlib.sha256(b"\x01" + found + sibling).digest()
        node, last = node >> 1, last >> 1
    if last or not 0 <= position < size:
        raise Bad("its proof is too short")
    return found


class Check:
    """Goes through a package and gathers what does not hold."""

    def __init__(self, package: Package, keys: Keys) -> None:
        self.package, self.keys = package, keys
        self.damages: list[str] = []
        self.checkpoints: set[tuple[str, int, str]] = set()
        self.listed: dict[str, str] = {}
        self.proofs = self.records = 0

    def run(self) -> None:
        """Check everything that the package itself can show."""
        self._try(NOTE, self._signature)
        self._try(MANIFEST, self._files)
        for name in sorted(self.package.files):
            if name.endswith(".tlog-proof"):
                self._try(name, self._proof)
            elif name.startswith("proofs/checkpoint-"):
                self._try(name, lambda note: self.checkpoints.add(self.keys.checkpoint_of(note)))
            elif name.endswith("records.jsonl"):
                self._try(name, self._records)

    def damage(self, verdict: str, name: str, said: str) -> None:
        """Take note of something that does not hold."""
        self.damages.append(f"{verdict} {name}: {said}")

    def _try(self, name: str, check: Callable[[str], None]) -> None:
        try:
            check(self.package.files[name].decode("utf-8"))
        except Bad as error:
            self.damage(error.verdict, name, str(error))
        except (ValueError, KeyError, TypeError, AttributeError):
            self.damage("ALTERED", name, "it is not what it should be")

    def _signature(self, note: str) -> None:
        lines = self.keys.text_of(note).split("\n")
        made = f"sha256:{hashlib.sha256(self.package.files[MANIFEST]).hexdigest()}"
        if lines[0] != FORMAT or made not in lines[2:3]:
            self.damage("ALTERED", MANIFEST, "it is not the list that was signed")

    def _files(self, text: str) -> None:
        manifest: dict[str, Any] = json.loads(text)
        self.listed = listed = {file["path"]: file["sha256"] for file in manifest["files"]}
        if manifest["format"] != FORMAT:
            raise Bad("it is of another version")
        for name, made in listed.items():
            content = self.package.files.get(name)
            if content is None:
                self.damage("MISSING", name, "it is not there")
            elif hashlib.sha256(content).hexdigest() != made:
                self.damage("ALTERED", name, "it is not the file that was signed")
        for name in sorted(self.package.files.keys() - listed.keys() - {MANIFEST, NOTE}):
            self.damage("EXTRA", name, "it is not part of the package")
        for name in self.package.twice:
            self.damage("EXTRA", name, "it is there twice")

    def _proof(self, text: str) -> None:
        head, _, note = text.partition("\n\n")
        first, extra, index, *path = head.split("\n")
        if first != PROOF or not extra.startswith("extra ") or not index.startswith("index "):
            raise Bad("it is no proof")
        checkpoint = self.keys.checkpoint_of(note)
        leaf = hashlib.sha256(b"\x00" + decoded(extra[6:])).digest()
        found = root_from(int(index[6:]), checkpoint[1], leaf, [decoded(step) for step in path])
        if found != decoded(checkpoint[2]):
            raise Bad("it does not lead to the checkpoint")
        self.checkpoints.add(checkpoint)
        self.proofs += 1

    def _records(self, text: str) -> None:
        for line in filter(None, text.split("\n")):
            row = json.loads(line)
            self.records += 1
            for kind in ("request", "answer") if row["ended"] else ("request",):
                name = f"proofs/{row['record']}.{kind}.tlog-proof"
                if name not in self.package.files.keys() | self.listed.keys():
                    self.damage("MISSING", name, "a record has no proof")


def notes_in(path: Path) -> list[str]:
    """The checkpoints of a file: signed notes as text, in lines of syslog, or of JSON."""
    text = path.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n")
    carried = re.findall("signed-note:([A-Za-z0-9_-]+)", text)
    text += "".join("\n" + base64.urlsafe_b64decode(word + "==").decode() for word in carried)
    if path.suffix == ".jsonl" and not carried:
        return [json.loads(line)["note"] for line in text.splitlines() if line.strip()]
    return [match.group() for match in A_NOTE.finditer(text)]


def compare(check: Check, anchors: list[str]) -> str:
    """Hold the package's checkpoints against others of the log; returns what that shows."""
    known: dict[tuple[str, int], str] = {}
    for note in anchors:
        try:
            origin, size, root = check.keys.checkpoint_of(note)
            known[origin, size] = root
        except Bad as error:
            check.damage(error.verdict, "--anchors", f"a checkpoint: {error}")
    same = 0
    for origin, size, root in sorted(check.checkpoints):
        if known.get((origin, size), root) != root:
            check.damage("FORK", origin, f"two roots were signed for {size} entries")
        same += (origin, size) in known
    if same:
        return "A checkpoint of the package was kept elsewhere too, and is the same.\n"
    return "The key signed checkpoints that were kept elsewhere, none of them of this size.\n"


def report(package: Package, key: str | None, anchors: Path | None) -> int:
    """Check, say what came of it, and return the exit code."""
    text = package.files.get(KEY, b"").decode("utf-8", "replace")
    if key is not None:
        text = key if "+" in key and not Path(key).exists() else Path(key).read_text("utf-8")
    check = Check(package, Keys(text))
    check.run()
    notes = notes_in(anchors) if anchors else []
    if anchors and not notes:
        raise CannotCheck(f"no checkpoint stands in {anchors}")
    said = compare(check, notes) if notes else ""
    sys.stdout.write(f"{len(package.files)} files, {check.records} records, ")
    sys.stdout.write(f"{check.proofs} proofs that hold.\n{said}")
    end = (
        "OK" if key or anchors else "UNANCHORED: it holds, by a key that came with it; give --key."
    )
    end = "NOT SOUND: this is not the package as it was made." if check.damages else end
    for line in (*check.damages, end):
        sys.stdout.write(f"{line}\n")
    return 1 if check.damages else 0


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="Checks an export package.")
    parser.add_argument("package", nargs="?", type=Path, default=Path(__file__).resolve().parent)
    parser.add_argument("--key", help="the public key of whoever made it: a file, or itself")
    parser.add_argument("--anchors", type=Path, help="checkpoints that were kept elsewhere")
    chosen = parser.parse_args()
    try:
        return report(Package(chosen.package), chosen.key, chosen.anchors)
    except CannotCheck as error:
        sys.stderr.write(f"It could not be checked: {error}.\n")
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        sys.stderr.write(f"It could not be checked: {type(error).__name__}: {error}\n")
    return 2


if __name__ == "__main__":
    raise SystemExit(main())
