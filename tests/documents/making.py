"""Files made for the occasion, good and hostile, from nothing but code."""

import io
import struct
import zipfile
import zlib

import pikepdf
from PIL import Image

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"


def picture(kind="PNG", size=(40, 30), **more):
    made = io.BytesIO()
    Image.new("RGB", size, "teal").save(made, kind, **more)
    return made.getvalue()


def pdf(change=None, **how):
    made, document = io.BytesIO(), pikepdf.new()
    document.add_blank_page(page_size=(200, 200))
    document.docinfo["/Author"] = "A. Person"
    if change:
        change(document)
    document.save(made, **how)
    return made.getvalue()


def with_root(**entries):
    """Return a change that puts entries into a PDF's catalogue."""

    def change(document):
        for key, value in entries.items():
            document.Root[f"/{key}"] = document.make_indirect(value)

    return change


def action(kind, **more):
    return pikepdf.Dictionary(Type=pikepdf.Name.Action, S=pikepdf.Name(f"/{kind}"), **more)


def types(body):
    return f'<Types xmlns="{PACKAGE}content-types"><Override PartName="/main.xml" ContentType="{body}"/></Types>'


def office(body=WORD, more=(), compression=zipfile.ZIP_DEFLATED):
    entries = {"[Content_Types].xml": types(body), "main.xml": "<a/>", "docProps/core.xml": "<p>A. Person</p>"}
    return archive(entries | dict(more), compression)


def archive(entries, compression=zipfile.ZIP_DEFLATED):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", compression) as packed:
        for name, content in entries.items():
            packed.writestr(name, content)
    return made.getvalue()


def open_text(**more):
    mimetype = "application/vnd.oasis.opendocument.text"
    return archive({"mimetype": mimetype, "content.xml": "<a/>", "meta.xml": "<m>A. Person</m>"} | more)


def points_at(kind, target="http://elsewhere.example/x.dotm"):
    link = f'<Relationship Id="r1" Type="http://x/{kind}" Target="{target}" TargetMode="External"/>'
    return {"word/_rels/settings.xml.rels": f'<Relationships xmlns="{PACKAGE}relationships">{link}</Relationships>'}


def lying(content):
    """Say in the table of contents that an entry unpacks to one byte."""
    made, at = bytearray(content), content.rfind(b"PK\x01\x02")
    struct.pack_into("<L", made, at + 24, 1)
    return bytes(made)


def locked(content):
    """Set the mark of encryption on every entry of an archive."""
    made = bytearray(content)
    at = made.find(b"PK\x01\x02")
    while at >= 0:
        made[at + 8] |= 1
        at = made.find(b"PK\x01\x02", at + 4)
    return bytes(made)


def png_bomb(side=60_000):
    """Return a PNG of a few hundred bytes that says it is very large."""

    def chunk(kind, body):
        return struct.pack("!L", len(body)) + kind + body + struct.pack("!L", zlib.crc32(kind + body))

    head = struct.pack("!LLBBBBB", side, side, 8, 2, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + body + chunk(b"IEND", b"")
