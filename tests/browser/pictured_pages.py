"""The page that each page of help shows in a picture, with the invented records that stand on it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from actionplans.choices import ActionState
from audits.choices import AuditState, CycleState, YearState
from escp.access.roles import RoleKey
from escp.partnership.models.plan import year_of
from home.meetings.choices import ItemKind
from intelligence.asked.presenters import quarters
from intelligence.choices import Direction
from learning.choices import EventState, ShareMethod, Window
from tests.factories.actionplans import ActionFactory, ActionLinkFactory, MilestoneFactory, ready_to_agree
from tests.factories.asked import owned
from tests.factories.audits import an_audit
from tests.factories.chronology import a_chronology
from tests.factories.conversations import a_conversation
from tests.factories.deadlines import STATUTORY
from tests.factories.embedding import EventFactory
from tests.factories.external import ExternalItemFactory
from tests.factories.home import FixedPointFactory
from tests.factories.horizon import RiskSignalFactory
from tests.factories.imports import a_waiting_import
from tests.factories.indicators import IndicatorFactory, own_figures
from tests.factories.learning import FindingLinkFactory, LearningPointFactory, ThemeEvidenceFactory, ThemeFactory
from tests.factories.meetings import ItemFactory
from tests.factories.own import a_waiting_table
from tests.factories.partnership import AgencyFactory, GroupFactory, SeatFactory
from tests.factories.picture import PictureFactory
from tests.factories.publications import PublicationPartFactory, a_publication, a_report
from tests.factories.readiness import a_criterion, an_exhibit
from tests.factories.returns import ReturnFactory, a_draft
from tests.factories.reviews import RapidReviewFactory
from tests.factories.scrutiny import ScrutinyFactory
from tests.factories.section_11 import a_cycle
from tests.factories.sharing import a_shared
from tests.factories.single_agency import a_year
from tests.factories.tracker import a_waiting_tracker, plain_actions
from tests.factories.voice import SurveyFactory


@dataclass(frozen=True)
class Picture:
    """The page that is pictured in one page of help: its address, who looks, how wide their screen is, from where."""

    slug: str
    address: Callable[[Any], str]
    role: RoleKey | None = RoleKey.BUSINESS_MANAGER
    width: int = 1000
    begins: str = "main"


def at(name: str, *arguments: Any) -> Callable[[Any], str]:
    """Return what gives the address of a page that needs no record."""
    return lambda _: reverse(name, args=arguments)


def a_review() -> Any:
    return RapidReviewFactory(incident__case__pseudonym="Child Lantern")


def a_note_from_a_telephone(person: Any) -> str:
    action = ActionFactory(state=ActionState.IN_PROGRESS, owner=person, lead_agency=person.agency)
    MilestoneFactory(action=action, what="The form has a second box")
    return reverse("actionplans:progress", args=[action.reference])


def a_section(person: Any) -> str:
    return reverse("returns:section", args=[ReturnFactory(person=person, agency=person.agency).reference, "s1"])


def a_thread(_: Any) -> str:
    link = FindingLinkFactory(
        finding__activity=a_review().activity,
        finding__title="Fathers were not asked",
        learning_point__statement="Ask who else cares for the child",
    )
    for title, make in (("The form asks twice", ready_to_agree), ("Teams are shown how", ActionFactory)):
        ActionLinkFactory(action=make(title=title), learning_point=link.learning_point)
    return reverse("learning:thread", args=[link.learning_point.reference])


def the_ranked_picture(_: Any) -> str:
    for title, windows in (("Every adult in a child’s life", list(Window)[:3]), ("Telling others in time", ())):
        theme = ThemeFactory(title=title)
        FindingLinkFactory(learning_point__theme=theme)
        for window in windows:
            ThemeEvidenceFactory(theme=theme, window=window)
    LearningPointFactory(statement="Say it again, one level up")
    return reverse("learning:themes-choose")


def a_merged_table(_: Any) -> str:
    review = a_review()
    return reverse("reviews:chronology-file", args=a_chronology(review)["chronology file"])


def readiness(_: Any) -> str:
    an_exhibit(a_criterion(), record=LearningPointFactory(statement="Ask who else cares for the child"))
    return reverse("audits:readiness")


def an_indicator(_: Any) -> str:
    indicator = IndicatorFactory(name="Assessments in 45 working days", direction=Direction.UP)
    own_figures(indicator, [78, 81, 80, 84, 79, 82, 83, 85, 81, 84, 93, 86])
    return indicator.get_absolute_url()


def a_draft_of_an_update(_: Any) -> str:
    update = a_publication(kind=ShareMethod.UPDATE, title="Learning from Practice Update", audience="All agencies")
    PublicationPartFactory(publication=update, section="themes", heading="Every adult in a child’s life", place=2)
    return update.get_absolute_url()


def what_a_report_lacks(_: Any) -> str:
    return reverse("learning:yearly-report-gaps", args=[a_report(year=2025).reference])


def figures_to_ask(person: Any) -> str:
    owned(person.agency, name="Assessments in 45 working days")
    return reverse("intelligence:asked-figures-ask", args=[next(iter(quarters()))])


def a_day_of_the_next_plan(_: Any) -> str:
    return FixedPointFactory(key="challenge", year=year_of(timezone.localdate()) + 1).get_absolute_url()


def an_agenda(_: Any) -> str:
    group = GroupFactory(name="Practice Improvement Group")
    SeatFactory(group=group)
    item = ItemFactory(meeting__group=group, title="Fathers in assessments")
    ItemFactory(meeting=item.meeting, kind=ItemKind.ADDED, title="The September Update")
    return item.meeting.get_absolute_url()


def an_event(_: Any) -> str:
    event = EventFactory(title="Asking after fathers", state=EventState.HELD)
    return event.get_absolute_url()


def a_survey(_: Any) -> str:
    survey = SurveyFactory(state="open", title="Temperature check", closes_on=timezone.localdate() + timedelta(days=9))
    return survey.get_absolute_url()


def some_agencies(address: Callable[[Any], str]) -> Callable[[Any], str]:
    """Return an address that is shown with three agencies of plain names."""

    def shown(person: Any) -> str:
        for name in ("Northfield Schools", "Riverside Police", "Valley Council"):
            AgencyFactory(name=name, short_name=name)
        return address(person)

    return shown


HELP_PICTURES = (
    Picture("sign-in", at("account_login"), role=None, width=700),
    Picture("read-a-golden-thread", a_thread, width=1280),
    Picture("answer-a-request", a_section, role=RoleKey.AGENCY_CONTRIBUTOR),
    Picture("ask-agencies", some_agencies(at("returns:ask"))),
    Picture("write-a-questionnaire", lambda _: reverse("returns:version", args=a_draft()["draft"])),
    Picture("report-a-serious-incident", at("reviews:incident-new"), role=RoleKey.SIN_LEAD),
    Picture("run-a-rapid-review", lambda _: a_review().get_absolute_url(), begins="h2:has-text('What has to be done')"),
    Picture("merge-a-chronology", a_merged_table),
    Picture(
        "import-deaths",
        lambda _: reverse("cdop:import-columns", args=[a_waiting_import().reference]),
        role=RoleKey.CDOP_REPRESENTATIVE,
    ),
    Picture("run-an-audit", lambda _: an_audit(AuditState.TERMS_APPROVED).get_absolute_url()),
    Picture("run-section-11", lambda _: a_cycle(CycleState.RETURNED, title="Section 11").get_absolute_url()),
    Picture("hold-the-march-meeting", lambda _: a_year(YearState.ASKED, year=2026).get_absolute_url()),
    Picture("be-ready-for-an-inspection", readiness),
    Picture("import-published-figures", at("intelligence:imports")),
    Picture(
        "bring-in-our-own-figures", lambda _: reverse("intelligence:own-columns", args=[a_waiting_table().reference])
    ),
    Picture(
        "ask-for-figures",
        figures_to_ask,
    ),
    Picture(
        "follow-external-learning",
        lambda _: ExternalItemFactory(title="Multi-agency responses to neglect").get_absolute_url(),
    ),
    Picture("read-the-scorecard", an_indicator),
    Picture(
        "scan-the-horizon",
        lambda _: RiskSignalFactory(title="More families in hotels", seen_by="Health visitors").get_absolute_url(),
    ),
    Picture(
        "see-the-fuller-picture",
        lambda _: PictureFactory(title="Children known to several agencies").get_absolute_url(),
    ),
    Picture("hear-the-frontline", a_survey),
    Picture(
        "record-independent-scrutiny",
        lambda _: ScrutinyFactory(title="How children are heard", asks="Is a child asked alone?").get_absolute_url(),
    ),
    Picture("choose-the-three-themes", the_ranked_picture),
    Picture("publish-an-update", a_draft_of_an_update),
    Picture("write-the-yearly-report", what_a_report_lacks),
    Picture("share-learning", lambda _: a_shared(title="Ask after fathers").get_absolute_url()),
    Picture("embed-learning", an_event),
    Picture("say-how-an-action-goes", a_note_from_a_telephone, role=RoleKey.AGENCY_CONTRIBUTOR, width=390),
    Picture(
        "plan-an-action",
        lambda _: ActionFactory(title="Every assessment asks who else cares for the child").get_absolute_url(),
    ),
    Picture(
        "hold-challenge-and-support-conversations",
        lambda person: a_conversation(agency=person.agency).get_absolute_url(),
    ),
    Picture(
        "bring-in-the-tracker",
        lambda _: reverse("actionplans:import-columns", args=[a_waiting_tracker(plain_actions(3)).reference]),
    ),
    Picture("plan-the-year", a_day_of_the_next_plan),
    Picture("hold-a-meeting", an_agenda),
    Picture("hand-over", at("home:handover")),
    Picture("change-the-rules", at("deadlines:rule-new", STATUTORY)),
    Picture("bring-a-word-template", at("learning:word-template-new"), role=RoleKey.ADMINISTRATOR),
)
