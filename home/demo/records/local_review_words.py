"""What the demo's local reviews say: terms, notes, invitations, facts, and what the Panel was told."""

from typing import Any

from reviews.choices import AskedFor, ConflictOutcome, InvitationAnswer, Involved, Pace, Quality, Recipient

BUDGET = "The business manager, from the partnership’s joint budget"
TERMS: dict[str, Any] = {
    "statutory_basis": "Children Act 2004, section 16F; SI 2018/789, Part 3",
    "subjects": "The child, and brothers and sisters where there are any, under pseudonyms.",
    "lines_of_enquiry": "Why what was known about this child did not change what was done.\nWhat made good practice "
    "possible where it happened.\nHow far racism, poverty or disability shaped what was seen.",
    "method": "A method that looks at systems. Practitioners take part in two meetings, without fear of blame.",
    "panel_members": [
        {"agency": "Children’s social care", "name": "Head of quality"},
        {"agency": "Police", "name": "Detective inspector, public protection"},
        {"agency": "Health", "name": "Designated nurse"},
    ],
    "contributors": [
        {"agency": "Education", "what": "A report, and the school’s own chronology"},
        {"agency": "Health", "what": "One report for all trusts"},
        {"agency": "Police", "what": "A report"},
    ],
    "family_plan": "The family is met at home before practitioners are, and again before anything is published.",
    "family_lead": "The family lead of the business unit",
    "practitioner_plan": "Two meetings: one to hear how work looked at the time, one to test what is found.",
    "parallel_processes": "Criminal proceedings. Interviews with witnesses wait for the officer in the case; what is "
    "disclosed goes through the protocol with the prosecution service.",
    "legal_lead": "The partnership’s solicitor",
    "media_lead": "The council’s head of communications",
    "equality": "Ethnicity, disability, poverty and language are asked about in every report and every meeting.",
    "report_format": "A report of 25 pages at most, and a summary of two.",
    "publication_plan": "Published in full on the partnership’s website and sent to the NSPCC’s collection.",
    "data_protection": "Pseudonyms in all papers; identities stay apart; papers are kept as the schedule says.",
}
NAMES = ("Juniper Marsh", "Hazel Croft", "Linden Ford", "Sorrel Beck")


def reviewer(key: str) -> dict[str, Any]:
    """Return what was considered about a reviewer: not the same one for every review."""
    number = len(key) % len(NAMES)
    managed = number == 1
    return {
        "name": NAMES[number],
        "organisation": "Independent reviewer",
        "qualities": list(Quality.values),
        "qualities_note": "Has led reviews with families elsewhere, and has not worked in this area.",
        "conflict_declaration": "Trained one team of the health trust three years ago." if managed else "None.",
        "conflict_outcome": ConflictOutcome.MANAGED if managed else ConflictOutcome.NONE,
        "conflict_managed": "Health’s part is looked at by a second reader." if managed else "",
        "contract_value": "11500.00",
    }


GAP = "The business unit’s post was vacant, and nobody had been named to write the note."
NOTES = (
    {
        "pace": Pace.ON_TIME,
        "time_note": "The reviewer has met the family’s key worker and has what was asked of agencies.",
        "quality_note": "The questions hold. The partners asked for more on what the child’s day was like.",
    },
    {
        "pace": Pace.AT_RISK,
        "time_note": "One agency’s chronology came late. The reviewer can make that up by the draft.",
        "quality_note": "Practitioners took part and were open.",
    },
    {
        "pace": Pace.ON_TIME,
        "time_note": "On the plan again.",
        "quality_note": "The analysis asks why and not who. The partners asked to see how it was tested with "
        "practitioners.",
    },
)
INVITATIONS: tuple[dict[str, Any], ...] = (
    {
        "who": Involved.PRACTITIONERS,
        "whom": "Those who knew the child in the last two years, of five services",
        "invited_by": "The reviewer",
        "how": "By letter through their managers, with whom to talk to about it",
        "answer": InvitationAnswer.ACCEPTED,
        "said": "They had worried for weeks and did not know that others worried too.",
        "expectations": "They see what is written about their work before it goes further.",
    },
    {
        "who": Involved.FAMILY,
        "whom": "The parent with whom the child lived",
        "invited_by": "The family lead",
        "how": "At home, with an interpreter",
        "answer": InvitationAnswer.ACCEPTED,
        "said": "Every service asked about the week before. Nobody asked what would have helped.",
        "expectations": "To read the report first. They know that they cannot change it.",
    },
    {
        "who": Involved.CHILD,
        "whom": "An older brother or sister",
        "invited_by": "The social worker whom they trust",
        "how": "In a conversation, and by a card to keep",
        "answer": InvitationAnswer.LATER,
        "said": "",
        "expectations": "They may say something at any time, or nothing.",
    },
)
REQUEST: dict[str, Any] = {
    "asked_for": AskedFor.DRAFT,
    "asked": "The chapter on how alerts reached the health visitors.",
}
ANSWER = "The chapter came with its sources. The partners sent back two questions."
DELAY = "The trial begins in the autumn. Witnesses cannot be met before it ends; the report follows two months later."
STOPPED = "The National Panel has begun a national review that includes this case. The material went to it."
FACTS = (
    ("The health trust", "Two dates of visits are wrong.", "Both were put right."),
    ("The police", "One call is described as an incident.", "The wording was changed; the finding stands."),
    ("The school", "", "Nothing came back after a reminder. The school agreed by telephone."),
)
IMPROVEMENTS = (
    "The partnership names one practitioner who holds the history of a child known to three services or more.\n"
    "Alerts about children under five reach a named person on the same day.\n"
    "Every plan says what would show that it does not work."
)
REASONS = (
    "Each agency’s form asks about its own task; no form asks what others hold. Supervision looks at dates. Where "
    "staff change often, what is known leaves with them."
)
RESPONSE = (
    "The partners accept what the review finds. The action plan says who does what by when, and how we will know."
)
FAMILY = "The family lead read the report with the parent at home. They asked for one sentence to be left out; it was."
SENT = {
    Recipient.PANEL: "By secure e-mail to the secretariat",
    Recipient.SECRETARY: "By secure e-mail to the department’s mailbox",
    Recipient.OFSTED: "By secure e-mail",
}
AT_ONCE: dict[str, Any] = {
    "done": "The report and the partners’ response are published. All agencies have the briefing.",
    "evidence": "None yet: it is the day after publication.",
    "stands_out": "The named practitioner is agreed in principle, not yet in post.",
}
AFTER_SIX: dict[str, Any] = {
    "done": "The named practitioner is in post in two of three areas. Alerts go by telephone.",
    "evidence": "An audit of twenty files found the history in seventeen; six months before, in four.",
    "stands_out": "Night visits. Families in the third area.",
}
