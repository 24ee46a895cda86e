"""The methods with which the library begins: kept, changed and added to in the pages from then on."""

# Key, name, how it is done, whether it looks at cases drawn from a frame.
SHIPPED_METHODS: tuple[tuple[str, str, str, bool], ...] = (
    (
        "case-file-audit",
        "Case-file audit",
        "Each agency reads its own records of the same children, answers the audit tool from its side and notes joint "
        "working. Fits when the question is whether practice meets a standard across many cases.",
        True,
    ),
    (
        "deep-dive",
        "Deep dive",
        "Few cases, read closely over one to two years and judged on the last six months, with the practitioners who "
        "know the child. Fits when the question is why.",
        True,
    ),
    (
        "inspection-style",
        "Inspection-style dry run",
        "Agencies audit the same children at short notice and evaluate together, as in a joint targeted area "
        "inspection: at least five children, the last six months. Fits when the partnership gets ready for one.",
        True,
    ),
    (
        "dip-sample",
        "Practice week or dip sample",
        "One narrow question over many recent cases, within a week. Fits to see whether a change has reached practice.",
        True,
    ),
    (
        "case-mapping",
        "Case mapping",
        "Agencies meet and lay one child’s way through all of them on one line. Fits when hand-overs are in question.",
        True,
    ),
    (
        "appreciative-inquiry",
        "Appreciative inquiry",
        "Cases that went well, to learn what made it so and how more can. Fits when strength is to be spread.",
        True,
    ),
    (
        "practice-observation",
        "Practice observation",
        "Somebody from another agency sits in on visits, meetings or calls, with leave of all, and reflects with the "
        "practitioner. Fits when records cannot tell.",
        False,
    ),
    (
        "focus-group",
        "Focus group or practitioner event",
        "Practitioners of all agencies say what helps and what gets in the way. Fits beside the reading of cases.",
        False,
    ),
    (
        "data-review",
        "Themed review of data",
        "Figures of the agencies side by side, and what they say together. Fits to find where to look.",
        False,
    ),
    (
        "feedback-calls",
        "Feedback from children and families",
        "Children, parents and carers are asked, with their consent and by somebody who can hold what they say. Fits "
        "beside every other method: whether it helped is theirs to say.",
        False,
    ),
)
