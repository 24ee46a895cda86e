"""A death is notified: what it asks, what contradicts, what may be the same, and where who the child was may stand."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cdop import services
from cdop.choices import HeldIn, State
from cdop.models import ChildDeath
from escp.access.models import AccessLog
from escp.access.roles import RoleKey
from escp.deadlines.queries import deadlines_of
from escp.partnership.models import ChildIdentity
from tests.factories.cdop import ChildDeathFactory, ProfessionalFactory
from tests.factories.partnership import AgencyFactory, PersonFactory
from tests.pages import day_boxes, moment_boxes, posted, text_of

pytestmark = pytest.mark.django_db

NEW, ECDOP = "cdop:death-new", "cdop:death-new-ecdop"
NAME = "Canary Testername"


@pytest.fixture
def cdop(client_for):
    return client_for(PersonFactory(role=RoleKey.CDOP_REPRESENTATIVE))


def notification(client, url=NEW, **changes):
    """Fill in a notification as a browser would, and return the answer to it."""
    died_at = changes.pop("died_at", timezone.now() - timedelta(hours=5))
    known_at = changes.pop("known_at", died_at + timedelta(hours=1))
    facts = {
        "scope": "child",
        **moment_boxes("died_at", died_at),
        "died_precision": "minute",
        **moment_boxes("known_at", known_at),
        "lead": str(AgencyFactory().pk),
        "notifier": "Paediatrician, hospital",
        "full_name": NAME,
        **day_boxes("date_of_birth", timezone.localdate() - timedelta(days=400)),
        "nhs_number": "943 476 5919",
    }
    return posted(client, reverse(url), facts | changes)


def test_a_notification_gives_a_pseudonym_starts_the_clocks_and_holds_apart_who_the_child_was(cdop):
    answer = notification(cdop, address="1 Canary Road")

    death = ChildDeath.objects.get()
    assert answer.url == death.get_absolute_url()
    assert (death.state, death.held_in, death.child.age_band) == (State.NOTIFIED, HeldIn.HERE, "1_to_4")
    held = ChildIdentity.objects.get()
    assert (held.full_name, held.nhs_number, held.address) == (NAME, "9434765919", "1 Canary Road")
    notify = deadlines_of(death).get(clock="cdop.notification")
    assert notify.due_at - death.died_at == timedelta(hours=24)
    page = cdop.get(answer.url).content.decode()
    assert death.child.pseudonym in page
    assert "Canary" not in page
    assert "Canary" not in death.child.pseudonym


def test_who_the_child_was_is_shown_for_a_reason_alone_and_the_log_has_it_first(cdop):
    notification(cdop)
    death = ChildDeath.objects.get()
    url = reverse("cdop:identity", args=[death.reference])

    assert NAME not in cdop.get(url).content.decode()
    assert NAME not in cdop.post(url, {"purpose": ""}).content.decode()
    shown = cdop.post(url, {"purpose": "To tell the school of the death."}).content.decode()

    assert NAME in shown
    entry = AccessLog.objects.filter(action="identity opened").get()
    assert (entry.reference, entry.purpose) == (death.reference, "To tell the school of the death.")
    assert "nhs_number" in entry.fields


def ago(**time):
    return timezone.now() - timedelta(**time)


CANNOT_BE = {
    "in the future": ({"died_at": ago(days=-2)}, "must not be in the future"),
    "before birth": (day_boxes("date_of_birth", ago(days=0).date()) | {"died_at": ago(days=3)}, "before birth"),
    "grown up": (day_boxes("date_of_birth", ago(days=7000).date()), "18 or over"),
    "known before": ({"known_at": ago(days=9)}, "before the child died"),
    "known late": ({"died_at": ago(days=3), "known_at": ago(days=0)}, "more than a day later"),
    "check digit": ({"nhs_number": "943 476 5918"}, "not a real NHS number"),
    "too short": ({"nhs_number": "12345"}, "has 10 digits"),
    "no such hour": (day_boxes("died_at", date(2026, 3, 29)) | {"died_at_time": "01:30"}, "clocks went forward"),
    "forged": ({"scope": "somebody"}, "Select"),
}


@pytest.mark.parametrize(("changes", "said"), CANNOT_BE.values(), ids=CANNOT_BE)
def test_a_notification_that_cannot_be_is_refused_in_words_and_keeps_what_was_typed(cdop, changes, said):
    answer = notification(cdop, **changes)

    page = text_of(answer)
    assert answer.status_code == 200
    assert said in page
    assert "There is a problem" in page
    assert "Paediatrician, hospital" in answer.content.decode()
    assert not ChildDeath.objects.exists()
    assert not ChildIdentity.objects.exists()


def test_of_the_hour_that_comes_twice_the_first_is_taken(cdop):
    notification(
        cdop,
        died_at_day="26",
        died_at_month="10",
        died_at_year="2025",
        died_at_time="01:30",
        **moment_boxes("known_at", timezone.now()),
        known_late_because="It was found in the register.",
        **day_boxes("date_of_birth", date(2024, 5, 1)),
    )

    assert ChildDeath.objects.get().died_at.isoformat() == "2025-10-26T00:30:00+00:00"


@pytest.mark.parametrize(
    ("other", "how"),
    [
        ({"full_name": "CANARY  Testername", "nhs_number": ""}, "the same name and date of birth"),
        ({"full_name": "Kanary Testernam", "nhs_number": ""}, "a name like it and the same date of birth"),
        ({"full_name": "Somebody Else", "nhs_number": "9434765919"}, "the same NHS number"),
        ({"full_name": "Rowan Testername", "nhs_number": ""}, "perhaps a twin"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_second_notification_of_one_child_is_noticed_without_showing_who_it_is(cdop, other, how):
    notification(cdop)
    first = ChildDeath.objects.get()

    refused = notification(cdop, **other)

    page = text_of(refused)
    assert how in page
    assert first.reference in page
    assert "It is another child" in page
    assert first.child.pseudonym not in page
    assert ChildDeath.objects.count() == 1
    notification(cdop, **other, another_child="on")
    assert ChildDeath.objects.count() == 2


def test_another_child_is_not_taken_for_the_same(cdop):
    notification(cdop)
    notification(cdop, full_name="Maple Otherwise", nhs_number="")
    notification(cdop, nhs_number="", **day_boxes("date_of_birth", timezone.localdate() - timedelta(days=900)))

    assert ChildDeath.objects.count() == 3


def test_a_death_that_ecdop_holds_keeps_its_reference_and_dates_and_nothing_of_who_the_child_was(cdop):
    notification(cdop, ECDOP, ecdop_reference="EC-1042", age_band="under_1", held_in="here")

    death = ChildDeath.objects.get()
    assert (death.held_in, death.ecdop_reference, death.child.age_band) == (HeldIn.ECDOP, "EC-1042", "under_1")
    assert not ChildIdentity.objects.exists()
    page = text_of(cdop.get(death.get_absolute_url()))
    assert "Held in eCDOP EC-1042" in page
    assert "About the child" not in page
    again = notification(cdop, ECDOP, ecdop_reference="ec-1042", age_band="under_1")
    assert "the same eCDOP reference" in text_of(again)


def test_the_setting_says_which_way_of_recording_comes_first(cdop, settings):
    first = text_of(cdop.get(reverse("cdop:deaths")))
    settings.CHILD_DEATHS_HELD_IN = "here"
    second = text_of(cdop.get(reverse("cdop:deaths")))

    assert first.index("Log a death that is held in eCDOP") < first.index("Record the death of a child in full")
    assert second.index("Record the death of a child") < second.index("Log a death that is held in eCDOP")


def test_when_the_panel_and_the_national_database_were_told_stops_their_clocks(cdop):
    death = ChildDeathFactory()
    url = reverse("cdop:death-told", args=[death.reference])
    told = moment_boxes("notified_at", death.died_at + timedelta(hours=3)) | moment_boxes("national_at", timezone.now())

    early = posted(cdop, url, told | moment_boxes("notified_at", death.died_at - timedelta(hours=1)))
    posted(cdop, url, told)

    assert "before the child died" in text_of(early)
    states = dict(deadlines_of(death).values_list("clock", "state"))
    assert (states["cdop.notification"], states["cdop.ncmd"]) == ("met", "met")


def test_what_is_known_of_the_child_and_the_death_is_written_under_the_pseudonym(cdop):
    death = ChildDeathFactory()
    for part, facts in {
        "child": {"sex": "female", "gestation_weeks": "38"},
        "death": {"expected": "no", "place": "home", "told": ["coroner", "police"], "circumstances": "Found at night."},
    }.items():
        url = reverse("cdop:death-about", args=[death.reference, part])
        assert posted(cdop, url, facts).status_code == 302

    page = text_of(cdop.get(death.get_absolute_url()))
    for words in ("Female", "38", "Found at night.", "Coroner and Police"):
        assert words in page
    assert cdop.get(reverse("cdop:death-about", args=[death.reference, "family"])).status_code == 404


def test_professionals_who_knew_the_child_are_put_on_the_list_and_taken_off(cdop):
    death, other = ChildDeathFactory(), ProfessionalFactory()
    url = reverse("cdop:professional-new", args=[death.reference])
    posted(cdop, url, {"role": "Form teacher", "setting": "A primary school"})
    one = death.professionals.get()
    assert "Form teacher, A primary school. Not told yet." in text_of(cdop.get(death.get_absolute_url()))

    foreign = reverse("cdop:professional-remove", args=[death.reference, other.pk])
    assert cdop.get(foreign).status_code == 404
    url = reverse("cdop:professional-remove", args=[death.reference, one.pk])
    posted(cdop, url, {})
    assert not death.professionals.exists()


def test_a_review_that_is_closed_takes_no_more_writing(cdop):
    death = ChildDeathFactory(state=State.CLOSED, answered=True)
    url = reverse("cdop:death-about", args=[death.reference, "child"])

    answer = posted(cdop, url, {"sex": "female"})

    assert "This can no longer be changed" in text_of(answer)
    death.refresh_from_db()
    assert death.sex == ""


def test_which_deaths_are_reviewed_is_explained_with_the_rule_for_each(cdop):
    page = text_of(cdop.get(reverse("cdop:scope")))

    assert page.count("Not reviewed here") == 5
    assert "even where signs of life followed" in page


@pytest.mark.parametrize("role", [RoleKey.BUSINESS_OFFICER, RoleKey.SIN_LEAD, RoleKey.PIG_MEMBER, RoleKey.LEAD_PARTNER])
def test_nobody_else_learns_that_a_death_is_reviewed(client_for, role):
    death = ChildDeathFactory()
    client = client_for(PersonFactory(role=role))

    assert client.get(death.get_absolute_url()).status_code == 404
    for page in ("learning:activities", "home:my-week", "deadlines:deadlines", "home:compliance"):
        assert death.reference not in client.get(reverse(page)).content.decode()
    assert client.get(reverse("learning:thread", args=[death.reference])).status_code == 404


def test_who_the_child_was_is_written_later_with_the_age_band_and_never_shown_while_it_is(cdop):
    died_at = timezone.now() - timedelta(days=2)
    death = ChildDeathFactory(child__age_band="not_known", died_at=died_at)
    url = reverse("cdop:identity-change", args=[death.reference])
    facts = {"full_name": NAME, **day_boxes("date_of_birth", timezone.localdate() - timedelta(days=100))}
    after = day_boxes("date_of_birth", timezone.localdate())
    early = posted(cdop, url, facts | after)
    assert "before birth" in text_of(early)

    posted(cdop, url, facts)

    death.child.refresh_from_db()
    assert (death.child.age_band, death.child.identity.full_name) == ("under_1", NAME)
    assert NAME not in cdop.get(url).content.decode()
    services.hold_who_it_is(by=PersonFactory(), death=death, identity={"full_name": "Another Name"})
    death.child.refresh_from_db()
    assert death.child.age_band == "under_1"
