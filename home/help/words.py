"""A page of help from its file in `docs/how-to/`: headings, lists and tables as the design system has them."""

from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath

from django.conf import settings
from django.forms.utils import flatatt
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

# What each element of a file is on a page of the service.
CLASSES = {
    "h1": "govuk-heading-l",
    "h2": "govuk-heading-m",
    "h3": "govuk-heading-s",
    "p": "govuk-body",
    "ul": "govuk-list govuk-list--bullet",
    "ol": "govuk-list govuk-list--number govuk-list--spaced",
    "table": "govuk-table",
    "thead": "govuk-table__head",
    "tbody": "govuk-table__body",
    "tr": "govuk-table__row",
    "th": "govuk-table__header",
    "td": "govuk-table__cell",
    "a": "govuk-link",
}


@dataclass(frozen=True)
class HelpPage:
    """One page of help as it is shown: its title, and everything below the title."""

    title: str
    body: SafeString


@cache
def page_of(slug: str) -> HelpPage:
    """Return the page of a task. Raises FileNotFoundError where nobody has written it."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    title, *below = SyntaxTreeNode(reader.parse((settings.HOW_TO_DIR / f"{slug}.md").read_text("utf-8"))).children
    return HelpPage(title.children[0].content, _all(below))


def _all(nodes: list[SyntaxTreeNode]) -> SafeString:
    return format_html_join("", "{}", ((_shown(node),) for node in nodes))


def _shown(node: SyntaxTreeNode) -> str:
    """Return what stands in a file as it stands on the page. Words are escaped where they are put into a tag."""
    if node.type == "image":
        name = PurePosixPath(str(node.attrs["src"])).name
        source = static(f"images/help/{name}")
        return format_html('<img class="gt-picture" src="{}" alt="{}">', source, node.content)
    if node.type == "softbreak":
        return " "
    if node.type == "code_block":
        return format_html('<pre class="gt-command" tabindex="0"><code>{}</code></pre>', node.content)
    if not node.tag or node.hidden:
        return _all(node.children) if node.children else node.content
    attributes: dict[str, str] = {"class": CLASSES[node.tag]} if node.tag in CLASSES else {}
    if node.tag == "th":
        attributes["scope"] = "col"
    if node.type == "link":
        attributes["href"] = reverse("home:help-task", args=[PurePosixPath(str(node.attrs["href"])).stem])
    inside = _all(node.children) if node.children else node.content
    shown = format_html("<{0}{1}>{2}</{0}>", node.tag, flatatt(attributes), inside)
    return _scrolled(node, shown) if node.type == "table" else shown


def _scrolled(table: SyntaxTreeNode, shown: str) -> SafeString:
    """Let a table that is wider than a telephone scroll within itself, named after its headings."""
    headings = ", ".join(cell.children[0].content for cell in table.children[0].children[0].children)
    region = '<div class="gt-scroll" tabindex="0" role="region" aria-label="Table: {}">{}</div>'
    return format_html(region, headings, shown)
