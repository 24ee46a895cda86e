"""What stands around every page: navigation, marking, notices, and the pages for what goes wrong."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from escp.ui import errors
from escp.ui.gallery import gallery
from escp.ui.navigation import (
    FooterLink,
    NavigationEntry,
    places_for,
    register,
    register_footer,
    register_search,
)
from escp.ui.notices import Notice
from escp.ui.notices import register as register_notice

FIRST = NavigationEntry("first", "My week", "first", 1)
ACTIONS = NavigationEntry("actions", "Actions and impact", "actions", 2, frozenset({"see"}), ("/plans/",))


def test_navigation_shows_what_a_person_may_use_in_order(person):
    register(ACTIONS)
    register(FIRST)
    assert [place.label for place in places_for(person, "/")] == ["My week"]

    person.permissions.add("see")

    assert [place.label for place in places_for(person, "/")] == ["My week", "Actions and impact"]


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/", ["page", ""]),
        ("/actions/", ["", "page"]),
        ("/actions/ACT-1/", ["", "true"]),
        ("/plans/2/", ["", "true"]),
        ("/x/", ["", ""]),
    ],
)
def test_navigation_marks_where_the_page_is(person, path, current):
    register(FIRST)
    register(ACTIONS)
    person.permissions.add("see")

    assert [place.current for place in places_for(person, path)] == current


def test_an_entry_without_a_page_is_a_mistake(person):
    register(NavigationEntry("gone", "Gone", "no-such-page", 1))

    with pytest.raises(NoReverseMatch):
        places_for(person, "/")


def test_no_more_than_six_entries_and_none_twice():
    for number in range(6):
        register(NavigationEntry(f"k{number}", "Entry", "first", number))
    register(NavigationEntry("k0", "Entry", "first", 0))

    with pytest.raises(ValueError, match="6 entries"):
        register(NavigationEntry("k6", "Entry", "first", 6))
    with pytest.raises(ValueError, match="Two navigation entries"):
        register(NavigationEntry("k0", "Other", "first", 0))


def test_a_page_for_nobody_has_no_navigation_search_or_sign_out_and_asks_no_database(asked):
    register(FIRST)
    register_footer(FooterLink("Privacy", "reports"))
    page = render(asked(by=AnonymousUser()), "404.html").content.decode()

    assert "My week" not in page
    assert 'name="q"' not in page
    assert "Sign out" not in page
    assert "Privacy" in page


def test_a_page_for_a_person_has_search_their_name_and_a_sign_out_button(asked):
    register_search("reports")
    page = render(asked(), "404.html").content.decode()

    assert f'action="{reverse("reports")}" method="get"' in page
    assert "Alex Morgan" in page
    assert re.search(r'<form action="/accounts/logout/" method="post">.*?csrfmiddlewaretoken', page, re.S)


def test_the_handling_marking_stands_at_top_and_bottom_only_where_it_is_due(asked):
    plain = render(asked(), "404.html").content.decode()
    marked = render(asked(), "404.html", {"marking": True}).content.decode()

    assert (plain.count("OFFICIAL-SENSITIVE"), marked.count("OFFICIAL-SENSITIVE")) == (0, 2)


def test_notices_stand_above_the_page_for_people_at_work(asked):
    register_notice("beat", lambda request: Notice("No reminders since 9.30am.", "/reports/", "See health"))
    register_notice("calm", lambda request: None)

    assert "No reminders since 9.30am." in render(asked(), "404.html").content.decode()
    assert "No reminders" not in render(asked(by=AnonymousUser()), "404.html").content.decode()


@pytest.mark.parametrize(
    ("view", "status", "says"),
    [
        (errors.forbidden, 403, "You cannot do that here"),
        (errors.not_found, 404, "We cannot find that page"),
        (errors.conflict, 409, "Someone else was first"),
        (errors.csrf_failure, 403, "This page had expired"),
    ],
)
def test_each_error_has_its_page_in_plain_words(asked, view, status, says):
    answer = view(asked())

    assert answer.status_code == status
    assert says in answer.content.decode()
    assert django_settings.UNKNOWN_VARIABLE.split("%")[0] not in answer.content.decode()


def test_the_pages_for_our_mistakes_need_no_person_database_or_context(asked):
    for view, status in ((errors.server_error, 500), (errors.bad_request, 400)):
        answer = view(asked(by=None))

        assert answer.status_code == status
        assert b"[[" not in answer.content


def test_a_refusal_gives_its_reason_once_and_escaped(asked):
    page = errors.forbidden(asked(), PermissionError("<b>Only the lead may.</b>")).content.decode()

    assert "&lt;b&gt;Only the lead may.&lt;/b&gt;" in page


def test_the_gallery_shows_every_component_and_knows_its_variables(asked):
    page = gallery(asked("/ui/gallery/")).content.decode()

    assert page.count('class="gt-example"') >= 15
    assert page.count("<h1") == 1
    assert "[[" not in page


def test_the_gallery_is_for_developers_only(asked, settings):
    settings.GALLERY = False

    with pytest.raises(Http404):
        gallery(asked("/ui/gallery/"))


def test_a_first_visit_is_light():
    static = Path(django_settings.BASE_DIR) / "static"
    files = [
        path
        for folder in ("vendor", "css", "js")
        for path in (static / folder).iterdir()
        if path.suffix in {".css", ".js"}
    ]
    weight = sum(len(gzip.compress(path.read_bytes())) for path in files)

    assert len(files) >= 6
    assert weight < 40_000
