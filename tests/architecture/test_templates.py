"""Templates escape everything, hold nothing inline, and are all used."""

import re
from pathlib import Path

import pytest
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from tests.architecture.source import ROOT, project_files, python_files, template_name, templates, text_of

FORBIDDEN = {
    "safe filter": re.compile(r"\|\s*safe(seq)?\b"),
    "autoescape off": re.compile(r"autoescape\s+off"),
    "inline script": re.compile(r"<script(?![^>]*\bsrc=)", re.IGNORECASE),
    "inline style element": re.compile(r"<style\b", re.IGNORECASE),
    "style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "javascript address": re.compile(r"javascript:", re.IGNORECASE),
    "address of another host": re.compile(
        r"(?:src|href)\s*=\s*[\"']?(?:https?:)?//[^\"']*\.(?:js|css|woff2?|png|svg)", re.IGNORECASE
    ),
}
# Asked for by Django, by a library or by the form pack's naming rule, not by a line of ours.
ASKED_FOR_BY_CONVENTION = re.compile(
    r"^(?:400|403|403_csrf|404|405|409|429|500)\.html$|^govuk/|^account/|^mfa/|^allauth/|^admin/|^registration/"
)


def test_there_are_templates_to_look_at():
    assert len(templates()) >= 10


@pytest.mark.parametrize("kind", FORBIDDEN)
def test_no_template_holds_what_the_content_policy_or_escaping_forbids(kind):
    found = [
        f"{path}:{text_of(path).count(chr(10), 0, match.start()) + 1}"
        for path in templates()
        if path.suffix == ".html" or kind == "safe filter"
        for match in FORBIDDEN[kind].finditer(text_of(path))
    ]

    assert not found


def test_every_template_can_be_read():
    for path in templates():
        try:
            get_template(template_name(path))
        except TemplateDoesNotExist as missing:
            pytest.fail(f"{path} asks for {missing}, which does not exist")


def test_every_template_is_used():
    readers = [*python_files(), *templates(), Path("pyproject.toml")]
    everything = {path: text_of(path) for path in readers if path in set(project_files()) or (ROOT / path).exists()}
    unused = [
        str(path)
        for path in templates()
        if not ASKED_FOR_BY_CONVENTION.match(name := template_name(path))
        and not any(name in text for reader, text in everything.items() if reader != path)
    ]

    assert not unused


def test_no_two_rooms_hold_a_template_of_the_same_name():
    names = [template_name(path) for path in templates()]

    assert len(names) == len(set(names))
