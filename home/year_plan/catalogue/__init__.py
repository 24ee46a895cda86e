"""Every fixed point of the Learning and Improvement Framework, as data: what recurs each year, by when, owed by whom.

Where the framework names a month, the month is the framework's and the day is a proposal; the level beside each date
tells one from the other. No role stands for the chair of the Practice Improvement Group, so what the chair would hear
of goes on to the delegated safeguarding partners.
"""

from home.year_plan.catalogue import audits, intelligence, learning, report, self_assessment
from home.year_plan.entries import Entry

CATALOGUE: dict[str, Entry] = {
    entry.key: entry for room in (audits, self_assessment, learning, intelligence, report) for entry in room.ENTRIES
}
AUDIT, PROGRAMME, PUBLISHED, THEMES_AGREED = "audit", "audit-programme", "report-published", "themes-agreed"
FIGURES_ASKED, TEMPERATURE_TAKEN = "figures-asked", "temperature-taken"
