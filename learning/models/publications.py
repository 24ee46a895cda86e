"""What is published of the learning: an update, the yearly report, a briefing, a guide; its parts and its text."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from escp.access.models import AppendOnly
from escp.lifecycle.models import Versioned
from escp.partnership.models import Case, Person
from escp.partnership.references import next_reference
from learning.choices import GATHERED, WRITTEN_HERE, Publication, PublicationState, ShareMethod
from learning.models.finding import LearningPoint
from learning.models.kept_place import KeptPlace
from learning.models.sharing import Dissemination
from learning.models.word_template import WordTemplate

State = PublicationState
BEING_WRITTEN = (State.DRAFT, State.CHECKED, State.APPROVED)
WAS_PUBLISHED = (State.PUBLISHED, State.SUPERSEDED)
OVER = (State.SUPERSEDED, State.WITHDRAWN)


class LearningPublication(Versioned):
    """Something that is written here, checked for what tells who somebody is, approved by a second person, published.

    An update gathers what was agreed from one day to another, the yearly report what was done from April to March; a
    briefing or guide is about one record, `about`. What proves wrong is never changed: a corrected edition, which says
    what it corrects, takes its place.
    """

    reference = models.CharField(max_length=30, unique=True, editable=False)
    kind = models.CharField("what it is", max_length=16, choices=ShareMethod, editable=False)
    title = models.CharField(max_length=120)
    audience = models.CharField("whom it is for", max_length=300)
    readers = models.CharField("who may read it", max_length=12, choices=Publication)
    gathered_from = models.DateField(null=True, editable=False)
    gathered_to = models.DateField(null=True, editable=False)
    about = models.CharField("reference of what it is about", max_length=30, blank=True, editable=False)

    state = models.CharField(max_length=10, choices=State, default=State.DRAFT, editable=False, db_index=True)
    drafted_at = models.DateTimeField(default=timezone.now, editable=False)
    drafted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)
    checked_at = models.DateTimeField(null=True, editable=False)
    checked_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    approved_at = models.DateTimeField(null=True, editable=False)
    approved_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    approved_hash = models.CharField("SHA-256 of what was approved", max_length=64, blank=True, editable=False)
    published_on = models.DateField(null=True, editable=False)
    review_on = models.DateField("when to look at it again", null=True, editable=False)
    ended_on = models.DateField("since when it no longer stands", null=True, editable=False)
    withdrawal_reason = models.CharField("why it was withdrawn", max_length=500, blank=True, editable=False)
    supersedes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="later", editable=False)
    corrects_because = models.CharField("what was wrong, and is corrected", max_length=500, blank=True)
    dissemination = models.OneToOneField(
        Dissemination, null=True, on_delete=models.PROTECT, related_name="published_as", editable=False
    )

    history = HistoricalRecords(excluded_fields=["corrects_because"])

    class Meta:
        ordering = ["-drafted_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="publication_state_known"),
            models.CheckConstraint(condition=Q(kind__in=WRITTEN_HERE), name="publication_kind_known"),
            models.CheckConstraint(condition=Q(readers__in=Publication.values), name="publication_readers_known"),
            models.CheckConstraint(
                condition=Q(kind__in=GATHERED, gathered_from__isnull=False, gathered_to__isnull=False, about="")
                | ~Q(kind__in=GATHERED) & ~Q(about="") & Q(gathered_from=None, gathered_to=None),
                name="publication_gathered_or_about_one",
            ),
            models.CheckConstraint(
                condition=Q(checked_at=None, checked_by=None) | Q(checked_at__isnull=False, checked_by__isnull=False),
                name="publication_checked_by_somebody",
            ),
            # Approved is this very text, by somebody who neither drafted nor checked it.
            models.CheckConstraint(
                condition=Q(approved_at=None, approved_by=None, approved_hash="")
                | Q(approved_at__isnull=False, approved_by__isnull=False)
                & ~Q(approved_hash="")
                & ~Q(approved_by=F("drafted_by"))
                & ~Q(approved_by=F("checked_by")),
                name="publication_approved_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(state=State.DRAFT, checked_at=None, approved_at=None)
                | Q(state=State.CHECKED, checked_at__isnull=False, approved_at=None)
                | Q(state=State.APPROVED, checked_at__isnull=False, approved_at__isnull=False)
                | Q(state__in=WAS_PUBLISHED, approved_at__isnull=False, published_on__isnull=False)
                | Q(state=State.WITHDRAWN),
                name="publication_way_matches_state",
            ),
            models.CheckConstraint(
                condition=Q(published_on=None, review_on=None) | Q(published_on__isnull=False, review_on__isnull=False),
                name="publication_published_with_review",
            ),
            models.CheckConstraint(
                condition=Q(state=State.WITHDRAWN) & ~Q(withdrawal_reason="")
                | ~Q(state=State.WITHDRAWN) & Q(withdrawal_reason=""),
                name="publication_withdrawn_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OVER, ended_on__isnull=False) | ~Q(state__in=OVER) & Q(ended_on=None),
                name="publication_ended_on_a_day",
            ),
            # A correction that is given up leaves its place to another one.
            models.CheckConstraint(
                condition=Q(corrects_because="") | Q(supersedes__isnull=False) | Q(state=State.WITHDRAWN),
                name="publication_corrects_an_edition",
            ),
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(kind=ShareMethod.UPDATE, state__in=BEING_WRITTEN, supersedes=None),
                name="publication_one_update_at_once",
                violation_error_message="An update is being written already.",
            ),
            models.UniqueConstraint(
                fields=["gathered_from"],
                condition=Q(kind=ShareMethod.YEARLY_REPORT, supersedes=None) & ~Q(state__in=OVER),
                name="publication_one_report_a_year",
                violation_error_message="The report on this year was begun already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def save(self, *args, **kwargs):
        self.reference = self.reference or next_reference("PUB")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("learning:publication", args=[self.reference])

    @property
    def is_report(self) -> bool:
        """Whether it is the report on a year."""
        return self.kind == ShareMethod.YEARLY_REPORT

    @property
    def has_sections(self) -> bool:
        """Whether it gathers records in sections; what is about one record has fixed parts."""
        return self.kind in GATHERED

    @property
    def is_open(self) -> bool:
        """Whether its words may be changed."""
        return self.state == State.DRAFT

    @property
    def is_being_written(self) -> bool:
        return self.state in BEING_WRITTEN

    @property
    def is_correction(self) -> bool:
        """Whether it is a corrected edition of what was published."""
        return bool(self.corrects_because)

    @property
    def was_corrected(self) -> bool:
        """Whether a corrected edition has taken its place: its own text is then read by the unit alone."""
        later = getattr(self, "later", None)
        return self.state == State.SUPERSEDED and later is not None and later.is_correction

    @property
    def is_casework(self) -> bool:
        """Until it is published its words may still tell of a case: it is marked, and whoever opens it is logged."""
        return self.is_being_written


class PublicationPart(Versioned):
    """One part of a publication: words of its own, and the record from which it was drafted.

    A figure is counted: nobody words it, and its `source_title` says how it was counted. The words of a part are not in
    its history: an identity that was found too late must not live on beside itself.
    """

    publication = models.ForeignKey(LearningPublication, on_delete=models.CASCADE, related_name="parts", editable=False)
    section = models.CharField(max_length=30, editable=False)
    place = models.PositiveSmallIntegerField(default=0, editable=False)
    heading = models.CharField(max_length=300)
    words = models.TextField("what it says", max_length=9000, blank=True)
    left_out_because = models.CharField("why it is left out", max_length=300, blank=True)
    source = models.CharField("reference of the record", max_length=30, blank=True, editable=False)
    source_title = models.CharField(max_length=300, blank=True, editable=False)
    source_words = models.TextField("the record’s words as gathered", blank=True, editable=False)
    source_url = models.CharField(max_length=300, blank=True, editable=False)
    is_figure = models.BooleanField(default=False, editable=False)
    case = models.ForeignKey(Case, null=True, on_delete=models.SET_NULL, related_name="+", editable=False)
    learning_point = models.ForeignKey(
        LearningPoint, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    edited_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", editable=False)

    history = HistoricalRecords(excluded_fields=["heading", "words", "source_title", "source_words"])

    class Meta:
        ordering = ["place", "pk"]

    def __str__(self) -> str:
        return f"{self.publication.reference}, part {self.pk}"

    def get_absolute_url(self) -> str:
        return f"{self.publication.get_absolute_url()}#part-{self.pk}"

    @property
    def is_left_out(self) -> bool:
        return bool(self.left_out_because)


class KeptWording(KeptPlace):
    """A place in a publication that may stay though the check found it."""

    publication = models.ForeignKey(LearningPublication, on_delete=models.PROTECT, related_name="kept")
    kept_at = models.DateTimeField(default=timezone.now)
    kept_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["publication", "key"], name="wording_kept_once")]

    def __str__(self) -> str:
        return f"{self.publication.reference}: {self.kind}"


class PublishedText(AppendOnly):
    """The text as it was published, word for word: web page, PDF and Word are made of it, and it is never changed."""

    publication = models.OneToOneField(LearningPublication, on_delete=models.PROTECT, related_name="published_text")
    title = models.CharField(max_length=120)
    text = models.JSONField()
    text_hash = models.CharField("SHA-256 of the text", max_length=64)
    published_at = models.DateTimeField(default=timezone.now)
    published_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    template = models.ForeignKey(WordTemplate, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.publication.reference}, {self.text_hash[:12]}"
