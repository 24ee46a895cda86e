"""What the partnership takes from the findings, and the themes to which it gives its attention."""

from dataclasses import dataclass

from home.demo.records.shapes import Join, Point
from learning.choices import Window


@dataclass(frozen=True)
class Theme:
    """A theme: `of` is this (active now), last (closed when the year ended) or next (proposed)."""

    key: str
    of: str
    title: str
    rationale: str
    priority: int | None = None
    impact: str = ""
    # What windows show beside the findings: window, words, where it is from.
    shown: tuple[tuple[Window, str, str], ...] = ()
    reviewed: str = ""


THEMES = (
    Theme(
        key="curiosity",
        of="this",
        title="Professional curiosity",
        rationale="Reviews and supervision show the same thing: we describe what we are shown. Practitioners say that "
        "they need time and leave to ask a second question, about every adult and about the child’s day.",
        priority=1,
        shown=(
            (
                Window.FRONTLINE,
                "Three in five practitioners say that supervision gives them room to ask “what else could it be?”.",
                "Temperature check of practitioners, spring, 184 answers",
            ),
            (
                Window.VOICE,
                "“They asked my mum about me, and they never asked me.”",
                "Safeguarding Ambassadors, spring meeting",
            ),
        ),
        reviewed="Fathers are named in more assessments. Supervision still asks too little about the child’s day.",
    ),
    Theme(
        key="escalation",
        of="this",
        title="Confident escalation",
        rationale="In two reviews people were right to worry, and stopped at the first answer. In our survey of "
        "practitioners, about four in ten could say how to take a disagreement further.",
        priority=4,
        shown=(
            (
                Window.FRONTLINE,
                "About four in ten practitioners can say how to take a disagreement further.",
                "Survey of practitioners, spring, 212 answers",
            ),
            (
                Window.DATA,
                "Eleven disagreements were taken to a second manager in a year; nine of them by one agency.",
                "Count kept by the business unit, twelve months to March",
            ),
        ),
    ),
    Theme(
        key="sharing",
        of="this",
        title="Good information sharing",
        rationale="Each agency held a part of the picture. The Safeguarding Ambassadors told us that young people "
        "think we have talked to each other already; we should make that true.",
        priority=2,
        shown=(
            (
                Window.VOICE,
                "Young people think that we have talked to each other already.",
                "Safeguarding Ambassadors, spring meeting",
            ),
            (
                Window.EXTERNAL,
                "National learning names late and partial sharing in review after review.",
                "Annual report of the national Panel, as read by the group",
            ),
        ),
    ),
    Theme(
        key="not-brought",
        of="last",
        title="Was not brought",
        rationale="A child does not take themselves to the doctor. Missed appointments were read as a choice, in two "
        "reviews and in a health audit.",
        priority=1,
        shown=(
            (Window.DATA, "One in nine appointments of children was missed.", "Community health, the year before"),
            (Window.FRONTLINE, "Clinics did not know whom to ring.", "Reflective sessions of health visitors, winter"),
        ),
        impact="The letter that ended a child’s care by itself is no longer sent by any clinic, and all health "
        "services now write “was not brought” and ask why. Parents told us that a telephone call helps where a letter "
        "frightened them. We do not know yet whether more children are seen: an action follows and is measured month "
        "by month.",
    ),
    Theme(
        key="neglect",
        of="next",
        title="Neglect: the child’s whole story",
        rationale="It keeps coming back: in a published review, in the latest rapid review and in what schools tell "
        "us. We propose it for the next free place.",
        priority=1,
        shown=((Window.FRONTLINE, "Schools see the same children hungry on Mondays.", "Schools’ forum, summer"),),
    ),
)

POINTS = (
    Point(
        key="every-adult",
        recorded=438,
        statement="Every adult who matters in a child’s life is part of the assessment.",
        detail="Ask who lives in the home, who visits, and who helps. See fathers and partners, at a time when they "
        "can come. Write down whom you have not met, and why.",
        theme="curiosity",
        agreed=432,
    ),
    Point(
        key="taken-further",
        recorded=437,
        statement="A worry is taken further until it is answered, and whoever raised it hears the outcome.",
        detail="Disagreeing well protects children. Ring before you write. If you are still worried, ring the next "
        "person, the same day, at any hour.",
        theme="escalation",
        agreed=432,
    ),
    Point(
        key="in-time",
        recorded=436,
        statement="Each agency shares what it knows in time for it to be used, and says what it does not know.",
        detail="Information that comes after the decision does not help the child. Say by when it is needed, and say "
        "when you hold nothing.",
        theme="sharing",
        agreed=432,
    ),
    Point(
        key="changes-what-we-do",
        recorded=293,
        statement="What a child says or shows changes what we do, and the record says how.",
        detail="Open the plan with the child’s words. For each aim, say what the child’s words changed. Tell the "
        "child.",
        theme="curiosity",
        agreed=250,
    ),
    Point(
        key="over-time",
        recorded=291,
        statement="Neglect is seen over time, and not one incident at a time.",
        detail="Read what came before. Compare the home with what a child of that age needs, and ask someone who has "
        "not been there to look with you.",
        theme="neglect",
    ),
    Point(
        key="not-brought",
        recorded=0,
        statement="A child who was not brought is a question to ask, and not a case to close.",
        detail="Ring within a week. Ask what stood in the way. Nobody is discharged without a conversation.",
        theme="not-brought",
        agreed=285,
    ),
    Point(
        key="someone-stays",
        recorded=388,
        statement="When a young person moves between services, someone stays with them until the next is in place.",
        detail="The handover is done when the young person has met the new worker and says so.",
    ),
    Point(
        key="same-day",
        recorded=278,
        statement="An injury in a baby who cannot yet move is looked at the same day by someone trained to do so.",
        detail="However small, and however good the explanation. The pathway starts with a telephone call.",
        agreed=250,
    ),
    Point(
        key="own-language",
        recorded=55,
        statement="Families hear and speak in the language in which they think.",
        detail="Use an interpreter for every conversation on which a decision rests. Never ask a child to interpret.",
    ),
)

JOINS = (
    Join("men", "every-adult", 438, "Adults in the home were unknown to those who assessed."),
    Join("first-answer", "taken-further", 437, "The worry was right, and it stopped."),
    Join("one-part", "in-time", 436, "No one had the parts together when it counted."),
    Join("letter", "someone-stays", 388, "No one was with the young person between the two services."),
    Join("out-of-hours", "taken-further", 387, "Without a number to ring, a worry waits until morning."),
    Join("summer", "someone-stays", 386, "Shows that staying in touch is possible, and what it takes."),
    Join("not-changed", "changes-what-we-do", 293, "The words were there and changed nothing."),
    Join("asked-again", "changes-what-we-do", 292, "Shows how to ask so that a child goes on speaking."),
    Join("by-incident", "over-time", 291, "Read together, the contacts told the story."),
    Join("not-brought", "not-brought", 290, "Discharge followed where a question should have."),
    Join("housing", "in-time", 289, "Shows what one early telephone call can do."),
    Join("father", "every-adult", 279, "The second review that points the same way."),
    Join("pathway", "same-day", 278, "Nine days passed because the mark was explained."),
    Join("within-the-hour", "same-day", 278, "Shows that rehearsal makes it happen."),
    Join("late-report", "in-time", 277, "Read out on the day, it could not be weighed."),
    Join("alerts", "in-time", 150, "The information was there, days too late."),
    Join("interpreters", "own-language", 55, "Decisions rested on half-understood conversations."),
    Join("child-s-day", "changes-what-we-do", 17, "What supervision does not ask, practice forgets."),
    Join("got-used", "over-time", 17, "Those who see a home often need someone to compare with."),
    Join("by-email", "taken-further", 2, "The third review in which people wrote and did not speak."),
)
