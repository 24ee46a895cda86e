"""The report of a rapid review for the National Panel: its text under the twenty headings, and what stands beside it.

Once the partners have signed, text, criteria, dissents and signatures are printed as they were sealed, with the hash;
before that as they stand, and the report says that it is a draft. What stands beside the text (who replied, findings,
actions) is printed as it stands on the day.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from escp.reports.word import Heading, Piece, Table, Words
from escp.ui.words import date_in_words, listed, moment_in_words
from learning.queries import findings_of
from reviews.choices import Characteristic, Decision, Partner, ReviewCriterion
from reviews.headings import HEADINGS, Beside
from reviews.models import RapidReview
from reviews.presenters.chronology import Merged, chronology_pieces
from reviews.queries import latest_seal
from reviews.queries.local import recommended
from reviews.queries.parallel import processes_of
from reviews.queries.report import actions_from
from reviews.services.sealing import text_of

NOT_RECORDED = "Not recorded"
_NAME = r"[^\W\d_a-z][\w'’-]*"
Said = Mapping[str, Any]


def pieces(review: RapidReview) -> list[Piece]:
    """Return the whole report."""
    seal = latest_seal(review)
    said: Said = json.loads(seal.text if seal else text_of(review))
    parts: list[Piece] = [Words(_standing(seal))]
    for heading in HEADINGS:
        if not heading.applies(said["text"]["decision"]):
            continue
        parts.append(Heading(f"{heading.number} {heading.title}"))
        under = [*_texts(heading.fields, said["text"]), *_beside(heading.beside, review, said)]
        parts += under or [Words(NOT_RECORDED)]
    return parts


def people(review: RapidReview) -> Iterator[str]:
    """Give the names of the people whom the report names: authors, who came, who signed or dissented, who acts."""
    yield from (name.strip() for name in re.split(r"[,;&/\n]| and ", review.authors))
    for row in review.attendance:
        yield str(row.get("name") or "")
        # Who stood in for somebody is named where it is said who came: “sent Ann Other”.
        yield from re.findall(rf"{_NAME}(?:[ ]{_NAME})+", re.sub(r"(?i)^sent\b", "", str(row.get("presence") or "")))
    yield from review.sign_offs.values_list("signed_by_name", flat=True)
    yield from review.dissents.values_list("given_by_name", flat=True)
    yield from (action.owner.full_name for action in actions_from(review.activity) if action.owner)
    if seal := latest_seal(review):
        said: Said = json.loads(seal.text)
        yield from (name for name, *_ in (*said["signatures"].values(), *said["dissents"].values()))
        yield from (name.strip() for name in re.split(r"[,;&/\n]| and ", said["text"]["authors"]))


def _standing(seal: Any) -> str:
    if seal is None:
        return "Draft: the partners have not signed this text."
    return (
        "This is the text that the three safeguarding partners signed, sealed on "
        f"{moment_in_words(seal.sealed_at)}. SHA-256 of the sealed text: {seal.digest}"
    )


# The review's own words


def _texts(names: tuple[str, ...], text: Mapping[str, Any]) -> Iterator[Piece]:
    """Give the texts under a heading; with a heading of its own each, where there are several."""
    for name in names:
        if len(names) > 1:
            words = str(getattr(RapidReview._meta.get_field(name), "verbose_name", name))
            yield Heading(f"{words[0].upper()}{words[1:]}", 2)
        yield Words(_in_words(name, text[name]) or NOT_RECORDED)


def _in_words(name: str, value: Any) -> str:
    if name == "characteristics":
        return listed([str(Characteristic(one).label) for one in value]) if value else ""
    if name == "decision":
        return str(Decision(value).label) if value else ""
    return str(value).strip()


# What stands beside them


def _beside(kinds: tuple[Beside, ...], review: RapidReview, said: Said) -> Iterator[Piece]:
    for kind in kinds:
        title, rows_of = BESIDE[kind]
        yield Heading(title, 2)
        rows = list(rows_of(review, said))
        yield from rows or [Words(NOT_RECORDED)]


def _facts(*pairs: tuple[str, str]) -> Table:
    return Table(("What", "Recorded"), [(key, value or NOT_RECORDED) for key, value in pairs])


def _day(day: date | None) -> str:
    return date_in_words(day) if day else ""


def _dates(review: RapidReview, said: Said) -> Iterator[Piece]:
    yield _facts(
        ("Reference", review.reference),
        ("Notification sent to the National Panel", moment_in_words(review.notified_at)),
        ("Reference of the notification", review.incident.panel_reference),
        ("Agencies asked", _day(review.scoped_on)),
        ("Meeting", _day(review.meeting_on)),
        ("Signed off", _day(review.signed_off_on)),
        ("Sent to the National Panel", moment_in_words(review.sent_at) if review.sent_at else "Not sent yet"),
    )


def _agencies(review: RapidReview, said: Said) -> Iterator[Piece]:
    rows = [
        (str(one.asked.agency), one.get_known_display() or "Not said yet", str(one.asked.get_state_display()))
        for one in review.scope.select_related("asked__agency").order_by("asked__agency__name", "pk")
    ]
    if rows:
        yield Table(("Agency", "Was the child known to it?", "What it was asked for"), rows)


def _attendance(review: RapidReview, said: Said) -> Iterator[Piece]:
    columns = ("name", "agency", "role", "presence")
    rows = [[str(row.get(column) or "") for column in columns] for row in review.attendance]
    if rows:
        yield Table(("Name", "Agency", "Role", "Present"), rows)


def _children(review: RapidReview, said: Said) -> Iterator[Piece]:
    rows = [(child.pseudonym, str(child.get_age_band_display())) for child in review.case.children.all()]
    if rows:
        yield Table(("Child", "Age group"), rows)


def _incident(review: RapidReview, said: Said) -> Iterator[Piece]:
    incident = review.incident
    happened = f"{_day(incident.occurred_on)}: {incident.get_occurred_precision_display().lower()}"
    yield _facts(
        ("Reference", incident.reference),
        ("What happened", str(incident.get_nature_display())),
        ("When", happened if incident.occurred_on else ""),
        ("When the local authority became aware", moment_in_words(incident.aware_at)),
    )


def _chronology(review: RapidReview, said: Said) -> Iterator[Piece]:
    merged = Merged(review)
    if merged.rows:
        yield from (piece for piece in chronology_pieces(merged) if not isinstance(piece, Heading))


def _findings(review: RapidReview, said: Said) -> Iterator[Piece]:
    rows = [
        (one.reference, str(one.get_kind_display()), one.title, one.what, one.why or NOT_RECORDED)
        for one in findings_of(review.activity)
    ]
    if rows:
        yield Table(("Finding", "Kind", "In one line", "What was found", "Why it happens"), rows)


def _actions(review: RapidReview, said: Said) -> Iterator[Piece]:
    asked_for = [(f"{one.number}", one.words, _day(one.due_on) or NOT_RECORDED) for one in recommended(review)]
    if asked_for:
        yield Table(("Number", "Recommendation", "By"), asked_for)
    rows = [
        (
            one.reference,
            one.title,
            one.desired_outcome,
            f"{one.lead_agency or NOT_RECORDED}\n{one.owner or ''}".strip(),
            _day(one.due_on) or NOT_RECORDED,
            one.measure.measure if hasattr(one, "measure") else NOT_RECORDED,
        )
        for one in actions_from(review.activity)
    ]
    if rows:
        yield Table(("Action", "What will change", "What will be better", "Who", "By", "How it is measured"), rows)


def _parallel(review: RapidReview, said: Said) -> Iterator[Piece]:
    rows = [
        (
            process.title,
            str(process.get_answer_display()),
            process.lead_body or NOT_RECORDED,
            process.get_state_display(),
        )
        for process in processes_of(review.case).values()
    ]
    if rows:
        yield Table(("Process", "Is there one?", "Who leads it", "How it stands"), rows)


def _criteria(review: RapidReview, said: Said) -> Iterator[Piece]:
    rows = []
    for criterion in ReviewCriterion:
        met, reason = said["criteria"].get(criterion, (None, ""))
        rows.append((str(criterion.label), {True: "Yes", False: "No"}.get(met, NOT_RECORDED), reason or NOT_RECORDED))
    yield Table(("Criterion", "Met", "Reason"), rows)


def _dissents(review: RapidReview, said: Said) -> Iterator[Piece]:
    rows = [
        (str(Partner(partner).label), name, date_in_words(date.fromisoformat(day)), reason)
        for partner, (name, day, reason) in said["dissents"].items()
    ]
    yield Table(("Partner", "Name", "When", "Reason"), rows) if rows else Words("No partner dissented.")


def _signatures(review: RapidReview, said: Said) -> Iterator[Piece]:
    signed = said["signatures"]
    rows = []
    for partner in Partner:
        name, day = signed.get(partner, ("", ""))
        rows.append(
            (
                str(partner.label),
                name or NOT_RECORDED,
                date_in_words(date.fromisoformat(day)) if day else NOT_RECORDED,
            )
        )
    yield Table(("Partner", "Signed by", "When"), rows)


BESIDE: dict[Beside, tuple[str, Callable[[RapidReview, Said], Iterator[Piece]]]] = {
    Beside.DATES: ("Dates and references", _dates),
    Beside.AGENCIES: ("Agencies asked", _agencies),
    Beside.ATTENDANCE: ("Who was asked to the meeting", _attendance),
    Beside.CHILDREN: ("The children by pseudonym", _children),
    Beside.INCIDENT: ("The notification", _incident),
    Beside.CHRONOLOGY: ("Chronology", _chronology),
    Beside.FINDINGS: ("Findings", _findings),
    Beside.ACTIONS: ("Recommendations, and actions that follow from the findings", _actions),
    Beside.PARALLEL: ("Other processes in this case", _parallel),
    Beside.CRITERIA: ("The criteria for a further review", _criteria),
    Beside.DISSENTS: ("Dissent", _dissents),
    Beside.SIGNATURES: ("Signatures", _signatures),
}
