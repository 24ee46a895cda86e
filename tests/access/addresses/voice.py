"""Surveys: open to all who take part in learning, kept by the business unit, answered by whoever has the link."""

from tests.access.addresses import LEARNING, UNIT, Row

VOICE = {
    "intelligence:surveys": Row(roles=LEARNING),
    "intelligence:survey-new": Row(roles=UNIT),
    "intelligence:survey": Row("survey", LEARNING, hidden=True),
    "intelligence:survey-change": Row("survey draft", UNIT),
    "intelligence:survey-groups": Row("survey draft", UNIT),
    "intelligence:survey-poster": Row("survey open", UNIT),
    "intelligence:survey-comments": Row("survey", UNIT),
    "intelligence:survey-answer": Row("survey link", public=True),
    "intelligence:survey-thanks": Row("survey link", public=True),
    "intelligence:young-voices": Row(roles=LEARNING),
    "intelligence:young-voice-new": Row(roles=UNIT),
    "intelligence:young-voice": Row("young voice", LEARNING, hidden=True),
    "intelligence:young-voice-change": Row("young waiting", UNIT),
    "intelligence:ambassadors-new-link": Row(roles=UNIT, answers=(405,)),
    "intelligence:ambassadors": Row("ambassadors", public=True),
    "intelligence:ambassadors-thanks": Row("ambassadors", public=True),
}
