"""The files of a package: pages, data, tables, proofs, and the signed list of all of them."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from itertools import batched
from typing import Any

from gateway.audit.cases.case import Case, Opened, Redaction, SearchCertificate, Withheld
from gateway.audit.cases.disclosure import Disclosure
from gateway.audit.cases.grounds import ground
from gateway.audit.cases.kinds import CaseKind
from gateway.audit.disclosure.archive import Archive
from gateway.audit.disclosure.copies import Copies, Part, parts_of
from gateway.audit.disclosure.information import About
from gateway.audit.disclosure.pages import PER_PAGE, TITLES, Page, Pages
from gateway.audit.disclosure.proofs import Proofs
from gateway.audit.disclosure.verify import FORMAT, KEY, MANIFEST, NOTE
from gateway.audit.disclosure.written import csv_rows, json_lines, table
from gateway.audit.log.notes import sign
from gateway.audit.log.signer import Signer
from gateway.settings.casework import Information
from gateway.settings.gateway_file import Organisation

_TABLES = (
    ("redactions.csv", "What was left out, place by place (table)"),
    ("withheld.csv", "Records that were withheld (table)"),
)
_INDEX = Page(path="index.html", title="This answer")
_ABOUT = Page(path="about-your-data.html", title="About your data")


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """Who answers, and what is told beside the data."""

    organisation: Organisation
    information: Information


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What goes into a package."""

    given: Disclosure
    copies: Copies
    found: About
    proofs: Proofs
    issuer: Issuer

    def write(self, archive: Archive, signer: Signer) -> None:
        """All files, then the list of them, then the signature on the list."""
        case = self.given.case
        self._write_pages(archive, case)
        for part in parts_of(case):
            archive.add(f"{part}/records.jsonl", json_lines(self.copies.of(part)))
            archive.add(f"{part}/records.csv", csv_rows(self.copies.of(part)))
        archive.add("redactions.csv", _redactions(case, self.copies.redactions()))
        archive.add("withheld.csv", _withheld(case, self.given.withheld))
        for name, text in self.proofs.files():
            archive.add(f"proofs/{name}", [text])
        for log, note in self.proofs.checkpoints.items():
            archive.add(f"proofs/checkpoint-{log}.txt", [note])
        archive.add(KEY, [f"{signer.verifier}\n"])
        archive.add("verify.py", [verifier()])
        manifest = json.dumps(self._manifest(archive), indent=1, ensure_ascii=False) + "\n"
        archive.add(MANIFEST, [manifest])
        archive.add(NOTE, [_signed(case, manifest, signer)])

    def _write_pages(self, archive: Archive, case: Case) -> None:
        parts = parts_of(case)
        numbered = [(page, part) for part in parts for page in self._pages_of(part)]
        about = [_ABOUT] if case.kind is CaseKind.DSAR else []
        pages = Pages(
            disclosure=self.given,
            organisation=self.issuer.organisation,
            said=self.issuer.information,
            pages=(_INDEX, *about, *(page for page, _ in numbered)),
        )
        tables = [(f"{part}/records.csv", f"{TITLES[part]} (table)") for part in parts]
        archive.add(_INDEX.path, [pages.index(self.copies.redactions(), (*tables, *_TABLES))])
        for page in about:
            archive.add(page.path, [pages.about(page, self.found)])
        for part in parts:
            batches = batched(self.copies.of(part), PER_PAGE)
            for page in (page for page, of in numbered if of is part):
                archive.add(page.path, [pages.records(page, next(batches, ()))])

    def _pages_of(self, part: Part) -> Iterator[Page]:
        last = max(1, -(-self.copies.number(part) // PER_PAGE))
        for page in range(1, last + 1):
            title = TITLES[part] if last == 1 else f"{TITLES[part]}, page {page} of {last}"
            yield Page(path=f"{part}/records-{page}.html", title=title)

    def _manifest(self, archive: Archive) -> dict[str, Any]:
        case = self.given.case
        return {
            "format": FORMAT,
            "case": case.reference,
            "kind": case.kind.value,
            "received": case.clock.received.isoformat(),
            "approved": case.approved.isoformat() if case.approved else None,
            "records": len(self.given.given),
            "withheld": len(self.given.withheld),
            "searches": list(map(_search, case.searches)),
            "files": [
                {"path": file.path, "bytes": file.size, "sha256": file.sha256}
                for file in archive.files
            ],
        }


def verifier() -> str:
    """The script that checks a package by itself."""
    return files("gateway.audit.disclosure").joinpath("verify.py").read_text("utf-8")


def _signed(case: Case, manifest: str, signer: Signer) -> str:
    """A note that no one can take for a checkpoint: its third line is no root."""
    made = hashlib.sha256(manifest.encode()).hexdigest()
    return sign(f"{FORMAT}\n{case.reference}\nsha256:{made}\n", signer.name, signer.key)


def _redactions(case: Case, redactions: Iterable[Redaction]) -> Iterator[str]:
    """Neither the reasons, which may name people, nor places, which tell the length."""
    columns = ("redaction", "record", "kind", "text", "ground", "meaning", "decided")
    rows = (
        (one.number, one.record, one.kind, one.text, *_ground(case, one))
        for one in sorted(redactions, key=lambda redaction: redaction.number)
    )
    return table(columns, rows)


def _withheld(case: Case, withheld: Iterable[Withheld]) -> Iterator[str]:
    columns = ("record", "ground", "meaning", "decided")
    return table(columns, ((one.record, *_ground(case, one)) for one in withheld))


def _ground(case: Case, one: Redaction | Withheld) -> tuple[str, str, str]:
    return one.ground, ground(one.ground, case.kind).words, f"{one.at:%Y-%m-%d}"


def _search(one: SearchCertificate) -> dict[str, Any]:
    """A certificate without who searched: that is told to auditors."""
    return {
        "certificate": one.id,
        "time": one.time.isoformat(timespec="seconds"),
        "filters": dict(one.filters),
        "asked": one.scope,
        "found": one.matched,
    } | _opened(one.opened)


def _opened(opened: Opened | None) -> dict[str, Any]:
    """Of a search through texts, without its phrases."""
    if opened is None:
        return {}
    return {
        "texts_opened": opened.looked - opened.unopened,
        "could_not_be_opened": opened.unopened,
        "complete": not opened.cut_off,
    }
