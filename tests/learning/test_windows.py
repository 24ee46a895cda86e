"""Five windows on a theme, the ranked picture, and a swap of one of the Three Themes."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from escp.access.roles import RoleKey
from escp.lifecycle.engine import Refused
from learning import services
from learning.choices import Kind, ThemeState, Window
from learning.lifecycle import THEME
from learning.models import ThemeEvidence
from learning.presenters import recurrence_in_words
from learning.windows import ranked, windows_that_show
from tests.factories.learning import (
    ActivityFactory,
    FindingFactory,
    FindingLinkFactory,
    LearningPointFactory,
    ThemeEvidenceFactory,
    ThemeFactory,
    ready_to_choose,
)
from tests.factories.partnership import PersonFactory
from tests.pages import posted, text_of

pytestmark = pytest.mark.django_db

MINUTE = "PIG 12 March 2026, item 4"


@pytest.fixture
def member():
    return PersonFactory(role=RoleKey.PIG_MEMBER)


@pytest.fixture
def client(client_for, member):
    return client_for(member)


def found(theme, **activity):
    """Let a theme come back once more: a finding of an activity of its own."""
    finding = FindingFactory(activity=ActivityFactory(**activity))
    return FindingLinkFactory(learning_point__theme=theme, finding=finding)


def test_what_activities_and_statements_show_stands_in_its_window_and_the_rest_stay_plainly_empty(client, member):
    theme = ThemeFactory()
    found(theme)
    found(theme, kind=Kind.NATIONAL_REVIEW)
    ThemeEvidenceFactory(theme=theme, window=Window.VOICE, shows="Nobody asked me.")

    assert windows_that_show(theme) == {Window.PRACTICE, Window.EXTERNAL, Window.VOICE}
    [standing] = ranked(member, [theme])
    assert [seen.window for seen in standing.windows if seen.is_empty] == [Window.DATA, Window.FRONTLINE]
    page = client.get(theme.get_absolute_url()).content.decode()
    assert page.count("Empty: nothing is shown here yet.") == 2
    assert "Nobody asked me." in page
    assert "2 findings from 2 activities" in page


def test_what_keeps_coming_back_stands_first(client, member):
    once, often, never = ThemeFactory(title="Once"), ThemeFactory(title="Often"), ThemeFactory(title="Never")
    found(once)
    for year in (2024, 2026):
        found(often, happened_on=f"{year}-05-01")

    order = ranked(member, [never, once, often])

    assert [each.theme.title for each in order] == ["Often", "Once", "Never"]
    assert recurrence_in_words(order[0]) == "2 findings from 2 activities, led by 2 agencies, 2024 to 2026"
    assert recurrence_in_words(order[1]) == "1 finding from 1 activity, led by 1 agency, 2026"
    page = client.get(reverse("learning:themes-choose")).content.decode()
    assert page.index("Often") < page.index("Once") < page.index("Never")
    assert "Nothing that you can see was found under it" in page


def test_findings_that_a_person_may_not_see_are_not_counted(member):
    theme = ThemeFactory()
    found(theme, casework=True)

    [standing] = ranked(member, [theme])

    assert (standing.findings, standing.open_windows) == (0, 0)
    assert windows_that_show(theme) == {Window.PRACTICE}, "what the theme rests on does not depend on who asks"


def test_one_kind_of_evidence_is_not_enough_and_a_second_window_is_filled_on_its_page(client_for, member):
    theme = ThemeFactory()
    FindingLinkFactory(learning_point__theme=theme)
    with pytest.raises(Refused, match="at least two kinds of evidence"):
        THEME.apply("activate", theme, by=member, chosen_minute=MINUTE)

    officer = client_for(PersonFactory(role=RoleKey.BUSINESS_OFFICER))
    address = reverse("learning:theme-window-new", args=[theme.reference])
    assert (
        'value="data" class="govuk-radios__input" id="id_window_0" checked'
        in " ".join(officer.get(f"{address}?window=data").content.decode().split())
        or "checked" in officer.get(f"{address}?window=data").content.decode()
    )
    assert "checked" not in officer.get(f"{address}?window=the+roof").content.decode()
    refused = posted(officer, address, {"window": "roof", "shows": "", "source": ""})
    assert "Enter what it shows" in refused.content.decode()
    posted(officer, address, {"window": "data", "shows": "It rises.", "source": "Count of May"})

    assert THEME.apply("activate", theme, by=member, chosen_minute=MINUTE).chosen_minute == MINUTE


def test_what_a_window_shows_is_corrected_and_the_first_words_stay_in_its_history(client_for):
    evidence = ThemeEvidenceFactory()
    officer = client_for(PersonFactory(role=RoleKey.BUSINESS_OFFICER))

    answer = posted(
        officer,
        reverse("learning:theme-window", args=[evidence.theme.reference, evidence.pk]),
        {"window": "voice", "shows": "Better words.", "source": evidence.source},
    )

    assert answer.url == f"{evidence.theme.get_absolute_url()}#window-voice"
    assert ThemeEvidence.objects.get().shows == "Better words."
    assert evidence.history.count() == 2
    assert str(evidence) == f"{evidence.theme.reference}: Frontline"


def test_what_a_closed_theme_rested_on_is_not_added_to(member):
    theme = ThemeFactory(state=ThemeState.CLOSED)
    with pytest.raises(ValidationError, match="This theme is closed"):
        services.show_through_window(by=member, theme=theme, evidence=ThemeEvidence(window=Window.DATA))


def swap(client, theme, **said):
    facts = {"impact_statement": "Fathers are asked.", "chosen_minute": MINUTE}
    return posted(client, reverse("lifecycle:move", args=["learning-theme", theme.reference, "activate"]), facts | said)


def test_a_theme_is_swapped_by_minute_and_the_other_leaves_with_what_it_changed(client):
    leaving, *_others = (ThemeFactory(place=place) for place in (2, 1, 3))
    point = LearningPointFactory(theme=leaving)
    theme = ready_to_choose()

    assert "no longer one" not in swap(client, theme, leaves=leaving.pk).content.decode()

    for record in (theme, leaving, point):
        record.refresh_from_db()
    assert (theme.state, theme.place, theme.chosen_minute) == (ThemeState.ACTIVE, 2, MINUTE)
    assert (leaving.state, leaving.closing_minute) == (ThemeState.CLOSED, MINUTE)
    assert leaving.impact_statement == "Fathers are asked."
    assert point.theme == leaving, "what was learned stays where it was learned"


def test_while_a_place_is_free_nobody_is_asked_which_theme_leaves(client):
    theme = ready_to_choose()

    page = text_of(client.get(reverse("lifecycle:move", args=["learning-theme", theme.reference, "activate"])))

    assert "Minute of the Practice Improvement Group" in page
    assert "Which theme leaves its place?" not in page


def test_a_swap_without_minute_or_with_a_theme_that_left_meanwhile_changes_nothing(client, member):
    themes = [ThemeFactory(place=place) for place in (1, 2, 3)]
    theme = ready_to_choose()

    assert "There is a problem" in swap(client, theme, leaves=themes[0].pk, chosen_minute="").content.decode()
    assert "Select" in swap(client, theme, leaves=theme.pk).content.decode()
    assert "There is a problem" in swap(client, theme, leaves="x").content.decode()
    THEME.apply("close", themes[0], by=member, impact_statement="Known.", closing_minute=MINUTE)
    ThemeFactory(place=1)
    with pytest.raises(ValidationError, match="no longer one of the Three Themes"):
        THEME.apply("activate", theme, by=member, leaves=themes[0], impact_statement="Twice.", chosen_minute=MINUTE)

    themes[0].refresh_from_db()
    theme.refresh_from_db()
    assert (themes[0].impact_statement, theme.state) == ("Known.", ThemeState.PROPOSED)


def test_nothing_has_to_leave_while_a_place_is_free(member):
    theme, leaving = ready_to_choose(), ThemeFactory(place=1)
    with pytest.raises(ValidationError, match="A place is free"):
        THEME.apply("activate", theme, by=member, leaves=leaving, impact_statement="", chosen_minute=MINUTE)


def test_a_review_keeps_what_the_group_saw_and_its_minute(client):
    theme = ThemeFactory(place=1)
    address = reverse("lifecycle:move", args=["learning-theme", theme.reference, "review"])

    assert "Enter what the group saw" in client.post(address, {"review_minute": MINUTE}).content.decode()
    posted(client, address, {"review_minute": MINUTE, "note": "It still matters."})

    page = client.get(theme.get_absolute_url()).content.decode()
    assert "It still matters." in page
    assert MINUTE in page
