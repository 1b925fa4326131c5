"""Files made to use up time or memory, what is said of each, and what reading one took."""

import hashlib
import random
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from time import perf_counter

from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from detectors.documents import reasons
from detectors.documents.documents import Documents
from detectors.documents.piece import Reading
from tests.made_files import archive

LATE = b"<?xml version='1.0'?><!--" + b"x" * 300_000 + b"-->"
LAUGHS = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10)).encode()


def office(part: str, content: bytes) -> bytes:
    return archive(**{"[Content_Types]__xml": b"<a/>", part: content})


def nested(depth: int) -> bytes:
    data = archive(a__txt=b"0" * 900_000)
    for _ in range(depth):
        data = archive(**{f"{n}__zip": data for n in range(8)})
    return data


def pages(count: int) -> bytes:
    out = BytesIO()
    canvas = Canvas(out)
    for _ in range(count):
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def pdf_that_swells(size: int) -> bytes:
    stream = zlib.compress(b" " * size, 9)
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Contents 4 0 R>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(stream), stream),
    )
    numbered = (b"%d 0 obj\n%s\nendobj\n" % (n, one) for n, one in enumerate(objects, 1))
    return b"%PDF-1.4\n" + b"".join(numbered) + b"trailer<</Root 1 0 R/Size 5>>\n%%EOF"


def huge_picture() -> bytes:
    out = BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    return out.getvalue()


def paragraphs() -> bytes:
    chance = random.Random(1)
    some = b"".join(b"<w:p><w:t>%d</w:t></w:p>" % chance.randrange(10**9) for _ in range(3_000))
    return some * 500


BOMBS: Mapping[str, tuple[Callable[[], bytes], set[str]]] = {
    "zip": (lambda: archive(a__txt=b"0" * 300_000_000), {reasons.BOMB}),
    "zip in zip": (lambda: nested(6), {reasons.TOO_DEEP, reasons.TOO_MANY, reasons.BOMB}),
    "many entries": (
        lambda: archive(**{f"{n}__txt": b"x" for n in range(4_000)}),
        {reasons.TOO_MANY},
    ),
    "word": (lambda: office("word/document__xml", b"<d>" + paragraphs()), {reasons.BOMB, reasons.LONG}),
    "cells": (
        lambda: office(
            "xl/worksheets/sheet1__xml",
            b"<worksheet><sheetData>" + b"<row><c><v>1</v></c></row>" * 2_000_000,
        ),
        {reasons.BOMB},
    ),
    "entities": (lambda: b"<!DOCTYPE a [<!ENTITY a0 'l'>" + LAUGHS + b"]><a>&a9;</a>",
                 {reasons.ENTITIES}),
    "late entities": (lambda: LATE + b"<!DOCTYPE a [<!ENTITY a0 'l'>" + LAUGHS + b"]><a>&a9;</a>",
                      {reasons.ENTITIES}),
    "pages": (lambda: pages(10_000), {reasons.TOO_MANY}),
    "swelling page": (lambda: pdf_that_swells(800_000_000), {reasons.LIMIT}),
    "picture": (huge_picture, {reasons.TOO_LARGE_PICTURE}),
    "attributes": (
        lambda: b"<a " + b" ".join(b"a%d='b'" % n for n in range(800_000)) + b"/>",
        {reasons.TOO_MANY},
    ),
    "elements": (lambda: b"<html><body>" + b"<p>abc</p>" * 2_000_000,
                 {reasons.LONG, reasons.TOO_MANY, reasons.LIMIT}),
    "numbers": (lambda: b"[" + b'"\\u0041",' * 3_000_000 + b'"a"]', {reasons.LONG}),
    "arrays": (lambda: b"[" * 500_000 + b"]" * 500_000, {reasons.LONG}),
}  # fmt: skip


def most_memory(pid: int) -> int:
    """Resident kilobytes at their peak; 0 when the process is gone."""
    status = Path(f"/proc/{pid}/status")
    try:
        lines = status.read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)


async def read(documents: Documents, data: bytes) -> Reading:
    return await documents.read(data, hashlib.sha256(data).digest())


async def taken(documents: Documents, data: bytes) -> tuple[Reading, float, int]:
    """The reading, its seconds, and the kilobytes that the reader took above an idle one."""
    (reader,) = documents._alive
    idle = most_memory(reader.pid)
    began = perf_counter()
    reading = await read(documents, data)
    return reading, perf_counter() - began, max(0, most_memory(reader.pid) - idle)
