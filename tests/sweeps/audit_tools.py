"""Pages of audit tools with as many rows as asked for."""

from django.urls import reverse

from audits.queries.lines import lines_under
from audits.queries.moderation import headings_in
from audits.services.lines import begin_finding
from tests.factories.audit_tools import a_voice, in_moderation, issued, moderated
from tests.factories.learning import FindingFactory


def tools(rows, _):
    return reverse("audits:tools", args=[issued(frame=rows, size=rows).reference])


def moderation(rows, _):
    return reverse("audits:moderation", args=[in_moderation(cases=min(rows, 8)).reference])


def voices(rows, _):
    audit = issued(frame=1, size=1)
    for _number in range(rows):
        a_voice(audit)
    return reverse("audits:voices", args=[audit.reference])


def lines(rows, person):
    """What was written about as many cases, with a finding from each line."""
    audit = moderated(cases=min(rows, 8))
    heading = headings_in(audit)[0]
    for line in lines_under(audit, heading):
        begin_finding(by=person, audit=audit, heading=heading, line=line, finding=FindingFactory.build(activity=None))
    return reverse("audits:lines", args=[audit.reference])


AUDIT_TOOLS = {lines: 7, voices: 5, tools: 7, moderation: 9}
