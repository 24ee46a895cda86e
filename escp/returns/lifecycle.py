"""How a return moves: sent, sent back, accepted, waived, reopened. Seen and started follow from what the agency does.

The partnership's own rule for every return: saved is never sent; what was accepted is sealed.
"""

import hashlib
import json

from django.core.exceptions import ValidationError
from django.utils import timezone

from escp.lifecycle.engine import Lifecycle
from escp.partnership.models import Person
from escp.returns.choices import WITH_THE_AGENCY, ReturnState
from escp.returns.given import files_of, that_count
from escp.returns.kinds import beside_of, kind_of
from escp.returns.models import Return
from escp.returns.policies import may_answer, may_ask
from escp.returns.queries import answers_of, files_in, returns_for
from escp.returns.services.letters import send_changes, send_receipt

RETURN = Lifecycle(Return, find=returns_for, key="return")
REFUSED = " A file that was refused or withdrawn does not count: give another."
SIGN_OFF = "Enter who signs this off, and their job title."


def still_taken(asked: Return) -> str | None:
    """Say why no answer is taken any more, where what it is asked for is closed."""
    kind = kind_of(asked.request.kind)
    return (kind.closed_for(asked.request.about) or None) if kind and kind.closed else None


def not_held(asked: Return) -> str | None:
    """Say why a return waits, where what it asks about has to be looked at first."""
    kind = kind_of(asked.request.kind)
    return (kind.held_for(asked) or None) if kind else None


def everything_handed_in(asked: Return) -> str | None:
    """Say that what is handed in beside the answers is not here."""
    beside = beside_of(asked)
    return None if beside is None or beside.is_here else f"Hand in first: {beside.title}."


def every_question_answered(asked: Return) -> str | None:
    definition, answers = asked.request.asks.asks.for_agency(), answers_of(asked)
    missing = definition.missing(that_count(definition, answers, files_in(answers)))
    if not missing:
        return None
    sections = list(dict.fromkeys(section.title for section, _ in missing))
    questions = f"{len(missing)} question{'' if len(missing) == 1 else 's'}"
    refused = any(files_of(answers.get(question.key)) for _, question in missing)
    return f"Answer {questions} first, in: {'; '.join(sections)}.{REFUSED if refused else ''}"


def _signed(asked: Return, name: str, title: str, needed: bool) -> None:
    if needed and not (name.strip() and title.strip()):
        raise ValidationError({"signed_off_name": SIGN_OFF})
    asked.signed_off_name, asked.signed_off_title = name.strip(), title.strip()


def _sent(asked: Return, by: Person) -> None:
    asked.sent_at, asked.sent_by = timezone.now(), by
    send_receipt(by=by, asked=asked)


@RETURN.transition(
    source=WITH_THE_AGENCY,
    target=ReturnState.SENT,
    label="Send",
    allow=may_answer,
    needs=[still_taken, not_held, everything_handed_in, every_question_answered],
    help="The business unit can read it from now on. You get a receipt with a copy.",
)
def send(asked: Return, *, by: Person, signed_off_name: str = "", signed_off_title: str = "") -> None:
    _signed(asked, signed_off_name, signed_off_title, asked.request.senior_sign_off)
    asked.is_nil, asked.nil_reason = False, ""
    _sent(asked, by)


@RETURN.transition(
    source=WITH_THE_AGENCY,
    target=ReturnState.SENT,
    label="Say that there is nothing to tell",
    allow=may_answer,
    needs=[still_taken, not_held],
    help="Somebody senior signs off that your agency holds nothing about what is asked.",
    aside=True,
)
def send_nil(
    asked: Return, *, by: Person, nil_reason: str, signed_off_name: str = "", signed_off_title: str = ""
) -> None:
    _signed(asked, signed_off_name, signed_off_title, needed=True)
    asked.is_nil, asked.nil_reason = True, nil_reason
    _sent(asked, by)


@RETURN.transition(
    source=WITH_THE_AGENCY,
    target=ReturnState.ACCEPTED,
    label="Record that it has nothing to tell",
    allow=may_ask,
    needs=[still_taken, not_held],
    help="Where the agency said so by telephone or e-mail. Somebody senior there signs it off.",
    aside=True,
)
def record_nil(asked: Return, *, by: Person, nil_reason: str, signed_off_name: str, signed_off_title: str) -> None:
    _signed(asked, signed_off_name, signed_off_title, needed=True)
    asked.is_nil, asked.nil_reason = True, nil_reason
    asked.sent_at, asked.sent_by = timezone.now(), by
    accept(asked, by=by)


@RETURN.transition(
    source=ReturnState.SENT,
    target=ReturnState.ACCEPTED,
    label="Accept",
    allow=may_ask,
    help="What was sent is sealed. It can be reopened, with a reason.",
)
def accept(asked: Return, *, by: Person) -> None:
    asked.settled_at, asked.settled_by = timezone.now(), by
    asked.seal = seal_of(asked)


@RETURN.transition(
    source=ReturnState.SENT,
    target=ReturnState.CHANGES_REQUESTED,
    label="Ask for changes",
    allow=may_ask,
    help="It goes back to the agency with what you write. The date by which it is due stands unless you change it.",
)
def request_changes(asked: Return, *, by: Person, what: str) -> None:
    send_changes(by=by, asked=asked, what=what)
    asked.sent_at = asked.sent_by = None


@RETURN.transition(
    source=[*WITH_THE_AGENCY, ReturnState.SENT],
    target=ReturnState.WAIVED,
    label="Stop asking",
    allow=may_ask,
    help="The agency is no longer asked. The reason is kept.",
    aside=True,
)
def waive(asked: Return, *, by: Person) -> None:
    asked.settled_at, asked.settled_by = timezone.now(), by


@RETURN.transition(
    source=[ReturnState.ACCEPTED, ReturnState.WAIVED],
    target=ReturnState.CHANGES_REQUESTED,
    label="Reopen",
    allow=may_ask,
    help="The agency can change it and must send it again. What was accepted stays in its history.",
    aside=True,
)
def reopen(asked: Return, *, by: Person) -> None:
    asked.settled_at = asked.settled_by = None
    asked.sent_at = asked.sent_by = None
    asked.seal = ""


def seal_of(asked: Return) -> str:
    """Return the SHA-256 of what a return says: by it anyone can show that nothing was changed since."""
    said = {
        "reference": asked.reference,
        "asks": f"{asked.request.asks.questionnaire.key} {asked.request.asks.number}",
        "answers": answers_of(asked),
        "nil": asked.nil_reason if asked.is_nil else "",
        "signed off": [asked.signed_off_name, asked.signed_off_title],
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
