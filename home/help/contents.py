"""Which task each page of help is about, and what a person may do who does it. The words stand in `docs/how-to/`."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import TextChoices

from escp.access.permissions import Permission as May
from escp.partnership.models import Person


class Part(TextChoices):
    """The parts of the work, in the order in which the page of help has them."""

    START = "start", "Start here"
    ASK = "ask", "Ask and answer"
    REVIEW = "review", "Serious incidents, reviews and child deaths"
    AUDIT = "audit", "Audits and self-assessments"
    LISTEN = "listen", "Data, voices and learning from elsewhere"
    LEARN = "learn", "Learn, share and embed"
    ACT = "act", "Act and show the difference"
    MEET = "meet", "Plan and meet"
    KEEP = "keep", "Keep the service"


@dataclass(frozen=True)
class Task:
    """One page of help: the name of its file, its part of the work, and the permissions of which one suffices."""

    slug: str
    part: Part
    needs: tuple[May, ...] = ()

    def is_done_by(self, person: Person) -> bool:
        """Whether the task is this person's. What needs no permission is everybody's."""
        return not self.needs or any(person.may(permission) for permission in self.needs)


TASKS = (
    Task("sign-in", Part.START),
    Task("read-a-golden-thread", Part.START, (May.SEE_LEARNING,)),
    Task("answer-a-request", Part.ASK, (May.ANSWER_FOR_AGENCY,)),
    Task("ask-agencies", Part.ASK, (May.ASK_AGENCIES,)),
    Task("write-a-questionnaire", Part.ASK, (May.BUILD_QUESTIONNAIRES,)),
    Task("report-a-serious-incident", Part.REVIEW, (May.CONSIDER_INCIDENTS, May.NOTIFY_PANEL)),
    Task("run-a-rapid-review", Part.REVIEW, (May.RUN_REVIEWS, May.SIGN_OFF_REVIEWS)),
    Task("merge-a-chronology", Part.REVIEW, (May.RUN_REVIEWS,)),
    Task("import-deaths", Part.REVIEW, (May.REVIEW_CHILD_DEATHS,)),
    Task("run-an-audit", Part.AUDIT, (May.RUN_AUDITS, May.AGREE_AUDITS)),
    Task("run-section-11", Part.AUDIT, (May.RUN_AUDITS,)),
    Task("hold-the-march-meeting", Part.AUDIT, (May.RUN_AUDITS, May.ANSWER_FOR_AGENCY)),
    Task("be-ready-for-an-inspection", Part.AUDIT, (May.RUN_AUDITS,)),
    Task("import-published-figures", Part.LISTEN, (May.KEEP_INTELLIGENCE,)),
    Task("bring-in-our-own-figures", Part.LISTEN, (May.KEEP_INTELLIGENCE,)),
    Task("ask-for-figures", Part.LISTEN, (May.KEEP_INTELLIGENCE,)),
    Task("follow-external-learning", Part.LISTEN, (May.KEEP_INTELLIGENCE, May.AGREE_ACTIONS)),
    Task("read-the-scorecard", Part.LISTEN, (May.SEE_INTELLIGENCE,)),
    Task("scan-the-horizon", Part.LISTEN, (May.KEEP_INTELLIGENCE,)),
    Task("see-the-fuller-picture", Part.LISTEN, (May.KEEP_INTELLIGENCE,)),
    Task("hear-the-frontline", Part.LISTEN, (May.KEEP_INTELLIGENCE,)),
    Task("record-independent-scrutiny", Part.LISTEN, (May.RECORD_SCRUTINY, May.KEEP_INTELLIGENCE)),
    Task("choose-the-three-themes", Part.LEARN, (May.RECORD_LEARNING, May.AGREE_LEARNING)),
    Task("publish-an-update", Part.LEARN, (May.PUBLISH_LEARNING, May.AGREE_LEARNING)),
    Task("write-the-yearly-report", Part.LEARN, (May.READ_REPORT_DRAFTS,)),
    Task("share-learning", Part.LEARN, (May.RECORD_LEARNING, May.ANSWER_FOR_AGENCY)),
    Task("embed-learning", Part.LEARN, (May.RECORD_LEARNING, May.ANSWER_FOR_AGENCY)),
    Task("say-how-an-action-goes", Part.ACT, (May.UPDATE_OWN_ACTIONS,)),
    Task("plan-an-action", Part.ACT, (May.MANAGE_ACTIONS, May.AGREE_ACTIONS)),
    Task("hold-challenge-and-support-conversations", Part.ACT, (May.MANAGE_ACTIONS,)),
    Task("bring-in-the-tracker", Part.ACT, (May.MANAGE_ACTIONS,)),
    Task("plan-the-year", Part.MEET, (May.PLAN_THE_YEAR,)),
    Task("hold-a-meeting", Part.MEET, (May.RUN_MEETINGS, May.AGREE_LEARNING)),
    Task("hand-over", Part.KEEP, (May.PLAN_THE_YEAR,)),
    Task("change-the-rules", Part.KEEP, (May.CHANGE_RULES,)),
    Task("bring-a-word-template", Part.KEEP, (May.KEEP_WORD_TEMPLATE,)),
)
# For those who run the service or show it to others, who do not read them in the service itself.
ELSEWHERE = frozenset({"deploy", "five-minute-tour"})


def by_part(chosen: Callable[[Task], bool]) -> list[tuple[Part, list[Task]]]:
    """Return the parts of the work, each with those of its tasks that are chosen; parts without any are left out."""
    parts = ((part, [task for task in TASKS if task.part == part and chosen(task)]) for part in Part)
    return [(part, tasks) for part, tasks in parts if tasks]
