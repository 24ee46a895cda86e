"""What a person may be allowed to do. One name an act; roles grant them (`roles.py`), predicates ask for them."""

from enum import StrEnum


class Permission(StrEnum):
    """An act, in the words of the help page."""

    # Cases: serious incidents, rapid reviews, local reviews
    SEE_CASES_IN_PROGRESS = "see serious incidents and reviews while they are being worked on"
    SEE_GRANTED_CASES = "see the cases whose access list names you"
    SEE_FINISHED_REVIEWS = "see reviews once the partners have signed them off"
    CONSIDER_INCIDENTS = "record and consider serious incidents"
    NOTIFY_PANEL = "decide on and record the notification to the National Panel"
    RUN_REVIEWS = "run rapid reviews and local reviews"
    SIGN_OFF_REVIEWS = "sign off a review for a safeguarding partner"
    OPEN_IDENTITY = "open the identity of a child, with a reason"
    MANAGE_CASE_ACCESS = "say who may open a restricted case, and record conflicts of interest"

    # Children's deaths
    SEE_CHILD_DEATHS = "see the reviews of children’s deaths"
    REVIEW_CHILD_DEATHS = "record the deaths of children, ask agencies about them and run their reviews"

    # Audits and self-assessments
    SEE_AUDITS = "see audits and self-assessments while they are being worked on"
    SEE_SELF_ASSESSMENTS = "see every agency's self-assessment, not only one's own"
    RUN_AUDITS = "plan and run audits and self-assessments"
    AGREE_AUDITS = "agree the audit programme, terms of reference and reports"

    # The learning cycle
    SEE_LEARNING = "see findings, learning points and themes"
    RECORD_LEARNING = "record findings and learning points"
    PUBLISH_LEARNING = "write and publish learning updates, briefings and guides"
    READ_REPORT_DRAFTS = "read the yearly report, with its notes, while it is being written"
    AGREE_LEARNING = "agree learning points and the Three Themes"

    # Data, the horizon, frontline voice, external learning, scrutiny
    SEE_INTELLIGENCE = "see indicators, the horizon, external learning and independent scrutiny"
    SEE_TRUE_COUNTS = "see small counts of scorecards as they are"
    KEEP_INTELLIGENCE = "import data, keep indicators, risks, surveys and external learning"
    RECORD_SCRUTINY = "record independent scrutiny and the challenges it raises"

    # Actions and impact
    SEE_ALL_ACTIONS = "see every agency's actions"
    SEE_OWN_AGENCY_ACTIONS = "see the actions of one's own agency"
    MANAGE_ACTIONS = "record and change actions and their measures"
    UPDATE_OWN_ACTIONS = "add progress, readings and evidence to the actions of one's own agency"
    AGREE_ACTIONS = "agree and close actions with the Practice Improvement Group's decision"

    # Asking agencies
    ASK_AGENCIES = "ask agencies for information, and accept what they send"
    BUILD_QUESTIONNAIRES = "write and publish questionnaires"
    ANSWER_FOR_AGENCY = "answer what is asked of one's own agency"

    # Time
    MANAGE_DEADLINES = "pause, restart and correct deadlines, and say why one was late"
    CHANGE_RULES = "change the rules of clocks, and agree a colleague's change"
    PLAN_THE_YEAR = "plan the year and record what was done of it"
    RUN_MEETINGS = "plan the meetings of the groups, build their agendas and keep their minutes"
    SEE_COMPLIANCE = "see how the statutory deadlines were kept"

    # Who
    KEEP_GROUPS = "say who sits in the partnership's groups, who chairs them and what their quorum is"

    # The service
    EXPORT_LISTS = "export lists to a spreadsheet"
    SEE_SERVICE_HEALTH = "see whether the service is well"
    READ_ACCESS_LOG = "read who opened what"
    KEEP_WORD_TEMPLATE = "bring the Word template in which publications are given out"
    MANAGE_ACCOUNTS = "manage agencies, accounts, memberships and reference data"
