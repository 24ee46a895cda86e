"""The report of a multi-agency audit from its records: the same pieces for the page, the PDF and the Word document.

Headings follow the partnership’s own list: purpose, context, method and sample, limits, what was found under each
heading of the tool, voices, grades, recommendations, comparison with the last audit on the theme. Grades of fewer than
five cases are not told, of fewer than ten in words; of more, they are joined until none stands for fewer than five.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from actionplans.queries.recommendations import actions_by_recommendation, recommendations_of
from audits.agreement_text import agreement_in_words, agreement_of
from audits.choices import Whose
from audits.headings import Graded
from audits.models import CaseModeration, MultiAgencyAudit
from audits.queries.lines import headings_of_findings
from audits.queries.looked_at import looked_at
from audits.queries.moderation import headings_in, moderations_of
from audits.queries.multi_agency import agencies_in, sample_of, terms_of
from escp.partnership.models import Person
from escp.reports.small_numbers import SMALLEST, joined
from escp.reports.word import Heading, Piece, Table, Words
from escp.ui.words import date_in_words, listed
from learning.choices import FindingKind
from learning.models import Finding
from learning.queries import findings_of

COUNTED_FROM = 10
NOT_SAID = "Nothing is recorded."
LIMITS = (
    "The audit looked at {cases}. It shows how practice was in these cases, and not how often it is so. What is not "
    "written in a record was not seen."
)


def report_of(audit: MultiAgencyAudit, person: Person) -> list[Piece]:
    """Return the report as the records stand now, as far as a person may see what it draws on."""
    return list(_report(audit, person))


def _report(audit: MultiAgencyAudit, person: Person) -> Iterator[Piece]:
    terms, headings, cases = terms_of(audit), headings_in(audit), list(moderations_of(audit))
    yield Heading("Purpose")
    yield Words(terms.objectives or NOT_SAID)
    if terms.questions:
        yield Words(terms.questions)
    yield Heading("Context")
    yield Words(f"{audit.why_now}\nPrompted by: {audit.get_prompted_by_display().lower()}.")
    yield from _method(audit)
    yield Heading("What was found")
    yield from _found(audit, headings)
    yield from _voices(audit)
    yield from _grades(cases, headings)
    yield Heading("Recommendations")
    yield _recommended(audit, person)
    yield from _comparison(audit, person, _told(cases, headings))
    yield Heading("How the learning is shared")
    yield Words(terms.dissemination or NOT_SAID)


def _method(audit: MultiAgencyAudit) -> Iterator[Piece]:
    terms, sample = terms_of(audit), sample_of(audit)
    yield Heading("Method and sample")
    methods = listed([str(one) for one in terms.methods.all()]) if terms.pk else ""
    yield Words("\n".join(filter(None, (methods, terms.method))) or NOT_SAID)
    names = sorted(one.agency.name for one in agencies_in(audit))
    yield Words(f"Agencies that took part: {listed(names)}." if names else "No agency took part.")
    cases = f"{len(sample)} case{'' if len(sample) == 1 else 's'}" if sample else "no cases"
    if sample:
        yield Words(f"{cases}, drawn at random. {terms.frame}".strip())
    yield Heading("Limits of what it shows")
    yield Words(LIMITS.format(cases=cases))


def _found(audit: MultiAgencyAudit, headings: Sequence[Graded]) -> Iterator[Piece]:
    """Give the findings under the heading of the tool at which each was begun; the rest follow."""
    findings, under = list(findings_of(audit.activity)), headings_of_findings(audit.activity)
    known = {heading.key for heading in headings}
    for heading in headings:
        yield Heading(heading.title, 2)
        yield from _listed([one for one in findings if under.get(one.pk) == heading.key])
    rest = [one for one in findings if under.get(one.pk) not in known]
    if rest or not headings:
        yield Heading("Beyond the headings" if headings else "Findings", 2)
        yield from _listed(rest)


def _listed(findings: list[Finding]) -> Iterator[Piece]:
    if not findings:
        yield Words(NOT_SAID)
    for kind, label in ((FindingKind.STRENGTH, "Good practice"), (FindingKind.IMPROVEMENT, "To develop")):
        for one in findings:
            if one.kind == kind:
                yield Words(f"{label}: {one.title} ({one.reference}). {one.what}")


def _voices(audit: MultiAgencyAudit) -> Iterator[Piece]:
    yield Heading("Voices")
    said = list(audit.voices.all())
    for whose in Whose:
        heard = [f"{one.said} ({one.gathered})" for one in said if one.whose == whose]
        yield Heading(str(whose.label), 2)
        yield Words("\n".join(heard) or "Nobody was heard.")


def _counts(cases: Sequence[CaseModeration], headings: Sequence[Graded]) -> dict[str, Counter[str]]:
    """Return how many cases have each moderated grade, by the title of a heading."""
    grades = [one for row in cases for one in row.grades.all()]
    return {heading.title: Counter(one.grade for one in grades if one.heading == heading.key) for heading in headings}


def _grades(cases: Sequence[CaseModeration], headings: Sequence[Graded]) -> Iterator[Piece]:
    counts = _counts(cases, headings)
    yield Heading("Grades")
    if not any(counts.values()):
        yield Words("No case has a moderated grade.")
        return
    if len(cases) < SMALLEST:
        yield Words("The cases are too few for their grades to be told. They stand with the moderation.")
    elif len(cases) < COUNTED_FROM:
        yield Words("The cases are too few to be counted by grade.")
        yield from (Words(f"{title}: {words}") for title, words in _in_words(headings, counts).items())
    else:
        rows = [
            (heading.title, "; ".join(f"{label}: {number}" for label, number in joined(_labelled(heading, counts))))
            for heading in headings
        ]
        yield Table(("Heading", "Cases by moderated grade"), rows)
    yield Words(agreement_in_words(agreement_of(cases, headings)))


def _labelled(heading: Graded, counts: dict[str, Counter[str]]) -> list[tuple[str, int]]:
    of = counts[heading.title]
    ranked = [one.value for one in heading.scale.grades if one.rank is not None]
    return [(heading.scale.label_of(value), of[value]) for value in ranked]


def _in_words(headings: Sequence[Graded], counts: dict[str, Counter[str]]) -> dict[str, str]:
    """Return which grade was given most often under each heading that has any."""
    said = {}
    for heading in headings:
        rows = [row for row in _labelled(heading, counts) if row[1]]
        if rows:
            most = max(number for _, number in rows)
            said[heading.title] = f"most often {listed([label for label, number in rows if number == most])}."
    return said


def _told(cases: Sequence[CaseModeration], headings: Sequence[Graded]) -> dict[str, str]:
    """Return which grade was given most often under each heading; nothing where the cases are too few to tell."""
    return _in_words(headings, _counts(cases, headings)) if len(cases) >= SMALLEST else {}


def earlier_audit(audit: MultiAgencyAudit, person: Person) -> MultiAgencyAudit | None:
    """Return the last finished audit on the theme that a person may see, by the words and topics of its title."""
    before = [
        (one.audit.agreed_on, one.audit.pk, one.audit)
        for one in looked_at(person, audit.title)[0]
        if isinstance(one.audit, MultiAgencyAudit) and one.audit.pk != audit.pk
        if one.audit.agreed_on and (audit.agreed_on is None or one.audit.agreed_on <= audit.agreed_on)
    ]
    return max(before)[2] if before else None


def _comparison(audit: MultiAgencyAudit, person: Person, now: dict[str, str]) -> Iterator[Piece]:
    yield Heading("Compared with the last audit on the theme")
    earlier = earlier_audit(audit, person)
    if earlier is None:
        yield Words("No earlier audit looked at this theme.")
        return
    yield Words(f"{earlier}, agreed on {date_in_words(earlier.agreed_on)}." if earlier.agreed_on else str(earlier))
    before = _told(list(moderations_of(earlier)), headings_in(earlier))
    rows = [(title, before.get(title, "Not graded"), words) for title, words in now.items()]
    yield Table(("Heading", "Then", "Now"), rows) if rows else Words("Its grades cannot be set beside these.")


def _recommended(audit: MultiAgencyAudit, person: Person) -> Piece:
    answering = actions_by_recommendation(person, audit.activity)
    rows = []
    for one in recommendations_of(person, audit.activity):
        actions = "\n".join(f"{action.reference} {action.title}" for action in answering.get(one.pk, ()))
        rows.append((one.reference, one.words, one.to_whom, actions or "None yet"))
    return Table(("Reference", "What is recommended", "To whom", "Actions"), rows) if rows else Words(NOT_SAID)


def one_page_of(audit: MultiAgencyAudit, person: Person) -> list[Piece]:
    """Return the learning on one page: what was looked at, what is good, what has to develop, what is asked."""
    findings = list(findings_of(audit.activity))

    def lines(kind: FindingKind) -> Words:
        return Words("\n".join(one.title for one in findings if one.kind == kind) or NOT_SAID)

    asked = [one.words for one in recommendations_of(person, audit.activity)]
    return [
        Heading("Why we looked"),
        Words(audit.why_now),
        Heading("What is good"),
        lines(FindingKind.STRENGTH),
        Heading("What has to develop"),
        lines(FindingKind.IMPROVEMENT),
        Heading("What we ask"),
        Words("\n".join(asked) or NOT_SAID),
        Heading("Talk about it"),
        Words("What would a child in your work notice if this were better? What will you do differently tomorrow?"),
    ]


# As it is kept


def as_data(pieces: Sequence[Piece]) -> list[list[Any]]:
    """Return the pieces as plain data."""
    data: list[list[Any]] = []
    for piece in pieces:
        match piece:
            case Heading():
                data.append(["heading", piece.text, piece.level])
            case Words():
                data.append(["words", piece.text])
            case Table():
                data.append(["table", list(piece.columns), [list(row) for row in piece.rows]])
    return data


def from_data(data: Sequence[Sequence[Any]]) -> list[Piece]:
    """Return the pieces of a report that was kept."""
    makes = {"heading": Heading, "words": Words, "table": Table}
    return [makes[kind](*rest) for kind, *rest in data]


def digest_of(data: Sequence[Any]) -> str:
    """Return the SHA-256 of a report that is kept."""
    return hashlib.sha256(json.dumps(data, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
