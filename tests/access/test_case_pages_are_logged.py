"""Every page that shows a case is logged before it leaves: every address of the table, every move."""

import uuid
from itertools import product

import pytest
from django.conf import settings
from django.db import DatabaseError, transaction
from django.urls import reverse

from escp.access.models import AccessLog
from escp.access.roles import RoleKey
from tests.access.addresses import ABOUT_A_CASE, SHORT
from tests.access.matrix import MATRIX
from tests.factories.learning import FindingFactory
from tests.factories.partnership import PersonFactory
from tests.factories.reviews import IncidentFactory
from tests.sweeps.world import a_world, moves

pytestmark = [pytest.mark.django_db, pytest.mark.no_cover]

# Addresses of records: a case's own, and those to which something of a case may lead.
RECORDS = [name for name, row in MATRIX.items() if row.about and row.roles and not row.public and not row.account]


def entries_for(answer, before):
    """Return what the log gained, and whether the answer carries the handling marking that casework carries."""
    marked = settings.HANDLING_MARKING in answer.content.decode("utf-8", "replace")
    return list(AccessLog.objects.filter(pk__gt=before).values_list("action", "reference")), marked


def ask(client, method, url):
    before = AccessLog.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    answer = getattr(client, method)(url, {"once": str(uuid.uuid4())} if method == "post" else {})
    return answer, *entries_for(answer, before)


def test_a_page_about_a_case_writes_one_entry_and_no_other_page_writes_any(client_for):
    """One world for all addresses; what an address did to it is undone before the next."""
    parts, clients = a_world(), {}
    for name, method in product(RECORDS, ("get", "post")):
        row = MATRIX[name]
        role = SHORT[row.roles.split()[0]]
        client = clients.get(role) or clients.setdefault(role, client_for(PersonFactory(role=role)))
        with transaction.atomic():
            answer, entries, marked = ask(client, method, reverse(name, args=parts[row.about]))
            shown = answer.status_code in (200, 409)
            if row.about in ABOUT_A_CASE and shown:
                assert marked, f"{name}: a page about a case carries the handling marking."
            assert len(entries) == (1 if shown and marked else 0), (name, entries)
            for action, reference in entries:
                assert action.startswith("opened "), name
                assert reference in parts.get(f"{row.about} of", parts[row.about]), name
            transaction.set_rollback(True)


def test_every_way_of_showing_a_case_was_tried():
    """Should a kind of record be renamed, the tests above must not pass for want of rows."""
    tried = {row.about for row in MATRIX.values()}

    assert tried >= ABOUT_A_CASE
    assert sum(MATRIX[name].about in ABOUT_A_CASE for name in RECORDS) >= 95


def test_the_page_of_every_move_of_a_case_is_logged(client_for):
    client = client_for(PersonFactory(role=RoleKey.BUSINESS_MANAGER))
    of_cases = [
        (name, url)
        for name, url in moves()
        if name.split()[0] in {"incident", "rapid-review", "local-review", "child-death"}
    ]
    assert len(of_cases) >= 30

    for name, url in of_cases:
        _, entries, marked = ask(client, "get", url)
        assert marked, name
        assert [reference in url and action.startswith("opened a form of ") for action, reference in entries] == [True]


def test_a_form_that_is_saved_has_shown_nothing_and_leads_to_a_page_that_is_logged(client_for):
    incident = IncidentFactory()
    client = client_for(PersonFactory())
    url = reverse("reviews:restrict", args=[incident.reference])

    saved = client.post(url, {"once": str(uuid.uuid4()), "reason": "A colleague knows the family."})
    assert saved.status_code == 302
    assert not AccessLog.objects.exists()

    _, entries, _ = ask(client, "get", saved.url)
    assert entries == [("opened the access list of serious incident", incident.reference)]


@pytest.mark.parametrize("page", ["reviews:incident", "reviews:incident-change"])
def test_without_a_log_there_is_no_page(client_for, monkeypatch, page):
    incident = IncidentFactory(summary="Seen at the hospital.")
    client = client_for(PersonFactory(role=RoleKey.SIN_LEAD))
    client.raise_request_exception = False

    def refuse(*args, **kwargs):
        raise DatabaseError("disk full")

    monkeypatch.setattr(AccessLog, "save", refuse)
    answer = client.get(reverse(page, args=[incident.reference]))

    assert answer.status_code == 500
    assert "Seen at the hospital." not in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("learning:activities", "Activities"),
        ("learning:findings", "Findings"),
        ("reviews:reviews", "Serious incidents and reviews"),
    ],
)
def test_a_list_that_is_taken_away_as_a_spreadsheet_is_logged_without_what_was_searched(client_for, name, title):
    FindingFactory(title="Typed by a person")
    client = client_for(PersonFactory(role=RoleKey.BUSINESS_MANAGER))

    client.get(reverse(name))
    assert not AccessLog.objects.exists()
    answer = client.get(reverse(name), {"format": "xlsx", "q": "typed words"})

    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("application/vnd.openxmlformats")
    entry = AccessLog.objects.get()
    assert (entry.action, entry.reference) == (f"took away the list {title}", "")
