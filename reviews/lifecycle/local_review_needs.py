"""What must be true before a local review takes its next step: each answers None, or says what is missing."""

from datetime import date

from escp.deadlines.calendar import WorkingDaysBefore
from escp.deadlines.queries import calendar
from escp.ui.words import date_in_words, listed
from reviews.choices import Intention, Recipient, Signed
from reviews.models import LocalReview
from reviews.queries.local import monitoring_is_overdue, signatures_under, terms_of
from reviews.services.signing import approvals_that_count, hash_under, unwritten_parts

# Working Together: the full report reaches the Panel and the Secretary of State so many working days before.
COPY_DAYS = 7
APPROVALS = 2


def words(record: object, name: str) -> str:
    """Return what a field is called."""
    return str(getattr(record._meta.get_field(name), "verbose_name", name))  # type: ignore[attr-defined]


def reviewer_is_checked(review: LocalReview) -> str | None:
    if any(one.may_be_appointed for one in review.reviewers.all()):
        return None
    return "Record a reviewer whose conflict check is done and leaves nothing in the way first."


def terms_are_written(review: LocalReview) -> str | None:
    terms = terms_of(review)
    missing = [words(terms, name) for name in unwritten_parts(review, Signed.TERMS)]
    return f"Write these parts of the terms of reference first: {'; '.join(missing)}." if missing else None


def report_is_written(review: LocalReview) -> str | None:
    missing = [words(review, name) for name in unwritten_parts(review, Signed.REPORT)]
    return f"Write these parts of the report first: {'; '.join(missing)}." if missing else None


def _unsigned(review: LocalReview, of: Signed) -> str | None:
    text_hash = hash_under(review, of)
    missing = [
        partner.label.lower()
        for partner, given in signatures_under(review, of)
        if given is None or given.text_hash != text_hash
    ]
    what = "these terms of reference" if of == Signed.TERMS else "this report"
    return f"Record the signature of {listed(missing)} under {what} first." if missing else None


def terms_are_signed(review: LocalReview) -> str | None:
    return _unsigned(review, Signed.TERMS)


def report_is_signed(review: LocalReview) -> str | None:
    return _unsigned(review, Signed.REPORT)


def monitoring_is_kept(review: LocalReview) -> str | None:
    """Regulation 14 of SI 2018/789: a review whose monthly note is more than ten days late does not go on."""
    since = monitoring_is_overdue(review)
    if since is None:
        return None
    return (
        f"The monthly note of progress and quality was due on {date_in_words(since)}. Record it, or record why none "
        "was written, first."
    )


def delay_is_notified(review: LocalReview) -> str | None:
    known, resumed = review.delay_known_on, review.resumed_on
    if known is None or (resumed and known < resumed) or not review.delay_reason:
        return "Record the delay first: when it was known, and the main reason."
    if review.notice_sent_on is None or review.notice_sent_on < known:
        return "Tell the National Panel and the Secretary of State of the delay first, and record it."
    return None


def draft_was_sent_out(review: LocalReview) -> str | None:
    return None if review.factual_checks.all() else "Record to whom the draft was sent for its facts first."


def facts_are_settled(review: LocalReview) -> str | None:
    left = [one.whom for one in review.factual_checks.all() if one.settled_on is None]
    return f"Settle what came back from {listed(left)} first." if left else None


def was_read_for_the_law(review: LocalReview) -> str | None:
    return None if review.legal_read_on else "Record the legal read first."


def family_is_informed(review: LocalReview) -> str | None:
    return None if review.family_informed_on else "Record that the family was informed first."


def anonymity_is_approved(review: LocalReview) -> str | None:
    left = APPROVALS - len(approvals_that_count(review))
    if left <= 0:
        return None
    who = "two people" if left == APPROVALS else "a second person"
    return f"The edition for publication has to be approved as anonymous by {who} first."


def copy_was_sent(review: LocalReview) -> str | None:
    if review.copy_sent_on:
        return None
    to = listed([recipient.label for recipient in Recipient])
    return f"Record when the full report was sent to each of {to} first."


def improvements_were_sent(review: LocalReview) -> str | None:
    if review.improvements_sent_on:
        return None
    to = listed([recipient.label for recipient in Recipient])
    return f"Record when the information on the improvements was sent to each of {to} first."


def is_to_be_published(review: LocalReview) -> str | None:
    if review.intention == Intention.NOT_PUBLISH:
        return "The plan says that it will not be published. Change the plan for publication first."
    return None


def is_not_to_be_published(review: LocalReview) -> str | None:
    if review.intention != Intention.NOT_PUBLISH:
        return "The plan says that it will be published. Change the plan for publication first."
    return None


def copy_came_too_late(review: LocalReview, published_on: date) -> str | None:
    """Return why a review must not be published on a day: the Panel has the full report seven working days before."""
    latest = WorkingDaysBefore(COPY_DAYS).count(published_on, calendar()).due_on
    rule = f"The full report goes to the National Panel and the Secretary of State at least {COPY_DAYS} working days"
    if review.copy_sent_on is None:
        return f"{rule} before publication. Nobody has recorded that it was sent."
    if review.copy_sent_on > latest:
        sent, last = date_in_words(review.copy_sent_on), date_in_words(latest)
        return f"{rule} before: by {last} for this day. It was sent on {sent}."
    return None
