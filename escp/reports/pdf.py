"""The one writer of papers as PDF: our own HTML and style sheet, tagged for screen readers (PDF/UA-1).

    write("papers/compliance.html", page, title="How statutory deadlines were kept", reference="2026-27", made_at=now)

The template extends `papers/base.html`. Nothing is fetched but our own static files: no file of the machine and no
address of the network can get into a paper. The same input always gives the same bytes. Half a second a page: never
write one in a request, ask for it (`escp.reports.papers`).
"""

import io
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pikepdf
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from pikepdf import Array, Dictionary, Name

from escp.reports.editions import Edition

PDF = "application/pdf"
# An address that exists nowhere: `css/paper.css` in a template stands below it, and nothing else is answered.
NOWHERE = "https://paper.invalid/static/"
OURS = re.compile(rf"^{re.escape(NOWHERE)}((?:[A-Za-z0-9_-]+/)*[A-Za-z0-9_-]+\.(?:css|svg|png))$")
PICTURE = re.compile(r"^data:image/(?:png|svg\+xml)[;,]")
# A shape of a font that stands for no letter, as the table from shapes to letters writes it.
SAYS_NOTHING = re.compile(rb"(<[0-9a-f]{4}> )<>")
KINDS = {".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png"}
SHEETS = {"A4": "", "A4 landscape": "paper--a4-landscape", "A3 landscape": "paper--a3-landscape"}

NOT_INSTALLED = (
    "Papers cannot be made on this computer yet: what draws their letters (Pango) is not installed. "
    "Tell the people who run the service."
)


class Unavailable(RuntimeError):
    """Raised where Pango is not installed. Its text may be shown to the person who asked for the paper."""


class Refused(ValueError):
    """Raised when a template asks for anything but our own static files."""


def write(
    template: str,
    page: Mapping[str, Any],
    *,
    title: str,
    reference: str,
    made_at: datetime,
    made_for: str = "",
    sheet: str = "A4",
    pack: Edition | None = None,
) -> bytes:
    """Return the paper as PDF; a `pack` has a cover, and is made in one edition.

    Raises Unavailable without Pango, Refused for what a paper may not fetch.
    """
    html = render_to_string(
        template,
        {
            "title": title,
            "reference": reference,
            "made_at": made_at,
            "made_for": made_for,
            "shape": SHEETS[sheet],
            "partnership_name": settings.PARTNERSHIP_NAME,
            "service_name": settings.SERVICE_NAME,
            "handling_marking": settings.HANDLING_MARKING,
            "pack": pack,
            **page,
        },
    )
    return finished(drawn(pack.of_html(html) if pack else html))


def drawn(html: str) -> bytes:
    """Return HTML laid out on sheets, as WeasyPrint leaves it."""
    weasyprint = _weasyprint()
    from weasyprint.urls import FatalURLFetchingError

    try:
        document = weasyprint.HTML(string=html, base_url=NOWHERE, url_fetcher=our_fetcher())
        return bytes(document.write_pdf(pdf_variant="pdf/ua-1"))
    except FatalURLFetchingError as refused:
        raise Refused("A paper may fetch nothing but our own static files.") from refused


def our_fetcher() -> Any:
    """Return the fetcher that knows our own static files and small pictures within the page, and refuses the rest."""
    _weasyprint()
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OurFilesOnly(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            if PICTURE.match(url):
                return super().fetch(url, headers)
            place = static_file(url)
            return URLFetcherResponse(url, place.read_bytes(), {"Content-Type": KINDS[place.suffix]})

    return OurFilesOnly(allowed_protocols=["data"], allow_redirects=False, fail_on_errors=True)


def static_file(url: str) -> Path:
    """Return the file of ours that an address names. Raises Refused for any other address."""
    name = OURS.match(unquote(url))
    place = finders.find(name[1]) if name else None
    if place is None:
        raise Refused("Not one of our own static files.")
    return Path(place)


def finished(pdf: bytes) -> bytes:
    """Add what WeasyPrint leaves out: which headers are of columns, what is not text, what a document says of itself.

    A header cell gets its scope and stands in the tree of names by which cells refer to it; what is repeated in the
    margins is marked as such, so that no screen reader speaks it on every sheet. Where one letter is drawn as several
    shapes, as in Bengali, the first shape says it, and each of the others says a space of no width.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        _give_scope_to_headers(document)
        _mark_margins(document)
        _let_every_shape_speak(document)
        document.docinfo[Name.Producer] = settings.SERVICE_NAME
        with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as about:
            about["pdf:Producer"] = settings.SERVICE_NAME
        buffer = io.BytesIO()
        document.save(buffer, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return buffer.getvalue()


def _let_every_shape_speak(document: pikepdf.Pdf) -> None:
    for font in document.objects:
        if isinstance(font, Dictionary) and (letters := font.get(Name.ToUnicode)) is not None:
            spoken, silent = SAYS_NOTHING.subn(rb"\1<200b>", letters.read_bytes())
            if silent:
                letters.write(spoken)


def _give_scope_to_headers(document: pikepdf.Pdf) -> None:
    names: dict[bytes, Dictionary] = {}
    for element in document.objects:
        if not isinstance(element, Dictionary) or element.get(Name.S) != Name.TH:
            continue
        group = element.P.P
        element.A[Name.Scope] = Name.Column if Name.THead == group.S else Name.Row
        if Name.ID in element:
            names[bytes(element.ID)] = element
    if names:
        pairs = [part for name in sorted(names) for part in (pikepdf.String(name), names[name])]
        document.Root.StructTreeRoot[Name.IDTree] = document.make_indirect(
            Dictionary(Kids=Array([document.make_indirect(_leaf(sorted(names), pairs))]))
        )


def _leaf(names: list[bytes], pairs: list[Any]) -> Dictionary:
    limits = Array([pikepdf.String(names[0]), pikepdf.String(names[-1])])
    return Dictionary(Limits=limits, Names=Array(pairs))


def _mark_margins(document: pikepdf.Pdf) -> None:
    """Mark as repeated what hangs on no branch of the tree: marking, reference, date, number of the page."""
    numbers = list(document.Root.StructTreeRoot.ParentTree.Nums)
    for page, elements in zip(document.pages, (part for part in numbers[1::2] if isinstance(part, Array)), strict=True):
        loose = {place for place, element in enumerate(elements) if not _hangs_on_the_tree(element)}
        if not loose:
            continue

        def marked(found: re.Match[bytes], loose: set[int] = loose) -> bytes:
            return b"/Artifact\n<</Type /Pagination>>\nBDC" if int(found[1]) in loose else found[0]

        content = page.Contents.read_bytes()
        page.Contents = document.make_stream(re.sub(rb"/\w+\s<</MCID (\d+)>>\sBDC", marked, content))
        for place in loose:
            elements[place] = None


def _hangs_on_the_tree(element: Any) -> bool:
    """Whether every parent up to the root knows its child."""
    while Name.P in element:
        parent = element.P
        kids = parent.K
        if not any(isinstance(kid, Dictionary) and kid.objgen == element.objgen for kid in kids):
            return False
        element = parent
    return True


def _weasyprint() -> Any:
    """Return the library. It is imported late: it takes a second, and fails where Pango is not installed."""
    try:
        import weasyprint
    except OSError as missing:
        raise Unavailable(NOT_INSTALLED) from missing
    return weasyprint
