"""The unit's own Word template: a document with fields in double braces, one of which says where the text stands.

    {{ title }}  {{ reference }}  {{ date }}  {{ marking }}  {{ partnership }}  and, alone in its paragraph, {{ text }}

A field is a name and nothing else: nothing in a template is worked out. Letters, colours, head, foot and paper are the
template's; a style that it lacks is lent by the service's own document.
"""

import copy
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml.etree import XMLSyntaxError

TEXT = "text"
FIELDS = ("title", "reference", "date", "marking", "partnership", TEXT)
MOST_PARAGRAPHS = 200

UNREADABLE = "Word cannot open it. Save it again as a Word document (.docx)."
TOO_LONG = f"It has more than {MOST_PARAGRAPHS} paragraphs. Leave only what is to stand in every document."
NO_TEXT = "It does not say where the text stands. Write {{ text }} into a paragraph of its own."
TWO_TEXTS = "{{ text }} stands in it more than once. Leave one."
NOT_ALONE = "{{ text }} has to stand alone in a paragraph, outside tables and boxes."
NO_MARKING = (
    "The marking is not on every page. Write {{ marking }} into the head or the foot, of first and even pages too."
)
UNKNOWN = "There is no field “{}”. The fields are " + ", ".join(FIELDS) + "."
BROKEN = "A field is not closed, or never opened, near “{}”. Write it as {{{{ title }}}}."

FIELD = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
HALF = re.compile(r"\{\{|\}\}")


def faults_of(content: bytes) -> list[str]:
    """Return, in plain words, why a document cannot be a template; nothing where it can."""
    try:
        document = docx.Document(io.BytesIO(content))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, XMLSyntaxError):
        return [UNREADABLE]
    paragraphs = [_said(texts) for texts in _paragraphs(document)]
    if len(paragraphs) > MOST_PARAGRAPHS:
        return [TOO_LONG]
    names = [name for words in paragraphs for name in FIELD.findall(words)]
    unknown = [UNKNOWN.format(name[:40]) for name in dict.fromkeys(names) if name not in FIELDS]
    broken = [BROKEN.format(words.strip()[:40]) for words in paragraphs if HALF.search(FIELD.sub("", words))]
    return [*unknown, *broken, *_faults_of_text(document, names), *([] if _is_marked(document) else [NO_MARKING])]


def _faults_of_text(document: Any, names: Sequence[str]) -> list[str]:
    if names.count(TEXT) == 0:
        return [NO_TEXT]
    if names.count(TEXT) > 1:
        return [TWO_TEXTS]
    return [] if _place_of_text(document) is not None else [NOT_ALONE]


def _is_marked(document: Any) -> bool:
    """Whether every page carries the marking, above or below."""
    even = document.settings.odd_and_even_pages_header_footer
    for section in document.sections:
        pairs = [(section.header, section.footer)]
        pairs += (
            [(section.first_page_header, section.first_page_footer)]
            if section.different_first_page_header_footer
            else []
        )
        pairs += [(section.even_page_header, section.even_page_footer)] if even else []
        for pair in pairs:
            if not any("marking" in FIELD.findall(_said(texts)) for part in pair for texts in _texts_in(part._element)):
                return False
    return True


def opened(content: bytes, facts: Mapping[str, str], lender: Any) -> tuple[Any, bool]:
    """Return the template as a document with its fields filled, and whether it says the title itself.

    The paragraph of the text stays until `put_text`. `lender` is a document whose styles it borrows.
    """
    document = docx.Document(io.BytesIO(content))
    _borrow_styles(document, lender)
    has_title = any("title" in FIELD.findall(_said(texts)) for texts in _texts_in(document.element.body))
    for texts in _paragraphs(document):
        for found in reversed(list(FIELD.finditer(_said(texts)))):
            if found[1] != TEXT:
                _replace(texts, found.span(), facts[found[1]])
    return document, has_title


def put_text(document: Any, added: Iterable[Any]) -> None:
    """Move what was added at the end to where the template's text stands."""
    place = _place_of_text(document)
    for element in added:
        place.addprevious(element)
    place.getparent().remove(place)


def _place_of_text(document: Any) -> Any:
    """Return the paragraph that holds the field of the text and nothing else, or None."""
    for paragraph in document.element.body.iterchildren(qn("w:p")):
        if FIELD.fullmatch(_said(_own_texts(paragraph)).strip()) and TEXT in FIELD.findall(
            _said(_own_texts(paragraph))
        ):
            return paragraph
    return None


def _paragraphs(document: Any) -> Iterator[list[Any]]:
    """Give the texts of every paragraph: of the body, of heads and feet, of tables and boxes in them."""
    yield from _texts_in(document.element.body)
    seen = set()
    for section in document.sections:
        for part in (
            section.header, section.footer, section.first_page_header, section.first_page_footer,
            section.even_page_header, section.even_page_footer,
        ):  # fmt: skip
            # One that continues the section before would be made by being asked for.
            if not part.is_linked_to_previous and part._element not in seen:
                seen.add(part._element)
                yield from _texts_in(part._element)


def _texts_in(element: Any) -> Iterator[list[Any]]:
    for paragraph in element.iter(qn("w:p")):
        if texts := _own_texts(paragraph):
            yield texts


def _own_texts(paragraph: Any) -> list[Any]:
    """Return the pieces of text of a paragraph, without those of boxes that hang on it."""
    return [text for text in paragraph.iter(qn("w:t")) if next(text.iterancestors(qn("w:p"))) is paragraph]


def _said(texts: Iterable[Any]) -> str:
    return "".join(text.text or "" for text in texts)


def _replace(texts: Sequence[Any], span: tuple[int, int], words: str) -> None:
    """Put words where a field stands, however Word has cut it up: into its first piece, with that piece's letters."""
    at = 0
    for text in texts:
        own = text.text or ""
        first, last = max(span[0] - at, 0), min(span[1] - at, len(own))
        if first < last:
            text.text, words = own[:first] + words + own[last:], ""
            text.set(qn("xml:space"), "preserve")
        at += len(own)


def _borrow_styles(document: Any, lender: Any) -> None:
    """Copy the styles that the writer needs and the template lacks: Word saves only those that a document uses."""
    own = {style.name for style in document.styles}
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3", "Table Grid"):
        if name not in own:
            style = copy.deepcopy(lender.styles[name].element)
            for needless in (*style.findall(qn("w:link")), *style.findall(qn("w:next"))):
                style.remove(needless)
            document.styles.element.append(style)
