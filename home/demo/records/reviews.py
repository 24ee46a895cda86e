"""The rapid reviews and the local reviews that some of them led to.

`until` is one of open, met, signed_off, sent, concluded.
"""

from dataclasses import dataclass

from escp.deadlines.choices import LateReason
from home.demo.records.shapes import Review
from reviews.choices import Decision, PanelReply

REVIEWS = (
    Review(
        incident="open",
        until="open",
        what_happened="Six agencies knew the family. Four have sent what they hold; the general practice and the "
        "nursery are still to reply. Each saw a part: missed appointments, hunger at school, a cold home, a parent who "
        "was unwell. No one had seen all of it.",
        priority=1,
    ),
    Review(
        incident="met",
        until="met",
        what_happened="The school, the general practice and the police knew the child. The contact went on for some "
        "weeks before the child told a teacher, who acted the same day.",
        lived_experience="The child said that being online was where they felt listened to, and that they did not "
        "think adults would understand. They want others to be asked kindly, and more than once.",
        good_practice="The teacher listened without asking leading questions and stayed with the child until the "
        "social worker came.",
        priority=3,
    ),
    Review(
        incident="signed",
        until="signed_off",
        what_happened="Over two years the young person told a teacher, a youth worker and a nurse that life at home "
        "was frightening. Each passed it on; each time the threshold was judged not to be met by the one event. A "
        "change of school left six weeks in which no one was in touch.",
        lived_experience="The young person said that being asked the same questions by new people felt like starting "
        "again, and that the youth worker was the one who remembered.",
        inequality="The family speaks two languages at home. Adults were spoken to in English and the young person "
        "was asked to explain for them, which put them in the middle.",
        good_practice="The youth worker kept a steady, honest relationship and raised the worry three times.",
        systemic_reasons="Contacts were weighed singly because the system shows each on its own page. Disagreement was "
        "settled by e-mail between people who had never spoken. There is no agreed way to keep hold of a child who "
        "changes school.",
        already_changed="The front door now shows earlier contacts on the same page as a new one.",
        decision=Decision.SUFFICIENT,
        decision_reason="The learning is clear and repeats what two earlier reviews found about escalation. Effort is "
        "better spent on the actions that are under way than on a further review.",
        priority=4,
    ),
    Review(
        incident="late",
        until="sent",
        what_happened="Health visiting, a family support service, housing and social care visited often. Conditions "
        "improved before meetings and slipped back after them. Those who came every week said that they had stopped "
        "seeing it.",
        lived_experience="The child played at the nursery with great energy and did not want to go home on some days. "
        "Staff wrote that down; it did not reach the plan.",
        inequality="The family lived in one room of temporary housing. Poverty and poor housing were described as if "
        "they were choices of the parents.",
        good_practice="The family support worker and the parents wrote a plan together that the parents could use.",
        systemic_reasons="Supervision looked at tasks and dates, not at the child’s day. No one agency was asked to "
        "hold the history. Housing was not part of the core group.",
        already_changed="Housing now takes part in core groups for families in temporary homes.",
        decision=Decision.OTHER_LOCAL,
        decision_reason="A local learning review with practitioners and parents, on living with neglect in temporary "
        "housing, will teach us more than another look at the records.",
        priority=1,
        late_by=3,
        late_reason=LateReason.INFORMATION,
        late_words="Two agencies’ records came after the meeting and changed the picture of the family’s housing. The "
        "partners agreed to wait for them.",
    ),
    Review(
        incident="lcspr",
        until="concluded",
        what_happened="Police came to the home on several occasions. The health visitor learned of them days later. "
        "The parent who was harmed agreed to plans that asked them alone to keep the other adult away.",
        lived_experience="The older child became very quiet at nursery and stayed close to one adult. The daily notes "
        "show how their days changed after nights with noise at home.",
        inequality="English is not the parent’s first language. Interpreters were used at formal meetings and not for "
        "the visits at which safety was talked about.",
        good_practice="The nursery’s notes were careful and in the child’s own terms, and were shared at once when "
        "asked for.",
        systemic_reasons="Alerts pass through three teams before they reach a practitioner. The form for a safety plan "
        "has a line for the parent and none for the person who does the harm.",
        already_changed="Alerts for children under five go to the duty health visitor by telephone.",
        decision=Decision.LOCAL_REVIEW,
        decision_reason="Two or more agencies did not work together well enough, the same has been found before, and "
        "why it recurs is not understood yet. A local review is asked to find that out.",
        priority=2,
        panel_reply=PanelReply.AGREES,
        panel_reply_note="The Panel agrees with the decision and asks that the review look at work with those who do "
        "the harm. This has been added to the terms of reference.",
    ),
    Review(
        incident="concluded",
        until="concluded",
        what_happened="The parents were known to midwives and to their general practice. The father was not seen "
        "before the birth. A small mark was noticed at a clinic and explained; the agreed pathway was not begun until "
        "a second visit.",
        lived_experience="The baby was described as settled and smiling in every record. No record says what the "
        "baby’s day was like, or who was with them at night.",
        inequality="The parents were young and had been in care. Both said later that they feared being judged, and "
        "so had kept quiet about how hard they found it.",
        good_practice="Hospital staff asked for a strategy discussion within the hour and explained to the family, "
        "with kindness, why.",
        systemic_reasons="Appointments are offered in working hours, when the father could not come, and the record "
        "has no place for him. Clinic staff were new and had not been shown the pathway.",
        already_changed="The pathway is on the wall of every clinic and in the induction of new staff.",
        decision=Decision.SUFFICIENT,
        decision_reason="The rapid review has found the learning, and the pathways concerned were changed at once.",
        priority=1,
        panel_reply=PanelReply.AGREES,
        panel_reply_note="The Panel agrees and comments on the clear account of the baby’s day. No further action.",
    ),
    Review(
        incident="published",
        until="concluded",
        what_happened="Many agencies met the child over several years. Each worry was looked at on its own, answered "
        "and closed. Missed appointments led to letters, then to discharge.",
        lived_experience="The child told a school nurse, more than once and in plain words, what home was like. It was "
        "written down well and did not change the plan.",
        inequality="The child’s additional needs were seen as the reason for their difficulties, so other reasons were "
        "looked for less.",
        good_practice="The school nurse asked again. A housing officer’s worry brought agencies to one table.",
        systemic_reasons="Neglect is counted by incident. Each agency held one part of the picture, and none was asked "
        "to put the parts together.",
        already_changed="A chronology is made for every child on a plan for neglect.",
        decision=Decision.LOCAL_REVIEW,
        decision_reason="The harm built up over years in sight of many services. The partners want to know why, with "
        "the people who did the work.",
        panel_reply=PanelReply.DIFFERS,
        panel_reply_note="The Panel thought that the rapid review might be enough. The partners looked again and held "
        "to their decision, with reasons: three earlier reviews had pointed the same way.",
    ),
    Review(
        incident="unpublished",
        until="concluded",
        what_happened="The young person had support from four services, and each plan was sound. When they moved "
        "between services the plan went by letter, and the first appointment was eight weeks later.",
        lived_experience="Friends said that the young person had felt passed from one to another, and that the summer "
        "without school was long.",
        inequality="Services that are open in office hours did not suit a young person who was caring for a parent.",
        good_practice="The school kept in touch through the summer holidays, of its own accord.",
        systemic_reasons="Services count a handover as done when the letter is sent. Practitioners did not know whom "
        "to ring out of hours when they disagreed.",
        already_changed="The mental health service offers a first appointment within two weeks of a handover.",
        decision=Decision.LOCAL_REVIEW,
        decision_reason="How services hand over is of wider importance, and the family wishes it to be understood.",
        panel_reply=PanelReply.NONE,
        panel_reply_note="No reply was received within ten working days.",
    ),
)


@dataclass(frozen=True)
class Ending:
    """How a local review ended, and how many days ago."""

    incident: str
    ago: int
    not_published_because: str = ""


ENDINGS = (
    Ending(incident="published", ago=276),
    Ending(
        incident="unpublished",
        ago=372,
        not_published_because="The family would be recognised however it was written, and has asked us not to. The "
        "partners have published what will improve instead, and have told the Panel why.",
    ),
)
