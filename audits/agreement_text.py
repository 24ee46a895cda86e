"""How far moderator and second reader agree in an audit, in words and always with the number of grades."""

from collections.abc import Sequence

from audits.agreement import Agreement, agreement
from audits.headings import Graded
from audits.models import CaseModeration, ModeratedGrade
from audits.queries.moderation import was_read


def agreement_of(rows: Sequence[CaseModeration], headings: Sequence[Graded]) -> Agreement | None:
    """Return how far moderator and second reader agree, over the grades that both gave."""
    pairs = []
    for row in rows:
        if not was_read(row):
            continue
        given = {one.heading: _first(one) for one in row.grades.all()}
        for heading in headings:
            first = heading.rank_of(given.get(heading.key, ""))
            second = heading.rank_of(row.case.second_read.grades.get(heading.key, ""))
            if first is not None and second is not None:
                pairs.append((first, second))
    return agreement(pairs)


def _first(grade: ModeratedGrade) -> str:
    """Return a grade as the moderation closed with it: a later change is agreed, and no reading of its own."""
    changes = list(grade.changes.all())
    return changes[-1].before if changes else grade.grade


def agreement_in_words(found: Agreement | None) -> str:
    """Return the figures as a sentence."""
    if found is None:
        return "No case has both a moderated grade and a second read yet."
    grades = f"{found.number} grade{'' if found.number == 1 else 's'}"
    same = f"Moderator and second reader gave the same grade in {found.percentage}% of {grades}."
    if found.kappa is None:
        return f"{same} Kappa is not given: chance alone would agree wholly."
    return f"{same} Kappa with linear weights is {found.kappa:.2f} (n = {found.number})."
