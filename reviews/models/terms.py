"""The terms of reference of a local review, and what the three partners sign: terms and report, with their seals."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from escp.access.models import AppendOnly
from escp.partnership.models import Person
from reviews.choices import Partner, Signed
from reviews.models.beside import BesideReview
from reviews.models.local_review import LocalReview


def _text(words: str) -> models.TextField:
    return models.TextField(words, max_length=4000, blank=True)


class TermsOfReference(BesideReview):
    """What a local review asks, of whom and how. Written on pages of a few questions, then signed and sealed.

    The decision's date stands on the review, and reviewers with contract and conflict check in rows of their own.
    """

    review = models.OneToOneField(LocalReview, on_delete=models.PROTECT, related_name="terms", editable=False)
    title = models.CharField("title, under the pseudonym", max_length=200, blank=True)
    statutory_basis = models.CharField("statutory basis", max_length=300, blank=True)
    scope_from = models.DateField("the period looked at, from", null=True, blank=True)
    scope_to = models.DateField("the period looked at, to", null=True, blank=True)
    subjects = _text("subjects of the review")
    lines_of_enquiry = _text("key lines of enquiry")
    method = _text("method")
    panel_members = models.JSONField("review panel", default=list, blank=True)
    contributors = models.JSONField("agencies that contribute", default=list, blank=True)
    family_plan = _text("how the child and family are involved")
    family_lead = models.CharField("who leads the contact with the family", max_length=120, blank=True)
    practitioner_plan = _text("how practitioners are involved")
    parallel_processes = _text("parallel processes, and what is disclosed to whom")
    legal_lead = models.CharField("legal lead", max_length=120, blank=True)
    media_lead = models.CharField("media lead", max_length=120, blank=True)
    equality = _text("equality considerations")
    report_format = _text("format and length of the report")
    publication_plan = _text("plan for publication")
    milestones = models.JSONField(default=list, blank=True)
    data_protection = _text("data-protection statement")

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "terms of reference"

    def __str__(self) -> str:
        return f"Terms of reference of {self.review.reference}"


class LocalSignature(BesideReview):
    """One partner's signature under the terms or the report, as they read at that moment.

    `text_hash` is the SHA-256 of what was signed: when the text changes the signature no longer counts.
    """

    review = models.ForeignKey(LocalReview, on_delete=models.PROTECT, related_name="signatures")
    of = models.CharField(max_length=10, choices=Signed)
    partner = models.CharField(max_length=10, choices=Partner)
    signed_by_name = models.CharField("who signed", max_length=120)
    signed_on = models.DateField("when they signed")
    text_hash = models.CharField(max_length=64, editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "of", "partner"], name="local_review_one_signature_a_partner"),
            models.CheckConstraint(
                condition=Q(partner__in=Partner.values, of__in=Signed.values), name="local_review_signature_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_of_display()}, {self.get_partner_display()}: {self.signed_by_name}"


class LocalSeal(AppendOnly):
    """The terms or the report as the three partners signed them, with the SHA-256. Written once; the latest stands."""

    review = models.ForeignKey(LocalReview, on_delete=models.PROTECT, related_name="seals")
    of = models.CharField(max_length=10, choices=Signed)
    text = models.TextField()
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField(default=timezone.now)
    sealed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=Q(of__in=Signed.values), name="local_seal_of_known")]

    def __str__(self) -> str:
        return f"{self.review.reference}, {self.get_of_display()}, {self.digest[:12]}"
