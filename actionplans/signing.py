"""When the words of an activity's recommendations stand: the room that holds the activity says so.

A room above registers, in `AppConfig.ready()`, how an activity of its kind is signed off; one that says nothing is
signed off when its Activity is (`is_final`). From then on a recommendation is corrected only on record, with a reason,
and what it said before is kept.

    register(WordsOf(Kind.LOCAL_REVIEW, signed_off=local_review_is_signed))
    register(WordsOf(Kind.NATIONAL_REVIEW, signed_off=always, brought_in=True))
"""

from collections.abc import Callable
from dataclasses import dataclass

from learning.choices import Kind
from learning.models import Activity


@dataclass(frozen=True)
class WordsOf:
    """How recommendations of one kind of activity come to stand.

    `brought_in`: others wrote them and they are copied here. They stand from the first, and entering one more of them
    needs no reason.
    """

    kind: Kind
    signed_off: Callable[[Activity], bool]
    brought_in: bool = False


_kinds: dict[str, WordsOf] = {}


def register(words: WordsOf) -> None:
    """Say how the recommendations of a kind of activity come to stand; the same kind again replaces."""
    _kinds[words.kind] = words


def is_locked(activity: Activity) -> bool:
    """Say whether the recommendations of an activity may be corrected only on record, with a reason."""
    words = _kinds.get(activity.kind)
    return words.signed_off(activity) if words else activity.is_final


def is_brought_in(activity: Activity) -> bool:
    """Say whether others wrote the recommendations of an activity, so that here they are copied word for word."""
    words = _kinds.get(activity.kind)
    return words is not None and words.brought_in
