"""Word, Excel, PowerPoint and OpenDocument: archives, judged by their table of contents before anything is unpacked.

What is kept is packed anew, so that nothing stands before, between or behind the entries.
"""

import zipfile
import zlib
from pathlib import Path, PurePosixPath

from lxml import etree

from escp.documents.examining.kinds import MEDIA_TYPES, Refused

MOST_ENTRIES = 2_000
MOST_BYTES = 100 * 1024 * 1024
HIGHEST_RATIO = 100
DAMAGED = "The file is damaged or is not what its name says. Open it and save it again."
TOO_LARGE = "The file unpacks to far more than it should. Save it again, or make it a PDF."
MACROS = "The file has macros or other programs inside. Save it without them, or make it a PDF."
REACHES_OUT = "The file loads something from another place when it is opened. Save it as a PDF."
LOCKED = "The file is locked with a password. Save a copy without one."

ACTIVE = ("vbaproject", "activex/", "macrosheets/", "customui/", "basic/", "scripts/", "vbadata")
OPEN_XML_BODY = "application/vnd.openxmlformats-officedocument."
BODIES = {
    "docx": f"{OPEN_XML_BODY}wordprocessingml.document.main+xml",
    "xlsx": f"{OPEN_XML_BODY}spreadsheetml.sheet.main+xml",
    "pptx": f"{OPEN_XML_BODY}presentationml.presentation.main+xml",
}
# What a document may point at outside itself: an address to click, another workbook that Excel asks about first.
MAY_POINT_AT = ("/hyperlink", "/externalLinkPath")
# Who wrote it, and with what: put in their place. Handling labels stand elsewhere and stay.
PROPERTIES = "http://schemas.openxmlformats.org/"
WITHOUT_AUTHOR = {
    "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{PROPERTIES}package/2006/metadata/core-properties"/>',
    "docProps/app.xml": f'<Properties xmlns="{PROPERTIES}officeDocument/2006/extended-properties"/>',
    "meta.xml": '<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' office:version="1.3"/>',
}


def examine(source: Path, target: Path, extension: str) -> None:
    """Pack the document anew, or raise Refused: lying, bursting, with macros, or loading from elsewhere."""
    try:
        with zipfile.ZipFile(source) as archive:
            entries = archive.infolist()
            _refuse_by_contents(entries, source.stat().st_size)
            read = {entry.filename: archive.read(entry) for entry in entries if not entry.is_dir()}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError, UnicodeDecodeError):
        raise Refused(DAMAGED) from None
    if extension == "odt":
        _refuse_unlike_open_document(read)
    else:
        _refuse_unlike_open_xml(read, extension)
    _pack(read, target)


def _refuse_by_contents(entries: list[zipfile.ZipInfo], size: int) -> None:
    names = [entry.filename for entry in entries]
    unpacked, packed = sum(entry.file_size for entry in entries), sum(entry.compress_size for entry in entries)
    if len(entries) > MOST_ENTRIES or unpacked > MOST_BYTES or unpacked > HIGHEST_RATIO * max(packed, 1):
        raise Refused(TOO_LARGE)
    if not entries or packed > size or len({name.lower() for name in names}) < len(names):
        raise Refused(DAMAGED)
    if min(entry.header_offset for entry in entries) != 0:
        raise Refused(DAMAGED)
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise Refused(LOCKED)
        path = PurePosixPath(entry.filename)
        if path.is_absolute() or ".." in path.parts or "\\" in entry.filename:
            raise Refused(DAMAGED)
        name = entry.filename.lower()
        if any(word in name for word in ACTIVE) or ("/embeddings/" in name and not name.endswith((".xlsx", ".docx"))):
            raise Refused(MACROS)


def _refuse_unlike_open_xml(read: dict[str, bytes], extension: str) -> None:
    types = {each.get("ContentType", "") for each in _xml(read.get("[Content_Types].xml", b"")).iter("{*}Override")}
    if any("macroenabled" in kind.lower() or "vbaproject" in kind.lower() for kind in types):
        raise Refused(MACROS)
    if BODIES[extension] not in types:
        raise Refused(DAMAGED)
    for name, content in read.items():
        if name.endswith(".rels"):
            for link in _xml(content).iter("{*}Relationship"):
                if link.get("TargetMode", "").lower() == "external" and not link.get("Type", "").endswith(MAY_POINT_AT):
                    raise Refused(REACHES_OUT)
        elif name.endswith(".xml") and (b"ddeLink" in content or b"DDEAUTO" in content):
            raise Refused(REACHES_OUT)


def _refuse_unlike_open_document(read: dict[str, bytes]) -> None:
    if read.get("mimetype", b"").strip() != MEDIA_TYPES["odt"].encode() or "content.xml" not in read:
        raise Refused(DAMAGED)
    if b"encryption-data" in read.get("META-INF/manifest.xml", b""):
        raise Refused(LOCKED)
    if any(each.tag.endswith("}event-listener") for each in _xml(read["content.xml"]).iter(etree.Element)):
        raise Refused(MACROS)


def _xml(content: bytes) -> etree._Element:
    """Read XML without entities and without fetching anything."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Refused(DAMAGED) from None
    if root.getroottree().docinfo.doctype:
        raise Refused(DAMAGED)
    return root


def _pack(read: dict[str, bytes], target: Path) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in read.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(entry, WITHOUT_AUTHOR[name].encode() if name in WITHOUT_AUTHOR else content)
