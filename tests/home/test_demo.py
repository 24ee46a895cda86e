"""The demo's year of records: whole, plausible, dated sensibly on any day, and telling nothing of who a child is."""

import random
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from itertools import chain

import pytest
import time_machine
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import models
from django.test import TestCase, override_settings
from django.utils import timezone

from actionplans.choices import Brag, EvidenceLevel
from actionplans.models import Action, Evidence, Reading
from cdop.queries.imports import plan_for, sheet_in, table_of
from escp.access.models import AccessLog
from escp.deadlines.choices import DeadlineState
from escp.deadlines.models import Deadline, DeadlineMove
from escp.documents import store
from escp.documents.choices import ScanState
from escp.documents.models import Document, DocumentVersion
from escp.imports.models import Import
from escp.lifecycle.engine import REGISTRY
from escp.lifecycle.models import TransitionRecord
from escp.partnership.models import CaseAccess, ChildIdentity, ConflictOfInterest, Person
from escp.returns.models import Part
from escp.returns.queries.passing import passings_for
from home.demo import people, records
from home.demo.records import deaths, protection, story
from learning.choices import ThemeState
from learning.models import Activity, Finding, LearningPoint, Theme
from reviews.models import SeriousIncident
from reviews.queries import incidents_for, rapid_reviews_for
from tests.architecture.source import ROOMS

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.no_cover]

MACHINES = {machine.model: machine for machine in REGISTRY.values() if machine.model.__module__.split(".")[0] in ROOMS}
# A Sunday that is a leap day, the turn of the plan's year, and an evening in summer: each run takes one of them.
DAYS = (
    datetime(2032, 2, 29, 23, 50, tzinfo=UTC),
    datetime(2027, 4, 1, 0, 5, tzinfo=UTC),
    datetime(2028, 8, 14, 20, 30, tzinfo=UTC),
)


def assert_it_makes_sense() -> None:
    """Deadlines lie where a year's work would leave them, and nothing is told ahead of its day."""
    today = timezone.localdate()
    open_deadlines = Deadline.objects.filter(state=DeadlineState.OPEN)
    assert open_deadlines.count() >= 12
    # One action is some forty days overdue, so that there is one whose lateness has turned it red.
    overdue = [row for row in open_deadlines if row.due_on < today - timedelta(days=30)]
    assert [row.clock for row in overdue] == ["actionplans.action-due"]
    assert min(row.due_on for row in open_deadlines) >= today - timedelta(days=45)
    # The plan of the next year reaches further, to its March.
    of_records = [row for row in open_deadlines if not row.clock.startswith("home.year-plan.")]
    assert max(row.due_on for row in of_records) <= today + timedelta(days=365)
    assert all(row.due_on >= today for row in open_deadlines if row.statutory)
    assert_nothing_lies_in_the_future()
    assert {action.rating.colour for action in Action.objects.all()} == set(Brag)


class TheYear(TestCase):
    """The demo is loaded once for all that only read it, on one of the days."""

    people: dict[str, Person]
    day: datetime

    @classmethod
    def setUpTestData(cls) -> None:
        cls.day = random.choice(DAYS)  # noqa: S311
        with time_machine.travel(cls.day, tick=False):
            cls.people = people.load()
            records.load(cls.people)

    def setUp(self) -> None:
        travelled = time_machine.travel(self.day, tick=False)
        travelled.start()
        self.addCleanup(travelled.stop)

    def test_its_deadlines_make_sense(self):
        assert_it_makes_sense()

    @override_settings(DEMO=True)
    def test_the_command_leaves_alone_what_is_not_empty_and_says_who_can_sign_in(self):
        # That it fills an empty one is seen where the service is started by its one command.
        out, activities = StringIO(), Activity.objects.count()
        call_command("demo", "--if-empty", stdout=out)
        call_command("demo", "--people", stdout=out)

        with pytest.raises(CommandError, match="not empty"):
            call_command("demo", stdout=out)

        assert "@" in out.getvalue()
        assert Activity.objects.count() == activities >= 15

    def test_every_state_of_every_record_occurs(self):
        # The clocks of the tests' own records are not part of the service.
        seen = {
            machine.key: set(machine.model._default_manager.values_list("state", flat=True))
            for machine in MACHINES.values()
        }
        known = {key: {value for value, _ in REGISTRY[key].model._meta.get_field("state").choices} for key in seen}

        assert len(seen) >= 6
        assert seen == known

    def test_evidence_reaches_every_level_and_children_are_heard(self):
        assert set(Evidence.objects.values_list("level", flat=True)) == set(EvidenceLevel)
        assert Evidence.objects.filter(is_voice=True).count() >= 4
        assert Reading.objects.exclude(mark="").exists()
        lengths = [action.measure.readings.count() for action in Action.objects.exclude(measure=None)]
        assert sum(8 <= length <= 13 for length in lengths) >= 5

    def test_documents_are_shown_with_versions_used_twice_withdrawn_refused_and_as_an_answer(self):
        # None waits: where nothing scans it, that would turn the health of the demo red.
        states = set(DocumentVersion.objects.values_list("scan_state", flat=True))
        on = {document.record_reference.split("-")[0] for document in Document.objects.all()}

        assert states == set(ScanState) - {ScanState.WAITING}
        assert on >= {"SI", "ACT", "RTN"}
        assert Document.objects.filter(versions__number=2, uses__isnull=False).exists()
        assert Document.objects.exclude(withdrawn_at=None).exists()
        assert not DocumentVersion.objects.filter(scan_state=ScanState.CLEAN, scanned_at=None).exists()
        for version in DocumentVersion.objects.all():
            assert store.path_of(version.stored_as).exists() != version.is_infected

    def test_an_extract_of_deaths_is_brought_in_and_another_waits(self):
        *_earlier, done, waiting = Import.objects.filter(kind="child-deaths").order_by("added_at")
        assert (done.state, done.counts) == ("done", {"new": 2, "changed": 0, "same": 0, "left": 0})
        plan = plan_for(self.people["cdop"], table_of(waiting, sheet_in(waiting)))
        assert plan.counts == {"new": 1, "changed": 1, "same": 1, "left": 0}

    def test_a_tracker_is_brought_in_and_a_view_of_the_list_kept(self):
        done = Import.objects.get(kind="actions")
        assert (done.state, done.counts) == ("done", {"new": 2, "changed": 0, "same": 0, "left": 0})
        assert self.people["manager"].action_views.get().name == "Late actions"

    def test_a_section_is_handed_on_and_a_link_waits_to_be_passed_on(self):
        assert Part.objects.get(helper__isnull=False).helper == self.people["pig_health"]
        assert [one.name for one in passings_for(self.people["officer"])] == ["Fennel Field"]

    def test_the_golden_thread_has_threads_and_gaps(self):
        assert Finding.objects.filter(links=None).count() >= 2
        assert Action.objects.filter(measure=None).exists()
        assert Action.objects.exclude(measure=None).filter(measure__evidence=None).exists()
        sources = [
            point.finding_links.values("finding__activity").distinct().count() for point in LearningPoint.objects.all()
        ]
        assert sum(count > 1 for count in sources) >= 4
        assert Theme.objects.filter(state=ThemeState.ACTIVE).values("place").distinct().count() == 3
        assert Theme.objects.get(state=ThemeState.CLOSED).impact_statement

    def test_each_step_is_kept_with_its_own_moment_and_person(self):
        moved = TransitionRecord.objects.get(transition="publish", content_type__model="localreview")
        published = moved.record

        assert timezone.localdate(moved.at) == published.finished_on
        assert (moved.at - published.history.latest().history_date) < timedelta(minutes=1)
        assert published.history.latest().history_user == moved.by == self.people["manager"]
        # Only the action that was reopened with a new due date, and the start that was put right with its reason; the
        # year plan moves by its own rules.
        moves = DeadlineMove.objects.exclude(deadline__clock__startswith="home.year-plan.")
        moved = {move.deadline.clock: move.started_was is not None for move in moves}
        assert moved == {
            "actionplans.action-due": False,
            # A risk that was looked at is looked at again on the day that was then said.
            "intelligence.risk-review": False,
            "reviews.notify-panel": True,
            # It runs from the same moment.
            "reviews.tell-partners": True,
        }

    def test_a_restricted_case_and_a_conflict_are_kept_from_those_concerned(self):
        restricted = CaseAccess.objects.filter(case__restricted=True)
        conflict = ConflictOfInterest.objects.get()

        assert restricted.count() == 5
        assert not incidents_for(self.people["officer"]).filter(case__restricted=True).exists()
        assert incidents_for(self.people["manager"]).filter(case__restricted=True).exists()
        assert conflict.person == self.people["conflicted"]
        assert not incidents_for(self.people["conflicted"]).filter(case=conflict.case).exists()
        assert rapid_reviews_for(self.people["reviewer"]).count() == 1

    def test_no_word_of_an_identity_stands_anywhere_else(self):
        identities = list(ChildIdentity.objects.all())
        words = {word for identity in identities for word in re.findall(r"\w{4,}", identity.full_name.lower())}
        phrases = {text.lower() for one in identities for text in (one.address, one.school, one.general_practice)} - {
            ""
        }
        texts = list(every_text())

        assert len(identities) == len(protection.IDENTITIES) + len(deaths.IDENTITIES) == 7
        assert AccessLog.objects.filter(action="identity opened").count() == 2
        assert len(texts) > 5000
        told = [text for text in texts if words & set(re.findall(r"\w{4,}", text.lower())) or has_any(phrases, text)]
        assert not told

    def test_no_record_names_a_child_or_a_person_in_its_words(self):
        names = {person.full_name.lower() for person in self.people.values()}
        written = chain.from_iterable(
            model.objects.values_list(
                *[field.name for field in model._meta.fields if isinstance(field, models.TextField)]
            )
            for model in (SeriousIncident, Finding, LearningPoint, Theme, Action, Evidence)
        )

        assert not [text for row in written for text in row if has_any(names, text)]


def test_a_step_in_the_future_is_refused():
    told = story.Story({}, timezone.now())

    with pytest.raises(ValueError, match="future"):
        told.then(timezone.now() + timedelta(minutes=1), "manager", lambda by: None)


def test_the_clock_is_right_again_after_a_step_that_fails():
    def fail(by: Person) -> None:
        raise RuntimeError(f"It is {timezone.now()}.")

    before = timezone.datetime
    long_ago = datetime(2025, 1, 2, 3, 4, tzinfo=UTC)

    told = story.Story({"manager": Person()}, timezone.now())
    told.then(long_ago, "manager", fail)

    with pytest.raises(RuntimeError, match="2025-01-02"):
        told.live()

    assert timezone.datetime is before
    assert timezone.now() - long_ago > timedelta(days=100)


def has_any(phrases: set[str], text: str) -> bool:
    return any(phrase in text.lower() for phrase in phrases)


def rows_of_ours() -> Iterator[tuple[type[models.Model], list[models.Field]]]:
    for model in apps.get_models():
        if model.__module__.split(".")[0] in ROOMS and model is not ChildIdentity:
            yield model, [field for field in model._meta.fields if not field.is_relation]


def every_text() -> Iterator[str]:
    """Give every text that the database keeps, in histories and logs as well, but for e-mail addresses."""
    kinds = (models.CharField, models.TextField, models.JSONField)
    for model, fields in rows_of_ours():
        names = [f.name for f in fields if isinstance(f, kinds) and not isinstance(f, models.EmailField)]
        for row in model._base_manager.values_list(*names) if names else ():
            yield from (str(value) for value in row if value)


def assert_nothing_lies_in_the_future() -> None:
    """Everything that says when it was written was written by now; histories as well."""
    now, looked_at = timezone.now(), 0
    for model, fields in rows_of_ours():
        for field in fields:
            if field.name in {"recorded_at", "linked_at", "created_at", "history_date", "at", "started_at", "sent_at"}:
                later = model._base_manager.filter(**{f"{field.name}__gt": now})
                if model is not Deadline:
                    assert not later.exists(), (model, field.name)
                looked_at += 1
    assert looked_at >= 20
