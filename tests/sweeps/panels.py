"""Pages of the panel with as many rows as asked for."""

from django.urls import reverse

from tests.factories.actionplans import ActionLinkFactory
from tests.factories.cdop import AnalysisFactory, FactorFactory, FamilyQuestionFactory
from tests.factories.learning import FindingLinkFactory
from tests.factories.panel import PanelCaseFactory, PanelMeetingFactory
from tests.factories.partnership import ChildFactory, ConflictFactory, PersonFactory


def panels(rows, _):
    for _number in range(rows):
        AnalysisFactory(complete=True)
        PanelCaseFactory()
    return reverse("cdop:panels")


def _a_meeting(rows):
    meeting = PanelMeetingFactory()
    for number in range(rows):
        case = PanelCaseFactory(meeting=meeting, place=number + 1, death__circumstances="Dr Specimen came.")
        FactorFactory(analysis__death=case.death)
        FamilyQuestionFactory(death=case.death)
        ChildFactory(case=case.death.case)
        ConflictFactory(case=case.death.case, person=PersonFactory())
        link = FindingLinkFactory(finding__activity=case.death.activity)
        ActionLinkFactory(learning_point=link.learning_point)
    return meeting


def panel(rows, _):
    return _a_meeting(rows).get_absolute_url()


def panel_pack(rows, _):
    return reverse("cdop:panel-pack", args=[_a_meeting(rows).reference])


PANELS = {panels: 7, panel: 16, panel_pack: 16}
