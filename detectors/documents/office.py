"""Word and PowerPoint files, and every part of a workbook but its cells: all that anybody wrote."""

import re

from detectors.documents import reasons
from detectors.documents.flow import Flow
from detectors.documents.gathering import Gathering, Unreadable
from detectors.documents.packed import Packed
from detectors.documents.xml import walk

_PLACES = (
    (re.compile(r"word/document\d*\.xml"), "body"),
    (re.compile(r"word/header\d*\.xml"), "header"),
    (re.compile(r"word/footer\d*\.xml"), "footer"),
    (re.compile(r".*/(?:threaded)?comments/?[^/]*\.xml", re.IGNORECASE), "comment"),
    (re.compile(r".*/comments[^/]*\.xml|.*(?:commentAuthors|authors|persons?/.*)\.xml"), "comment"),
    (re.compile(r"word/footnotes\.xml"), "footnote"),
    (re.compile(r"word/endnotes\.xml"), "endnote"),
    (re.compile(r"ppt/slides/slide\d+\.xml"), "slide"),
    (re.compile(r"ppt/notesSlides/.*\.xml"), "speaker notes"),
    (re.compile(r"ppt/(?:slideLayouts|slideMasters|notesMasters|handoutMasters)/.*"), "layout"),
    (re.compile(r"docProps/.*\.xml"), "metadata"),
    (re.compile(r"customXml/.*\.xml"), "custom data"),
    (re.compile(r".*/charts?/.*\.xml"), "chart"),
    (re.compile(r".*/diagrams/.*\.xml"), "diagram"),
    (re.compile(r".*/pivot.*\.xml"), "pivot table"),
    (re.compile(r".*\.rels"), "link"),
)
_MADE_BY_PROGRAMS = re.compile(
    r"\[Content_Types\]\.xml|.*/theme/.*|word/(?:styles|fontTable|webSettings|numbering"
    r"|stylesWithEffects)\.xml|xl/(?:styles|calcChain|metadata)\.xml|.*/(?:tableStyles|presProps"
    r"|viewProps)\.xml|.*\.(?:odttf|fntdata|ttf)|.*/printerSettings/.*"
    r"|ppt/slide(?:Layouts|Masters)/_rels/.*"
)
"""Parts that hold fonts, colours and positions; what people write does not stand there."""

_XML = re.compile(r".*\.(?:xml|rels|vml)", re.IGNORECASE)
_MACROS = re.compile(r".*vbaProject\.bin|.*vbaData\.xml", re.IGNORECASE)
_NUMBER = re.compile(r"(?<!\d)(\d{1,9})\.[a-z]{1,9}$")
_OUTSIDE = re.compile(rb'TargetMode="External"')


def read_office(data: bytes, at: str, gathering: Gathering) -> None:
    """Every part of an Office Open XML file."""
    packed = Packed(data, gathering)
    for name in packed.names:
        read_part(packed, name, at, gathering)


def read_part(packed: Packed, name: str, at: str, gathering: Gathering) -> None:
    """A part: its text when it is XML, and what it is when it is a file of its own."""
    place = f"{at}{place_of(name)}"
    if _MADE_BY_PROGRAMS.fullmatch(name):
        return
    if _MACROS.fullmatch(name):
        gathering.missed(place, reasons.MACROS)
        return
    try:
        content = packed.read(name)
        if not content or (name.endswith(".rels") and not _OUTSIDE.search(content)):
            return
        if _XML.fullmatch(name):
            read_flow(content, place, gathering)
        else:
            gathering.inside(content, f"{place}/")
    except Unreadable as error:
        gathering.missed(place, str(error))


def read_flow(content: bytes, place: str, gathering: Gathering) -> None:
    """The texts of one XML part. Raises Unreadable."""
    flow = Flow()
    try:
        walk(content, flow, gathering)
    finally:
        flow.finished()
        gathering.text(place, "\n".join(flow.lines))
        gathering.text(f"{place}, before tracked changes", "\n".join(flow.tracked))
        gathering.text(f"{place}, names and descriptions", "\n".join(flow.said))


def place_of(name: str) -> str:
    """Where that part stands, in words of ours: names inside a file may be anybody's."""
    found = next((place for pattern, place in _PLACES if pattern.fullmatch(name)), "part")
    if found == "part" and "/media/" in name:
        found = "picture"
    elif found == "part" and "/embeddings/" in name:
        found = "embedded file"
    number = _NUMBER.search(name)
    return f"{found} {int(number[1])}" if number and len(number[1]) < 6 else found
