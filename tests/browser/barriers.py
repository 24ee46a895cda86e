"""What must hold of every page that is looked at, whoever looks."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

# Every rule that axe runs by itself, and the one of WCAG 2.2 that it leaves out.
OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
UNKNOWN = settings.UNKNOWN_VARIABLE.partition("%s")[0]
# What axe has looked at, by any test: one page of a shape tells of all.
SHAPES: set[str] = set()


def barriers(page: Any) -> list[tuple[str, list[str]]]:
    """Return what axe finds on the page: each rule with the places where it is broken."""
    # A click returns before the page it leads to has a body to look at.
    page.wait_for_load_state()
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [(rule["id"], [node["html"][:200] for node in rule["nodes"]]) for rule in found]


def is_too_wide(page: Any) -> bool:
    """Whether the page scrolls sideways."""
    page.wait_for_load_state()
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def twice_named_links(page: Any) -> list[str]:
    """Return the link texts in the page's own part that lead to two places, headings that sort a column left out."""
    script = """() => [...document.querySelectorAll('main a[href]')].filter((a) => !a.closest('svg, th'))
        .map((a) => [(a.getAttribute('aria-label') || a.textContent).trim().replace(/\\s+/g, ' '), a.href])"""
    led: dict[str, set[str]] = {}
    for text, address in page.evaluate(script):
        led.setdefault(text, set()).add(address)
    return sorted(text for text, addresses in led.items() if len(addresses) > 1)


def shape_of(page: Any) -> str:
    """Return what a page is made of, and how wide it is, without its words: one shape has the same barriers."""
    script = """() => [...new Set([...document.querySelectorAll('*')].map((e) =>
        [e.tagName, e.getAttribute('class'), ...e.getAttributeNames()].join(' ')))].sort().join()"""
    return f"{page.viewport_size['width']} {page.evaluate(script)}"


def look_at(page: Any, *, scripts: bool = True) -> None:
    """Fail when the page is no page of ours, or when somebody could not use it. axe looks at each shape once.

    axe waits for a timer, which never comes where scripts are off (`scripts`): there the rest is looked at.
    """
    text = page.content()
    assert UNKNOWN not in text, page.url
    assert page.locator("h1").count() == 1, (page.url, text[:500])
    assert not is_too_wide(page), page.url
    if scripts and (shape := shape_of(page)) not in SHAPES:
        assert barriers(page) == [], page.url
        SHAPES.add(shape)
    twice = twice_named_links(page)
    assert twice == [], (page.url, twice)
