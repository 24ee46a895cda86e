"""Help in the product: a page for each task, offered to those whose task it is."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from escp.access.roles import ROLES, RoleKey
from home.help.contents import ELSEWHERE, TASKS, by_part
from home.help.words import page_of
from tests.factories.partnership import PersonFactory
from tests.pages import text_of

WRITTEN = {file.stem for file in Path(settings.HOW_TO_DIR).glob("*.md")}
LINK = re.compile(r"\]\(([^)]+)\)")


def test_every_page_that_is_written_is_a_task_or_belongs_elsewhere():
    tasks = [task.slug for task in TASKS]

    assert len(set(tasks)) == len(tasks)
    assert {*tasks, *ELSEWHERE} == WRITTEN
    assert not ELSEWHERE & set(tasks)


def test_every_permission_that_a_task_needs_is_held_by_some_role():
    held = {permission for role in ROLES.values() for permission in role.permissions}

    assert {permission for task in TASKS for permission in task.needs} <= held


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.slug)
def test_links_of_a_page_lead_to_pages_of_help(task):
    words = (settings.HOW_TO_DIR / f"{task.slug}.md").read_text("utf-8")
    for link in LINK.findall(words):
        name = link.rpartition("/")[2]
        assert name.removesuffix(".md") in {other.slug for other in TASKS} or name.endswith(".png"), link


@pytest.mark.django_db
def test_tasks_are_offered_to_those_who_may_do_them_and_the_rest_stand_apart(client_for):
    page = client_for(PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR)).get(reverse("home:help"))

    yours = [task.title for _, tasks in page.context["yours"] for task in tasks]
    others = [task.title for _, tasks in page.context["others"] for task in tasks]
    assert "Answer what your agency is asked" in yours
    assert "Run a rapid review" in others
    assert len(yours) + len(others) == len(TASKS)
    assert not set(yours) & set(others)


def test_whoever_may_do_everything_has_no_other_tasks():
    assert by_part(lambda task: False) == []
    assert sum(len(tasks) for _, tasks in by_part(lambda task: True)) == len(TASKS)


@pytest.mark.django_db
def test_every_page_opens_with_its_title_and_leads_to_the_others_of_its_part(client_for):
    client = client_for(PersonFactory(role=RoleKey.PIG_MEMBER))
    for task in TASKS:
        answer = client.get(reverse("home:help-task", args=[task.slug]))
        page = answer.content.decode()
        assert page.count("<h1") == 1
        assert page_of(task.slug).title in text_of(answer)
        assert reverse("home:help-task", args=[task.slug]) not in LINKS_BESIDE.findall(page)


LINKS_BESIDE = re.compile(r'<li><a class="govuk-link" href="([^"]+)"')


def test_a_page_wears_the_classes_of_the_design_system():
    signing_in = str(page_of("sign-in").body)

    assert '<h2 class="govuk-heading-m">' in signing_in
    assert '<th class="govuk-table__header" scope="col">' in signing_in
    assert f'href="{reverse("home:help-task", args=["merge-a-chronology"])}"' in str(page_of("run-a-rapid-review").body)


@pytest.mark.django_db
def test_a_page_that_nobody_wrote_is_not_found(client_for):
    assert client_for(PersonFactory()).get(reverse("home:help-task", args=["deploy"])).status_code == 404
