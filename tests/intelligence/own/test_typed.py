"""A figure is typed with what was counted, and corrected with a reason; nothing is lost."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from escp.access.roles import RoleKey
from intelligence.choices import Unit
from intelligence.models import Figure
from intelligence.own import services
from intelligence.own.queries import own_figures_for
from tests.factories.indicators import ENFIELD, IndicatorFactory, brought_in, own_figures
from tests.factories.own import a_percentage
from tests.factories.partnership import AgencyFactory, PersonFactory
from tests.pages import posted, text_of

pytestmark = pytest.mark.django_db
NEW, CORRECT = "intelligence:own-figure-new", "intelligence:own-figure-correct"


def test_a_figure_is_worked_out_from_what_was_counted_and_says_where_it_is_from(client_for):
    manager, indicator, agency = client_for(PersonFactory()), a_percentage(), AgencyFactory()
    facts = {
        "period": "apr 2024", "counted": "1", "out_of": "8", "agency": agency.pk, "given_from": "April’s return",
        "note": "One team only",
    }  # fmt: skip
    done = posted(manager, reverse(NEW, args=[indicator.code]), facts)

    page = text_of(manager.get(done.url))
    assert "The figure of April 2024 is kept: 12.5." in page
    assert f"April’s return, {agency}. One team only" in page
    figure = Figure.objects.get()
    assert (figure.value, figure.numerator, figure.denominator) == (Decimal("12.5"), 1, 8)
    assert not figure.is_published


def test_a_figure_is_corrected_with_a_reason_and_the_first_stays_on_record(client_for):
    manager, indicator = client_for(PersonFactory()), a_percentage()
    posted(manager, reverse(NEW, args=[indicator.code]), {"period": "April 2024", "counted": "1", "out_of": "8"})
    first = Figure.objects.get()
    address = reverse(CORRECT, args=[indicator.code, first.pk])
    assert 'value="8"' in manager.get(address).content.decode()
    assert "Enter" in text_of(posted(manager, address, {"figure": "50", "reason": ""}))
    assert "is over 100" in text_of(posted(manager, address, {"figure": "500", "reason": "Typed wrongly"}))
    done = posted(manager, address, {"counted": "2", "out_of": "8", "reason": "Typed wrongly"})

    page = text_of(manager.get(done.url))
    assert "The figure of April 2024 is corrected: 25.0. The one before stays on record." in page
    assert "Corrected: Typed wrongly" in page
    first.refresh_from_db()
    assert (first.stands, first.revised_by.text, first.text) == (False, "25.0", "12.5")
    assert manager.get(address).url == indicator.get_absolute_url()
    facts = {"agency": None, "given_from": "", "note": ""}
    with pytest.raises(ValidationError, match="by someone else meanwhile"):
        services.correct(by=PersonFactory(), figure=first, given=None, facts=facts, reason="Again")


def test_a_second_figure_for_a_period_needs_a_reason(client_for):
    manager, indicator = client_for(PersonFactory()), IndicatorFactory(unit=Unit.COUNT)
    own_figures(indicator, [7])
    address, facts = reverse(NEW, args=[indicator.code]), {"period": "Q1 2019/20", "figure": "8"}

    assert "7 stands for Q1 2019/20 already. Say why it is corrected" in text_of(posted(manager, address, facts))
    assert posted(manager, address, facts | {"reason": "A late case"}).status_code == 302
    assert Figure.objects.get(stands=True).reason == "A late case"


def test_a_published_figure_is_not_corrected_by_hand(client_for):
    manager = client_for(PersonFactory())
    brought_in(rows=[(ENFIELD, 2024, 91, "580", "29")])
    page = text_of(posted(manager, reverse(NEW, args=["I04"]), {"period": "2023/24", "figure": "30"}))

    assert "A published figure stands for 2024. Only a published file revises it." in page
    assert manager.get(reverse(CORRECT, args=["I04", Figure.objects.get(indicator__code="I04").pk])).status_code == 404


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"period": "13/2023", "figure": "1"}, "“13/2023” names no month: there are twelve."),
        ({"period": "soon", "figure": "1"}, "“soon” is not a period. Write a month like"),
        ({"period": "April 2023"}, "There is no figure. Give it, or what was counted"),
        ({"period": "April 2023", "counted": "5"}, "Say out of how many, or give the figure itself."),
        ({"period": "April 2023", "figure": "£5"}, "“£5” has a £ sign"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client_for, facts, words):
    address = reverse(NEW, args=[a_percentage().code])
    answer = posted(client_for(PersonFactory()), address, facts)

    assert words in text_of(answer)
    assert f'value="{facts["period"]}"' in answer.content.decode()
    assert not Figure.objects.exists()


def test_only_the_business_unit_gives_figures(client_for):
    person, indicator = PersonFactory(role=RoleKey.PIG_MEMBER), a_percentage()
    assert client_for(person).get(reverse(NEW, args=[indicator.code])).status_code == 403
    assert not own_figures_for(person)
