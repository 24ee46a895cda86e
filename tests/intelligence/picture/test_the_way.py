"""A picture: proposed, approved by another person, lists turned into keys, counted, lists deleted by their date."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from escp.access.roles import RoleKey
from intelligence.models import Picture, PictureEntry, PictureList
from intelligence.picture import services
from intelligence.picture.lifecycle import PICTURE
from intelligence.picture.queries import pictures_for
from intelligence.tasks import delete_lists
from tests.actionplans.sending import on, send, text
from tests.factories.partnership import AgencyFactory, PersonFactory
from tests.factories.picture import PictureFactory, a_list, children, list_of, sent_file

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate


@pytest.fixture
def manager():
    return PersonFactory(role=RoleKey.BUSINESS_MANAGER)


def facts(**changes):
    return {
        "title": "Children whom several see",
        "purpose": "To know whom nobody keeps in mind.",
        "lawful_basis": "An invented act.",
        **on("period_from", TODAY() - timedelta(days=90)),
        **on("period_to", TODAY()),
        **on("delete_on", TODAY() + timedelta(days=30)),
    } | changes


def move(record, name):
    return f"/steps/picture/{record.reference}/{name}/"


def bring_in(client, picture, agency, content):
    page = reverse("intelligence:picture-list", args=[picture.reference])
    once = text(client.get(page)).split('name="once" value="')[1].split('"')[0]
    return client.post(page, {"once": once, "agency": agency.pk, "file": sent_file(content)})


def test_it_goes_from_a_proposal_to_counts_whose_lists_are_gone(client_for, manager):
    client, one, other = client_for(manager), AgencyFactory(short_name="Quay"), AgencyFactory(short_name="Pier")
    send(client, reverse("intelligence:picture-new"), **facts())
    picture = Picture.objects.get()
    assert "Somebody else" in PICTURE.transitions["approve"].allow.reason or not PICTURE.offers(picture, manager)
    assert send(client, move(picture, "approve"), version=1, approval="The keepers").status_code in (403, 409)

    colleague = client_for(PersonFactory(role=RoleKey.BUSINESS_OFFICER))
    assert send(colleague, move(picture, "approve"), version=1, approval="The keepers").status_code == 302
    assert bring_in(client, picture, one, a_list(children(0, 20))).status_code == 302
    assert "at least two agencies" in text(client.get(picture.get_absolute_url()))
    assert bring_in(client, picture, other, a_list(children(10, 30, "yes"))).status_code == 302
    assert bring_in(client, picture, other, a_list([*children(10, 15), *children(15, 30, "yes")])).status_code == 302
    assert PictureList.objects.count() == 2

    assert send(client, move(picture, "count"), version=2).status_code == 302
    picture.refresh_from_db()
    assert (picture.result["children"], picture.result["several"], picture.result["no_plan"]) == (30, 10, 5)
    assert picture.result["combinations"] == [["Pier + Quay", 10], ["Pier", 10], ["Quay", 10]]
    page = text(client.get(picture.get_absolute_url()))
    assert "Pier + Quay" in page
    assert "Wren" not in page

    assert send(client, move(picture, "delete_lists"), version=3).status_code == 302
    picture.refresh_from_db()
    assert (PictureEntry.objects.count(), bytes(picture.secret)) == (0, b"")
    assert "Pier + Quay" in text(client.get(picture.get_absolute_url()))


def test_lists_are_deleted_on_their_date_by_themselves():
    due, later = PictureFactory(state="approved", delete_on=TODAY()), PictureFactory(state="approved")
    for picture in (due, later):
        list_of(picture, children(0, 5))
    PictureFactory(delete_on=TODAY())
    delete_lists()
    due.refresh_from_db()
    assert (due.state, due.deleted_on, bytes(due.secret)) == ("deleted", TODAY(), b"")
    assert {entry.of.picture_id for entry in PictureEntry.objects.all()} == {later.pk}
    assert services.delete_due() == 0


def test_one_that_is_due_already_is_not_approved(manager):
    picture = PictureFactory(delete_on=TODAY())
    assert PICTURE.transitions["approve"].reasons_against(picture, manager)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "headings are missing"),
        (b"\xff\xfe\x00", "not a list in CSV"),
        (a_list([("1", "A", "B", "2015-03-31", "X")]), "Row 2 has too few columns"),
        (a_list([("1", "Secretname", "B", "2015-03-31", "X", "perhaps")]), "in_plan must be"),
        (a_list([("1", "Secretname", "B", "31/03/2015", "X", "no")]), "write date_of_birth as"),
        (a_list([("1", '"Secretname', "B", "2015-03-31", "X", "no")]), "not a list in CSV"),
    ],
)
def test_a_list_that_is_wrong_is_refused_without_a_word_of_what_it_holds(client_for, manager, content, words):
    picture = PictureFactory(state="approved")
    with pytest.raises(ValidationError, match=words) as refused:
        services.take_list(by=manager, picture=picture, agency=AgencyFactory(), content=content)
    assert "Secretname" not in str(refused.value)


def test_empty_rows_are_left_out_and_too_many_refused(manager, monkeypatch):
    picture = PictureFactory(state="approved")
    assert list_of(picture, [*children(0, 2), ("", "", "", "", "", "")]).row_count == 2
    monkeypatch.setattr(services, "MOST_ROWS", 1)
    with pytest.raises(ValidationError, match="more than 1 rows"):
        list_of(picture, children(0, 2))


def test_lists_come_only_while_the_picture_is_approved_and_what_was_approved_stands(client_for, manager):
    for state in ("proposed", "deleted"):
        with pytest.raises(ValidationError, match="once the picture is approved"):
            list_of(PictureFactory(state=state), children(0, 1))
    approved, proposed = PictureFactory(state="approved"), PictureFactory()
    page = reverse("intelligence:picture-change", args=[approved.reference])
    assert "approved as it stands" in text(send(client_for(manager), page, version=1, **facts()))
    page = reverse("intelligence:picture-change", args=[proposed.reference])
    past = on("delete_on", TODAY())
    assert "must be in the future" in text(send(client_for(manager), page, version=1, **facts(**past)))
    assert send(client_for(manager), page, version=1, **facts(title="Lamps")).status_code == 302
    proposed.refresh_from_db()
    assert str(proposed) == f"{proposed.reference} Lamps"


def test_few_children_are_not_shown(client_for, manager):
    picture = PictureFactory(state="approved")
    for _ in range(2):
        list_of(picture, children(0, 3))
    PICTURE.apply("count", picture, by=manager)
    page = text(client_for(manager).get(picture.get_absolute_url()))
    assert "nothing is shown" in page
    assert "Not shown: from 1 to 4" in page


def test_who_reads_no_intelligence_sees_no_picture():
    assert not pictures_for(PersonFactory(role=RoleKey.REVIEWER)).exists()
