"""Writing, checking and publishing what others read. Each function is one transaction."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from escp.deadlines.calendar import Months
from escp.partnership.models import Agency, Person
from escp.ui.words import date_in_words
from learning import plan_days
from learning.choices import OWED_THE_REPORT, PublicationState, ShareMethod
from learning.models import (
    CopySent,
    Dissemination,
    KeptWording,
    LearningPoint,
    LearningPublication,
    PublicationPart,
    PublishedText,
)
from learning.models.publications import BEING_WRITTEN, OVER
from learning.publications.drafting import MOST_WORDS, OPENING, OPENING_HEADING, drafted
from learning.publications.plain import as_plain_text, page_of
from learning.publications.queries import agreed_points, gathered_until, parts_of, source_called
from learning.publications.reading import words_in
from learning.publications.skeleton import SKELETON, days_of
from learning.publications.text import hash_of, left, text_of
from learning.redaction.checking import Found
from learning.redaction.pieces import digest
from learning.sharing import services as sharing
from learning.sharing.lifecycle import SHARING
from learning.word_template.queries import standing_template

CLOSED = "The text is closed. Choose “Change the text again” first: it is then checked and approved anew."
MOVED_ON = "Some of this was changed meanwhile. Look at what is left now."
NO_SOURCE = "There is no finding, agreed learning point or theme with this reference that all may read."
BEGUN = "The report on this year was begun already: {}."
ONE_AT_ONCE = "An update is being written already: {}. Publish or withdraw it first."
NO_POINT = "It carries no agreed learning point, so no agency can be asked how it was passed on. Publish it without."
NOT_SENT_YET = "Only what stands published is sent to others."
SENT_BEFORE = "Enter a day from {} on, when it was published"
HAS_A_COPY = "A copy to them is recorded already"
NOT_PUBLISHED = "Only what stands published is corrected."
CORRECTED_ALREADY = "Another edition is on its way already: {}."
# As long as what is sent may be (`Dissemination.words`).
LONGEST_SENT = 6000
HALF_A_YEAR = timedelta(days=183)
REVIEWED_AFTER = Months(12)


@transaction.atomic
def draft_update(*, by: Person, publication: LearningPublication) -> LearningPublication:
    """Gather what was agreed since the last published update, and draft a part of each record.

    Raises ValidationError while another update is being written.
    """
    others = LearningPublication.objects.filter(kind=ShareMethod.UPDATE, supersedes=None)
    if found := others.filter(state__in=BEING_WRITTEN).first():
        raise ValidationError(ONE_AT_ONCE.format(found.reference))
    last, today = gathered_until(), timezone.localdate()
    publication.kind = ShareMethod.UPDATE
    publication.gathered_from = min(last + timedelta(days=1) if last else today - HALF_A_YEAR, today)
    publication.gathered_to = today
    publication.drafted_by = by
    publication.save()
    PublicationPart.objects.create(publication=publication, section=OPENING, heading=OPENING_HEADING)
    _draft_parts(publication)
    return publication


@transaction.atomic
def draft_report(*, by: Person, publication: LearningPublication, year: int) -> LearningPublication:
    """Begin the report on a year from April to March: a part of words a section, and a part of each record.

    Raises ValidationError where the report on that year was begun already.
    """
    since, until = days_of(year)
    others = LearningPublication.objects.filter(kind=ShareMethod.YEARLY_REPORT, gathered_from=since)
    if found := others.exclude(state__in=OVER).first():
        raise ValidationError(BEGUN.format(found.reference))
    publication.kind, publication.drafted_by = ShareMethod.YEARLY_REPORT, by
    publication.gathered_from, publication.gathered_to = since, until
    publication.save()
    for one in SKELETON:
        PublicationPart.objects.create(publication=publication, section=one.key, heading=one.heading)
    _draft_parts(publication)
    return publication


@transaction.atomic
def draft_briefing(
    *, by: Person, publication: LearningPublication, about: str, kind: str, instead: LearningPublication | None = None
) -> LearningPublication:
    """Draft a briefing or guide about one record, with the fixed parts of its kind; `instead` of one that stands.

    Raises ValidationError where the record is not one that all may read, and for one that is replaced already.
    """
    if source_called(about) is None:
        raise ValidationError({"about": NO_SOURCE})
    publication.kind, publication.about, publication.drafted_by = kind, about, by
    publication.supersedes = instead
    publication.save()
    _draft_parts(publication)
    return publication


@transaction.atomic
def begin_correction(*, by: Person, published: LearningPublication, because: str) -> LearningPublication:
    """Begin a corrected edition with the text as it was published, and all that was said of its wordings.

    What was published stands until the correction is published itself. Raises ValidationError where it does not stand,
    or another edition is on its way already.
    """
    current = LearningPublication.objects.select_for_update(of=("self",)).get(pk=published.pk)
    if current.state != PublicationState.PUBLISHED:
        raise ValidationError(NOT_PUBLISHED)
    if other := LearningPublication.objects.filter(supersedes=current).first():
        raise ValidationError(CORRECTED_ALREADY.format(other.reference))
    copied = ("kind", "title", "audience", "readers", "gathered_from", "gathered_to", "about")
    correction = LearningPublication(
        **{name: getattr(current, name) for name in copied},
        drafted_by=by,
        supersedes=current,
        corrects_because=because,
    )
    correction.save()
    for rows in (current.parts.all(), current.kept.all()):
        for row in rows:
            row.pk, row._state.adding, row.publication = None, True, correction
            row.save()
    return correction


def _draft_parts(publication: LearningPublication) -> int:
    """Write a part of every record that has none yet, after those there are. Returns how many."""
    held = set(publication.parts.values_list("section", "source"))
    place = (publication.parts.aggregate(last=Max("place"))["last"] or 0) + 1
    begun = [(section, one) for section, one in drafted(publication) if (section, one.reference) not in held]
    for number, (section, one) in enumerate(begun, start=place):
        PublicationPart.objects.create(
            publication=publication,
            section=section,
            place=number,
            heading=one.heading[:300],
            words=one.words[:9000],
            source=one.reference,
            source_title=(one.counted or one.heading)[:300],
            source_words=one.words,
            source_url=one.url,
            is_figure=bool(one.counted),
            case_id=one.case,
            learning_point_id=one.point,
        )
    return len(begun)


@transaction.atomic
def gather_again(*, by: Person, publication: LearningPublication) -> int:
    """Add what was agreed since it was drafted, and return how many parts that gave. Raises ValidationError.

    In the yearly report what nobody has worded follows its record, and every figure is counted again.
    """
    current = _open(publication)
    if current.is_report:
        _follow_records(current)
    elif current.has_sections:
        current.gathered_to = timezone.localdate()
        current.save()
    return _draft_parts(current)


def _follow_records(publication: LearningPublication) -> None:
    now = {(section, one.reference): one for section, one in drafted(publication)}
    for part in publication.parts.exclude(source=""):
        one = now.get((part.section, part.source))
        if one is None:
            # What is no longer counted is gone; a claim whose record fell is for a person to leave out.
            if part.is_figure:
                part.delete()
        elif part.source_words != one.words and (part.is_figure or part.edited_by_id is None):
            part.words, part.source_words, part.source_url = one.words[:9000], one.words, one.url
            part.source_title = (one.counted or one.heading)[:300]
            part.save()


@transaction.atomic
def change_facts(*, by: Person, publication: LearningPublication) -> LearningPublication:
    """Save its title, readers and audience. Raises ValidationError once the text is closed."""
    _open(publication)
    publication.save()
    return publication


@transaction.atomic
def write_part(*, by: Person, part: PublicationPart) -> PublicationPart:
    """Save one part, or leave it out with a reason. It has then been read against its record as this stands now.

    A figure is never worded: it is counted again, or left out.

    Raises ValidationError once the text is closed, and for more than 350 words in a part of a briefing.
    """
    publication = _open(part.publication)
    if not publication.has_sections and (count := len(words_in(part.words))) > MOST_WORDS:
        raise ValidationError({"words": f"Enter {MOST_WORDS} words or fewer: there are {count}."})
    for section, one in drafted(publication):
        if (section, one.reference) == (part.section, part.source):
            part.source_words = one.words
            part.words = one.words if part.is_figure else part.words
    part.edited_by = by
    part.save()
    return part


@transaction.atomic
def put_in_order(*, by: Person, publication: LearningPublication, places: Mapping[int, int]) -> LearningPublication:
    """Put the parts in the order of some numbers, by the part; equal numbers keep their order. Raises ValidationError.

    The publication is saved with them: whoever has its order open elsewhere is told.
    """
    current = _open(publication)
    parts = parts_of(current)
    for place, part in enumerate(sorted(parts, key=lambda one: (places.get(one.pk, one.place), one.place)), start=1):
        if part.place != place:
            part.place = place
            part.save()
    current.save()
    return current


@transaction.atomic
def settle(
    *, by: Person, publication: LearningPublication, replaced: Mapping[str, str], accepted: Mapping[str, str]
) -> LearningPublication:
    """Replace wordings that were found, or keep them with a reason; both by the key of the finding.

    Raises ValidationError once the text is closed, and where a finding is no longer there.
    """
    current = _open(publication)
    found = {one.key: one for one in left(current)}
    if not (replaced.keys() | accepted.keys()) <= found.keys():
        raise ValidationError(MOVED_ON)
    _replace(current, [(found[key].text, instead) for key, instead in replaced.items()], by)
    # What was replaced may have changed the lines in which something stays.
    for one in left(current):
        if one.key in accepted:
            _keep(current, one, accepted[one.key], by)
    current.__dict__.pop("_left", None)
    return current


def _replace(publication: LearningPublication, pairs: list[tuple[str, str]], by: Person) -> None:
    for part in parts_of(publication):
        heading, words = part.heading, part.words
        for text, instead in pairs:
            heading, words = heading.replace(text, instead), words.replace(text, instead)
        if (heading, words) != (part.heading, part.words):
            part.heading, part.words, part.edited_by = heading[:300], words[:9000], by
            part.save()
    for text, instead in pairs:
        publication.title = publication.title.replace(text, instead)[:120]
        publication.corrects_because = publication.corrects_because.replace(text, instead)[:500]
    publication.save()


def _keep(publication: LearningPublication, found: Found, reason: str, by: Person) -> None:
    for facts in found.to_keep:
        KeptWording.objects.create(publication=publication, reason=reason, kept_by=by, **facts)


def _open(publication: LearningPublication) -> LearningPublication:
    """Return the publication held until this transaction ends. Raises ValidationError once its text is closed."""
    current = LearningPublication.objects.select_for_update(of=("self",)).get(pk=publication.pk)
    if not current.is_open:
        raise ValidationError(CLOSED)
    return current


def review_day(day: date) -> date:
    """Return when what is published on a day is looked at again: twelve months later."""
    return REVIEWED_AFTER.end(day)


def freeze(publication: LearningPublication, *, by: Person) -> PublishedText:
    """Keep the text as it is published. Web page, PDF and Word are made of this, today and in years."""
    text = text_of(publication)
    return PublishedText.objects.create(
        publication=publication,
        title=publication.title,
        text=text,
        text_hash=digest(text),
        published_by=by,
        template=standing_template(),
    )


def points_carried(publication: LearningPublication) -> list[LearningPoint]:
    """Return the agreed learning points of the parts that are not left out, and of what it is about."""
    parts = [part for part in parts_of(publication) if not part.is_left_out]
    keys = {part.learning_point_id for part in parts if part.learning_point_id}
    sources = {part.source for part in parts if part.source}
    return list(
        agreed_points().filter(pk__in=keys) | agreed_points().filter(finding_links__finding__reference__in=sources)
    )


def share(publication: LearningPublication, *, by: Person, agencies: Collection[Agency]) -> Dissemination:
    """Send it to agencies, and ask each how far it was passed on; instead of what its earlier edition sent.

    Raises ValidationError where it carries no agreed learning point, or the questionnaire is not published.
    """
    points = _once(points_carried(publication))
    if not points:
        raise ValidationError(NO_POINT)
    sent = Dissemination(
        title=publication.title,
        method=publication.kind,
        words=_words_to_send(publication),
        audience=publication.audience,
        publication=publication.readers,
    )
    chosen: dict[str, Any] = {"points": points, "agencies": agencies, "why": f"Carried by {publication.reference}."}
    earlier = publication.supersedes.dissemination if publication.supersedes else None
    if earlier is not None and not hasattr(earlier, "correction"):
        record = sharing.correct(by=by, sent=earlier, correction=sent, **chosen)
    else:
        record = sharing.write(by=by, dissemination=sent, **chosen)
    issued: Dissemination = SHARING.apply("send", record, by=by)
    return issued


def _words_to_send(publication: LearningPublication) -> str:
    """Return the text as plain words for an e-mail, where it is short enough; else where it stands."""
    words = as_plain_text(publication.published_text)
    if len(words) <= LONGEST_SENT:
        return words
    return f"It can be read on the page of {publication.reference}: {page_of(publication)}"


def _once(points: Iterable[LearningPoint]) -> list[LearningPoint]:
    return list({point.pk: point for point in points}.values())


def is_what_was_approved(publication: LearningPublication) -> bool:
    """Say whether its text is word for word what was approved."""
    return hash_of(publication) == publication.approved_hash


@transaction.atomic
def record_copy(*, by: Person, copy: CopySent) -> CopySent:
    """Record a copy that was sent outside the partnership.

    Side effect: once the report on a year went to all who are owed it, its day of the year plan is done.
    Raises ValidationError for what does not stand published, for a day before, and for a recipient who has it already.
    """
    publication = LearningPublication.objects.select_for_update(of=("self",)).get(pk=copy.publication_id)
    if publication.state != PublicationState.PUBLISHED or publication.published_on is None:
        raise ValidationError(NOT_SENT_YET)
    if copy.sent_on < publication.published_on:
        raise ValidationError({"sent_on": SENT_BEFORE.format(date_in_words(publication.published_on))})
    if publication.copies.filter(recipient=copy.recipient).exists():
        raise ValidationError({"recipient": HAS_A_COPY})
    copy.recorded_by = by
    copy.save()
    _tick_the_plan(publication, by)
    return copy


def _tick_the_plan(publication: LearningPublication, by: Person) -> None:
    """The report on a year is sent in the next: that plan holds the day."""
    owed = dict(publication.copies.filter(recipient__in=OWED_THE_REPORT).values_list("recipient", "sent_on"))
    if publication.is_report and publication.gathered_to and len(owed) == len(OWED_THE_REPORT):
        plan_days.finish(
            by=by,
            year=publication.gathered_to.year,
            key="report-sent",
            done_on=max(owed.values()),
            note=f"Recorded with {publication.reference}.",
        )
