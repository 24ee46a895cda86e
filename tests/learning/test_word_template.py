"""The unit's own Word template: what is refused and why, what is filled in, and that the past stays as it was."""

import io
import zipfile

import docx
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from escp.access.roles import RoleKey
from escp.documents import clamd
from escp.reports import word_template
from escp.reports.word import WORD
from escp.reports.word_template import faults_of
from learning.models import WordTemplate
from learning.publications.reports import build
from learning.word_template import services
from learning.word_template.queries import standing_template
from learning.word_template.reports import beginning, sample
from tests.factories.partnership import PersonFactory
from tests.factories.publications import a_publication
from tests.pages import posted, text_of

NEW, PAGE = "learning:word-template-new", "learning:word-template"


def changed(change) -> bytes:
    """Return the small template that works, changed."""
    document = docx.Document(io.BytesIO(beginning()))
    change(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def upload(content: bytes, name: str = "Ours.docx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type=WORD)


def brought(client, content: bytes, name: str = "Ours.docx"):
    return posted(client, reverse(NEW), {"file": upload(content, name)})


def lines_of(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs]


def words(document, place, words):
    document.paragraphs[place].text = words


def boxed(document):
    words(document, 1, "")
    document.add_table(rows=1, cols=1).cell(0, 0).text = "{{ text }}"


def unmarked_first_page(document):
    document.sections[0].different_first_page_header_footer = True


def unmarked_even_pages(document):
    document.settings.odd_and_even_pages_header_footer = True


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda it: words(it, 0, "{{ tilte }}"), "There is no field “tilte”."),
        (lambda it: words(it, 0, "{{ 7 * 7 }}"), "There is no field “7 * 7”."),
        (lambda it: words(it, 0, "{{ title"), "A field is not closed, or never opened, near “{{ title”."),
        (lambda it: words(it, 0, "title }}"), "A field is not closed, or never opened, near “title }}”."),
        (lambda it: words(it, 1, ""), word_template.NO_TEXT),
        (lambda it: words(it, 0, "{{ text }}"), word_template.TWO_TEXTS),
        (lambda it: words(it, 1, "See {{ text }}"), word_template.NOT_ALONE),
        (boxed, word_template.NOT_ALONE),
        (unmarked_first_page, word_template.NO_MARKING),
        (unmarked_even_pages, word_template.NO_MARKING),
        (lambda it: [it.add_paragraph("x") for _ in range(200)], word_template.TOO_LONG),
    ],
)
def test_what_is_wrong_with_a_template_is_said_in_words(change, fault):
    assert any(fault in one for one in faults_of(changed(change)))


@pytest.mark.parametrize("content", [b"", b"PK", b"{\\rtf1}", beginning()[:900]])
def test_what_word_cannot_open_is_no_template(content):
    assert faults_of(content) == [word_template.UNREADABLE]


def test_every_field_is_filled_where_word_has_cut_it_up():
    def cut(document):
        paragraph = document.paragraphs[0]
        paragraph.text = ""
        for piece in ("About {", "{ ti", "tle }", "} and {{ reference", " }}."):
            paragraph.add_run(piece).bold = True

    made = lines_of(sample(changed(cut)))
    assert made[0] == "About A trial of the template and PUB-0000."
    assert made[1] == "The learning"
    assert not any("{{" in line for line in made)


def test_head_and_foot_are_filled_and_the_text_stands_in_its_place():
    made = docx.Document(io.BytesIO(sample(changed(lambda it: it.add_paragraph("The end.")))))
    assert "OFFICIAL-SENSITIVE" in made.sections[0].header.paragraphs[0].text
    assert "PUB-0000" in made.sections[0].header.paragraphs[0].text
    assert made.paragraphs[-1].text == "The end."
    assert [table.cell(0, 0).text for table in made.tables] == ["Agency"]


def test_a_style_that_the_template_lacks_is_lent():
    def bare(document):
        for name in ("Heading 1", "Heading 2", "Table Grid", "Title"):
            element = document.styles[name].element
            element.getparent().remove(element)
        document.settings.element.clear()
        document.paragraphs[0].text = "{{ partnership }}"

    made = docx.Document(io.BytesIO(sample(changed(bare))))
    assert made.styles["Heading 2"].font.size.pt == 12
    assert [one.text for one in made.paragraphs if one.style.name == "Title"][-1] == "A trial of the template"


def test_a_field_in_a_box_is_filled_once():
    inner = "<w:txbxContent><w:p><w:r><w:t>{{ title }}</w:t></w:r></w:p></w:txbxContent>"
    box = f"<v:textbox xmlns:v='urn:schemas-microsoft-com:vml'>{inner}</v:textbox>"
    box = f"<w:p {nsdecls('w')}><w:r><w:t>Box:</w:t></w:r><w:r><w:pict>{box}</w:pict></w:r></w:p>"
    made = sample(changed(lambda it: it.element.body.insert(0, parse_xml(box))))
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        body = parts.read("word/document.xml").decode()
    assert body.count("A trial of the template") == 2
    assert "{{" not in body


@settings(max_examples=25)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=40))
def test_no_words_in_a_template_break_it(typed):
    content = changed(lambda it: it.paragraphs[0].add_run(typed))
    if not faults_of(content):
        assert lines_of(sample(content))


@pytest.mark.django_db
def test_an_administrator_brings_a_template_and_leaves_it_again(client_for):
    administrator, manager = client_for(PersonFactory(role=RoleKey.ADMINISTRATOR)), client_for(PersonFactory())
    assert "The service’s own is used." in text_of(manager.get(reverse(PAGE)))
    assert manager.get(reverse("learning:word-template-file", args=["template"])).status_code == 404
    refused = text_of(brought(administrator, changed(lambda it: words(it, 0, "{{ tilte }}"))))
    assert "There is no field “tilte”." in refused
    assert "Choose a Word document" in text_of(brought(administrator, b"a,b\n1,2\n", "ours.csv"))
    assert brought(administrator, beginning()).status_code == 302
    assert "Ours.docx" in text_of(manager.get(reverse(PAGE)))
    for which in ("template", "trial", "begin"):
        answer = manager.get(reverse("learning:word-template-file", args=[which]))
        assert docx.Document(io.BytesIO(answer.content)).paragraphs
    assert posted(administrator, reverse("learning:word-template-leave"), {}).status_code == 302
    assert standing_template() is None
    assert services.NONE_STANDS in text_of(posted(administrator, reverse("learning:word-template-leave"), {}))


@pytest.mark.django_db
def test_macros_and_what_loads_from_elsewhere_are_refused(client_for):
    administrator = client_for(PersonFactory(role=RoleKey.ADMINISTRATOR))
    buffer = io.BytesIO(beginning())
    with zipfile.ZipFile(buffer, "a") as parts:
        parts.writestr("word/vbaProject.bin", b"Sub AutoOpen()")
    assert "macros" in text_of(brought(administrator, buffer.getvalue()))
    away = changed(
        lambda it: it.part.rels.get_or_add_ext_rel(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate",
            "https://evil.example/x",
        )
    )
    assert "loads something from another place" in text_of(brought(administrator, away))
    assert not WordTemplate.objects.exists()


@pytest.mark.django_db
def test_what_was_published_keeps_the_template_of_its_day():
    person = PersonFactory()
    services.bring_template(by=person, file=upload(changed(lambda it: it.add_paragraph("The first."))))
    old = a_publication("published")
    services.bring_template(by=person, file=upload(changed(lambda it: it.add_paragraph("The second."))))
    new, draft = a_publication("published"), a_publication()
    services.leave_template(by=person)
    plain = a_publication("published")

    def last(publication):
        return lines_of(build(person, reference=publication.reference, form="word").content)[-1]

    assert (last(old), last(new)) == ("The first.", "The second.")
    assert last(plain) not in ("The first.", "The second.")
    assert last(draft) not in ("The first.", "The second.")
    assert build(person, reference=old.reference, form="word").content == (
        build(person, reference=old.reference, form="word").content
    )


@pytest.mark.django_db
@pytest.mark.parametrize(("answer", "said"), [("Eicar", "found something"), (None, "does not answer")])
def test_what_the_scanner_finds_or_cannot_be_asked_about_is_not_used(monkeypatch, settings, answer, said):
    def scan(path, address):
        if answer is None:
            raise clamd.Unavailable
        return answer

    settings.CLAMD_ADDRESS = "scanner:3310"
    monkeypatch.setattr(clamd, "scan", scan)
    with pytest.raises(ValidationError, match=said):
        services.bring_template(by=PersonFactory(), file=upload(beginning()))
    assert not WordTemplate.objects.exists()
