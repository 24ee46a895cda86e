"""What other statutory processes there may be beside a case: when each is held, who leads it, which dates it has.

Each type is asked when an incident or a rapid review is opened. The names are those in use; a name that was left
behind is still understood, and what became of it is said beside it.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import TextChoices

from escp.deadlines.choices import PauseGround


class ProcessType(TextChoices):
    DARDR = "dardr", "Domestic abuse related death review"
    SAR = "sar", "Safeguarding adults review"
    PATIENT_SAFETY = "patient_safety", "NHS patient safety response"
    CORONER = "coroner", "Coroner’s inquest"
    CRIMINAL = "criminal", "Criminal investigation or trial"
    FAMILY_COURT = "family_court", "Family court"
    YOUTH_JUSTICE = "youth_justice", "Notification to the Youth Justice Board"
    CUSTODY = "custody", "Death in custody"
    EMPLOYMENT = "employment", "Allegation, disciplinary or regulator’s process"
    WEAPONS = "weapons", "Offensive weapons homicide review"
    CHILD_DEATH = "child_death", "Child death review or joint agency response"


class ProcessState(TextChoices):
    NOT_CHECKED = "not_checked", "Not known"
    NONE = "none", "There is none"
    EXISTS = "exists", "Exists"
    MONITORING = "monitoring", "Being watched"
    CONCLUDED = "concluded", "Concluded"


GOES_ON = [ProcessState.EXISTS, ProcessState.MONITORING]
IS_THERE = [*GOES_ON, ProcessState.CONCLUDED]


class Effect(TextChoices):
    NONE = "none", "None"
    INTERVIEWS = "interviews", "Practitioner interviews wait for it"
    PUBLICATION = "publication", "Publication waits for it"
    MATERIAL = "material", "It shares material with our review"


class Covers(TextChoices):
    """What a process does about a question of the terms of reference."""

    ANSWERS = "answers", "Answers it"
    SHARES = "shares", "Shares what it has"
    NO = "no", "No"


# A report to prevent future deaths is answered within 56 days (Coroners (Investigations) Regulations 2013, reg. 29).
FUTURE_DEATHS, FUTURE_DEATHS_REPLY = "future_deaths", "future_deaths_reply"
REPLY_TO_THE_CORONER = timedelta(days=56)


@dataclass(frozen=True)
class Process:
    """One type: when it is held, who leads it, its own dates in order, and its names, the one in use first."""

    when: str
    lead: str
    dates: tuple[tuple[str, str], ...]
    names: tuple[tuple[str, str], ...] = ()
    names_note: str = ""
    short: str = ""
    ground: PauseGround = PauseGround.PARALLEL_REVIEW


PROCESSES: dict[str, Process] = {
    # Domestic Violence, Crime and Victims Act 2004 section 9; the name: Victims and Prisoners Act 2024 section 19.
    ProcessType.DARDR: Process(
        when="Somebody aged 16 or over died, or took their own life, after abuse by a relative, partner or household "
        "member. A parent’s death with a child at home counts.",
        lead="Community Safety Partnership",
        dates=(
            ("told", "Community Safety Partnership told"),
            ("decided", "Decision to hold it"),
            ("quality", "Home Office quality assurance"),
            ("published", "Published"),
        ),
        names=(("dardr", "Domestic abuse related death review"), ("dhr", "Domestic homicide review")),
        names_note="Called domestic homicide review (DHR) until the Victims and Prisoners Act 2024; both names are in "
        "use while the change comes into force area by area.",
        short="DARDR",
    ),
    # Care Act 2014 section 44.
    ProcessType.SAR: Process(
        when="An adult with care and support needs died or was seriously abused or neglected: a young person of 18 or "
        "over, or a parent.",
        lead="Safeguarding Adults Board",
        dates=(("decided", "Decision to hold it"), ("report", "Report finished"), ("published", "Published")),
        short="SAR",
    ),
    # Patient Safety Incident Response Framework, for all bodies under an NHS contract since 1 April 2024.
    ProcessType.PATIENT_SAFETY: Process(
        when="Care by the NHS may have gone wrong.",
        lead="The provider or the integrated care board",
        dates=(("decided", "Decision to investigate"), ("report", "Report finished")),
        names=(("psii", "Patient safety incident investigation"), ("si", "Serious incident (before April 2024)")),
        names_note="The Serious Incident Framework and its 60 days ended on 1 April 2024: no period is fixed now, and "
        "dates are agreed with the family.",
        short="NHS",
    ),
    # Coroners (Investigations) Regulations 2013 and Coroners (Inquests) Rules 2013.
    ProcessType.CORONER: Process(
        when="A death was sudden, unnatural or of unknown cause, or happened in custody.",
        lead="The coroner",
        dates=(
            ("opened", "Inquest opened"),
            ("pre_inquest", "Pre-inquest review"),
            ("suspended", "Suspended for criminal proceedings"),
            ("hearing", "Hearing"),
            ("conclusion", "Conclusion"),
            (FUTURE_DEATHS, "Report to prevent future deaths"),
            (FUTURE_DEATHS_REPLY, "Reply to that report"),
        ),
        short="Coroner",
        ground=PauseGround.CORONER,
    ),
    ProcessType.CRIMINAL: Process(
        when="The police investigate, or somebody is charged.",
        lead="The police and the Crown Prosecution Service",
        dates=(("charge", "Charge"), ("plea", "Plea"), ("trial", "Trial"), ("sentence", "Sentence")),
        short="Criminal",
        ground=PauseGround.POLICE,
    ),
    ProcessType.FAMILY_COURT: Process(
        when="Proceedings about the child, a brother or a sister. What was filed there is disclosed only with the "
        "court’s permission.",
        lead="The local authority and Cafcass",
        dates=(("issued", "Proceedings issued"), ("fact_finding", "Fact finding"), ("final", "Final hearing")),
        short="Family court",
        ground=PauseGround.COURT,
    ),
    # Serious incidents notification, mandatory since 1 April 2022.
    ProcessType.YOUTH_JUSTICE: Process(
        when="The child is under youth justice supervision and the incident is one of the six categories.",
        lead="The youth justice service’s manager",
        dates=(("sent", "Notification sent"), ("acknowledged", "Acknowledged")),
        short="Youth justice",
    ),
    ProcessType.CUSTODY: Process(
        when="A child died in custody or under escort.",
        lead="The Prisons and Probation Ombudsman",
        dates=(("told", "Ombudsman told"), ("report", "Report finished"), ("published", "Published")),
        short="Custody",
    ),
    ProcessType.EMPLOYMENT: Process(
        when="An allegation against somebody who works with children, a disciplinary or a regulator’s matter. A review "
        "is not the place for blame.",
        lead="The employer, the designated officer (LADO) or the regulator",
        dates=(("referred", "Referred"), ("outcome", "Outcome")),
        names=(("designated", "Designated officer"), ("lado", "Local authority designated officer (LADO)")),
        names_note="Guidance says “designated officer”; LADO is still the usual name.",
        short="Employment",
    ),
    # Police, Crime, Sentencing and Courts Act 2022: a pilot, so whether it applies is asked each time.
    ProcessType.WEAPONS: Process(
        when="Somebody of 18 or over was killed with an offensive weapon. A pilot: ask whether it applies here now.",
        lead="The review partners: police, council and integrated care board",
        dates=(("told", "Partners told"), ("decided", "Decision to hold it"), ("published", "Published")),
        short="Weapons",
    ),
    # Children Act 2004 sections 16M to 16Q.
    ProcessType.CHILD_DEATH: Process(
        when="Every death of a child who normally lives here.",
        lead="The child death review partners",
        dates=(
            ("response", "Joint agency response meeting"),
            ("review_meeting", "Child death review meeting"),
            ("panel", "Child death overview panel"),
        ),
        names=(("cdr", "Child death review"), ("sudi", "Rapid response (before 2018)")),
        names_note="The joint agency response was called rapid response until 2018.",
        short="Child death",
    ),
}
