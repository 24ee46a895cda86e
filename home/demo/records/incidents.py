"""The serious incidents: what was known, how the test was answered, what the partners thought, what was decided.

`until` is one of recorded, consulted, agreed, notified, reviewed, not_notified, duplicate, withdrawn, owed,
notified_only.
"""

from escp.partnership.choices import AgeBand
from home.demo.records.shapes import Ago, Incident
from reviews.choices import Answer, AwarenessBasis, Nature, Partner, Precision, View
from reviews.coded import Duty

YES, NO = Answer.YES, Answer.NO
COUNCIL, POLICE, HEALTH = Partner.COUNCIL, Partner.POLICE, Partner.HEALTH
NOTIFY, DO_NOT = View.NOTIFY, View.DO_NOT_NOTIFY

IN_THE_BOROUGH = (YES, "It happened in the borough.")
NOT_ABROAD = (NO, "It did not happen outside England.")
ALL_NOTIFY = {
    COUNCIL: (NOTIFY, "The test is met and there is something to learn about how we work together."),
    POLICE: (NOTIFY, "We suspect an offence against the child. The test is met."),
    HEALTH: (NOTIFY, "The harm is serious and its cause gives concern. The test is met."),
}


def suspected(reason: str) -> tuple[tuple[Answer, str], ...]:
    """Return the answers for harm in the borough with suspected abuse or neglect, and why it is suspected."""
    return ((YES, reason), IN_THE_BOROUGH, NOT_ABROAD)


INCIDENTS = (
    Incident(
        key="care_leaver",
        aware=Ago(working=20),
        until="notified_only",
        duty=Duty.CARE_LEAVER_ADULT,
        nature=Nature.DEATH,
        age_bands=(AgeBand.CARE_LEAVER,),
        summary="A care leaver of 20 died after a long illness. Nothing suggests abuse or neglect.",
        safety="Their personal adviser and their former carers have been told and are supported.",
        panel_reference="CSP-0381",
        happened_days_before=1,
    ),
    Incident(
        key="looked_after",
        aware=Ago(working=2),
        until="owed",
        duty=Duty.LOOKED_AFTER,
        nature=Nature.DEATH,
        age_bands=(AgeBand.TEN_TO_FOURTEEN,),
        summary="A looked-after child with a life-limiting condition died in hospital. The death was expected.",
        safety="The foster carers’ other children are supported by the school and the fostering team.",
        criteria=((NO, "The death was expected and nothing suggests abuse or neglect."), IN_THE_BOROUGH, NOT_ABROAD),
        happened_days_before=0,
    ),
    Incident(
        key="new",
        aware=Ago(hours=5),
        until="recorded",
        nature=Nature.SERIOUS_HARM,
        age_bands=(AgeBand.UNDER_ONE,),
        summary="A baby was brought to hospital with an injury for which there is no clear account so far. Medical "
        "opinion is awaited.",
        safety="The baby is cared for in hospital. A strategy discussion has been called.",
    ),
    Incident(
        key="consulting",
        aware=Ago(working=2),
        until="consulted",
        nature=Nature.SERIOUS_HARM,
        age_bands=(AgeBand.FIFTEEN_TO_SEVENTEEN,),
        summary="A young person was seriously hurt away from home. Several agencies were already worried that others "
        "were exploiting them.",
        safety="The young person is safe in hospital. Their brothers and sisters have been seen at home.",
        criteria=suspected("Exploitation was already suspected and is part of how the harm came about."),
        views={
            COUNCIL: (NOTIFY, "Exploitation is abuse. The harm is serious, so the test is met."),
            POLICE: (NOTIFY, "Our investigation treats the young person as a victim of exploitation."),
        },
        happened_days_before=1,
    ),
    Incident(
        key="duplicate",
        aware=Ago(working=2),
        until="duplicate",
        nature=Nature.SERIOUS_HARM,
        age_bands=(AgeBand.FIFTEEN_TO_SEVENTEEN,),
        summary="A hospital told us of a young person who was seriously hurt away from home.",
        safety="The hospital’s safeguarding team is in touch with social care.",
        note="The hospital and the school wrote about the same event.",
        happened_days_before=1,
    ),
    Incident(
        key="agreed",
        aware=Ago(working=4),
        until="agreed",
        nature=Nature.SERIOUS_HARM,
        age_bands=(AgeBand.ONE_TO_FOUR, AgeBand.FIVE_TO_NINE),
        summary="A young child needed intensive care after an accident at home. There had been worries about how "
        "closely the children were looked after.",
        safety="The child is recovering. Both children are staying with relatives who have been visited and checked.",
        criteria=suspected("Neglect was known to three agencies and is suspected to have led to the accident."),
        views={
            COUNCIL: (NOTIFY, "Neglect is suspected and the harm is serious."),
            POLICE: (NOTIFY, "The home conditions on the day support a concern about neglect."),
            HEALTH: (DO_NOT, "The child is expected to recover fully, so the harm may not count as serious."),
        },
        rationale="Neglect is suspected, and harm from which a child recovers may still have been serious: intensive "
        "care was needed.",
        last_word="Health’s different view was talked through. The duty to notify is the local authority’s alone, and "
        "it decides to notify.",
        happened_days_before=1,
    ),
    Incident(
        key="notified",
        aware=Ago(working=4),
        until="notified",
        nature=Nature.DEATH,
        age_bands=(AgeBand.UNDER_ONE,),
        summary="A baby died while asleep at home. The circumstances are being looked at with care, and neglect cannot "
        "be ruled out.",
        safety="There are no other children in the home. The family has been offered bereavement support.",
        criteria=suspected("Where and how the baby slept gives reason to suspect neglect; nothing is settled yet."),
        views=ALL_NOTIFY,
        rationale="Suspicion is enough for the test. The three partners agree. The child death review runs beside it.",
        panel_reference="CSP-0419",
    ),
    Incident(
        key="open",
        aware=Ago(working=9),
        until="reviewed",
        nature=Nature.SERIOUS_HARM,
        age_bands=(AgeBand.FIVE_TO_NINE, AgeBand.ONE_TO_FOUR),
        summary="A child was found to be seriously unwell after a long time without the care that they needed. A "
        "younger child lives in the same home.",
        safety="Both children are in foster care together. Their health has been assessed.",
        criteria=suspected("Medical opinion is that the child’s needs had not been met for many months."),
        views=ALL_NOTIFY,
        rationale="Neglect is known and the harm to health is serious. The three partners agree.",
        panel_reference="CSP-0408",
        happened_days_before=None,
        precision=Precision.NOT_KNOWN,
        basis=AwarenessBasis.MEDICAL,
        basis_note="The harm came about over time and was recognised when the child was examined.",
    ),
    Incident(
        key="met",
        aware=Ago(working=15),
        until="reviewed",
        nature=Nature.SERIOUS_HARM,
        age_bands=(AgeBand.TEN_TO_FOURTEEN,),
        summary="A child came to serious harm through contact with an adult on the internet.",
        safety="The child is at home with their family and has a worker whom they trust. Devices are with the police.",
        criteria=suspected("Sexual abuse by an adult unknown to the family is being investigated."),
        views=ALL_NOTIFY,
        rationale="Abuse is known and the harm to the child’s mental health is serious.",
        panel_reference="CSP-0397",
        happened_days_before=12,
        precision=Precision.ABOUT,
        basis=AwarenessBasis.DISCLOSURE,
        basis_note="The child told a teacher some days later.",
    ),
    Incident(
        key="signed",
        aware=Ago(working=17),
        until="reviewed",
        nature=Nature.SERIOUS_HARM,
        age_bands=(AgeBand.FIFTEEN_TO_SEVENTEEN,),
        summary="A young person was seriously harmed. They had told several adults over two years that life at home "
        "was frightening.",
        safety="The young person has moved to relatives and is in touch with the mental health service.",
        criteria=suspected("Emotional abuse over several years is suspected."),
        views=ALL_NOTIFY,
        rationale="Serious harm includes harm to mental health. Emotional abuse is suspected.",
        panel_reference="CSP-0391",
        happened_days_before=2,
    ),
    Incident(
        key="late",
        aware=Ago(working=33),
        until="reviewed",
        nature=Nature.SERIOUS_HARM,
        age_bands=(AgeBand.ONE_TO_FOUR, AgeBand.FIVE_TO_NINE),
        summary="A young child was burned at home. The home had been in poor condition for a long time, and several "
        "services visited often.",
        safety="Both children of the family are with a grandparent. The home is being made safe.",
        criteria=suspected("Neglect was known and a child protection plan was in place."),
        views=ALL_NOTIFY,
        rationale="The harm is serious and happened where neglect was known. The three partners agree.",
        panel_reference="CSP-0376",
    ),
    Incident(
        key="not_notified",
        aware=Ago(days=120),
        until="not_notified",
        nature=Nature.SERIOUS_HARM,
        age_bands=(AgeBand.TEN_TO_FOURTEEN,),
        summary="A child was badly hurt in a road accident on the way to school.",
        safety="The family is being supported by the hospital and the school.",
        criteria=((NO, "Nothing that any agency knows suggests abuse or neglect."), IN_THE_BOROUGH, NOT_ABROAD),
        views={
            COUNCIL: (DO_NOT, "There is no sign of abuse or neglect."),
            POLICE: (DO_NOT, "A road accident. The driver’s part is being looked at; the family’s is not in question."),
            HEALTH: (DO_NOT, "Care by the family before and after has been good."),
        },
        rationale="The harm is serious, but abuse or neglect is neither known nor suspected, so the test is not met. "
        "Road safety near the school goes to the community safety partnership.",
    ),
    Incident(
        key="withdrawn",
        aware=Ago(days=210),
        until="withdrawn",
        nature=Nature.SERIOUS_HARM,
        age_bands=(AgeBand.UNDER_ONE,),
        summary="A baby was seriously ill with signs that could have meant an injury.",
        safety="The baby stayed in hospital while tests were made.",
        criteria=suspected("Doctors could not rule out that the baby had been injured."),
        views=ALL_NOTIFY,
        rationale="Suspicion is enough, and waiting for every test would have taken us past the five days.",
        panel_reference="CSP-0322",
        acknowledgement="Tests have shown a rare illness. The Panel accepts in writing that the criteria are not met.",
        happened_days_before=1,
    ),
    Incident(
        key="lcspr",
        aware=Ago(days=180),
        until="reviewed",
        nature=Nature.SERIOUS_HARM,
        age_bands=(AgeBand.ONE_TO_FOUR, AgeBand.UNDER_ONE),
        summary="A child was seriously hurt at home during violence between adults.",
        safety="The children and the parent who was harmed are together in a safe place.",
        criteria=suspected("Domestic abuse was known to four agencies."),
        views=ALL_NOTIFY,
        rationale="The harm is serious, domestic abuse was known, and agencies held different parts of the picture.",
        panel_reference="CSP-0331",
    ),
    Incident(
        key="concluded",
        aware=Ago(days=310),
        until="reviewed",
        nature=Nature.SERIOUS_HARM,
        age_bands=(AgeBand.UNDER_ONE,),
        summary="A young baby was found to have injuries that a baby of that age cannot cause.",
        safety="The baby recovered and lives with relatives under a court order.",
        criteria=suspected("The doctors’ opinion is that someone caused the injuries."),
        views=ALL_NOTIFY,
        rationale="The harm is serious and abuse is suspected. The three partners agree.",
        panel_reference="CSP-0274",
        happened_days_before=3,
        precision=Precision.ABOUT,
        basis=AwarenessBasis.MEDICAL,
        basis_note="Older injuries were seen on X-rays taken for another reason.",
    ),
    Incident(
        key="published",
        aware=Ago(days=470),
        until="reviewed",
        nature=Nature.SERIOUS_HARM,
        age_bands=(AgeBand.TEN_TO_FOURTEEN,),
        summary="A child was found to have been neglected for several years, with lasting harm to health and learning.",
        safety="The child lives with foster carers and is back at school.",
        criteria=suspected("Neglect over several years is known."),
        views=ALL_NOTIFY,
        rationale="Lasting harm to health and development is serious harm. Many agencies had been involved.",
        panel_reference="CSP-0198",
        happened_days_before=None,
        precision=Precision.NOT_KNOWN,
        basis=AwarenessBasis.OTHER,
        basis_note="A new school put together what several agencies had seen.",
    ),
    Incident(
        key="unpublished",
        aware=Ago(days=560),
        until="reviewed",
        nature=Nature.DEATH,
        age_bands=(AgeBand.FIFTEEN_TO_SEVENTEEN,),
        summary="A young person died. They were moving between services for children and for adults.",
        safety="Friends and family have been offered support through the school and the hospital.",
        criteria=suspected("Neglect in earlier years is known and may have had a part in the young person’s distress."),
        views=ALL_NOTIFY,
        rationale="Abuse or neglect is known and may be connected with the death. The three partners agree.",
        panel_reference="CSP-0157",
    ),
)
