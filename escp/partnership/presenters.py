"""Pages about people, in words."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from escp.access.permissions import Permission
from escp.partnership.choices import Part
from escp.partnership.models import Child, ChildIdentity, Deputy, Group, GroupMembership, Person
from escp.partnership.policies import Quorum, rule_in_words
from escp.partnership.queries import (
    deputies_for,
    deputies_of,
    deputies_today,
    group_of_kind,
    groups_to_read,
    identity_is_held,
    memberships_of,
    not_over,
    principals_of,
    quorum_of,
    saved_of,
    voting_members,
)
from escp.ui.parts import Event, Row
from escp.ui.words import date_in_words

MOST_COLLEAGUES = 100
MOST_CHANGES = 200


def deputies_page(person: Person) -> dict[str, Any]:
    """Return who stands in for a person, who did, and for whom they stand in; colleagues' for those who keep them."""
    own = list(deputies_of(person))
    today = timezone.localdate()
    past = [row for row in own if row.ends_on is not None and row.ends_on < today]
    keeps = person.may(Permission.MANAGE_DEADLINES)
    return {
        "title": "Your deputy",
        "coming": [row for row in own if row not in past],
        "past": past,
        "principals": principals_of(person),
        "keeps": keeps,
        "colleagues": list(not_over(deputies_for(person).exclude(person=person))[:MOST_COLLEAGUES]) if keeps else [],
    }


# Groups


@dataclass(frozen=True)
class GroupLine:
    """A line of the list of groups."""

    group: Group
    chair: str
    members: str
    quorum: str


@dataclass(frozen=True)
class Seat:
    """A line of who sits in a group. The two addresses are empty for whoever may not change it."""

    row: GroupMembership
    deputies: str
    note: str
    change_url: str
    end_url: str


def _words(first: date, last: date | None) -> str:
    until = f" to {date_in_words(last)}" if last else ""
    return f"from {date_in_words(first)}{until}"


def _chair(group: Group) -> str:
    """Return who chairs a group today, as `groups_to_read` gives it."""
    return ", ".join(row.person.full_name for row in getattr(group, "today") if row.part == Part.CHAIR)  # noqa: B009


def rule_of(group: Group) -> str:
    """Return a group's quorum as a sentence."""
    return rule_in_words(group.quorum_least, group.quorum_agencies)


def who_decides(kind: str) -> str:
    """Return who chairs the group of a kind and when it is quorate, for the hint beside its minute; or nothing."""
    group = group_of_kind(kind)
    if group is None:
        return ""
    chair = _chair(group)
    return f"{f'Chaired by {chair}. ' if chair else 'It has no chair today. '}{rule_of(group)}"


def who_sits(kind: str) -> str:
    """Return who has a seat with a vote in the group of a kind, for the hint beside a signature; or nothing."""
    group = group_of_kind(kind)
    rows = [row for row in getattr(group, "today", []) if row.part != Part.ADVISER]
    return f"In the {group} today: {'; '.join(f'{row.person}, {row.agency}' for row in rows)}." if rows else ""


def groups_page(person: Person) -> dict[str, Any]:
    """Return the partnership's groups, those that have ended apart."""
    today = timezone.localdate()
    groups = list(groups_to_read())
    over = [group for group in groups if group.ends_on is not None and group.ends_on < today]
    return {
        "title": "Groups",
        "lines": [_line(group) for group in groups if group not in over],
        "over": over,
        "keeps": person.may(Permission.KEEP_GROUPS),
    }


def _line(group: Group) -> GroupLine:
    number = len(getattr(group, "today"))  # noqa: B009
    return GroupLine(group, _chair(group) or "Nobody", str(number) if number else "Nobody", rule_of(group))


def group_page(group: Group, person: Person) -> dict[str, Any]:
    """Return one group: who sits, sat and will sit, who deputises, its quorum, and whether it can be reached."""
    today, keeps = timezone.localdate(), person.may(Permission.KEEP_GROUPS)
    rows = list(memberships_of(group))
    deputies = deputies_today({row.person for row in rows})
    seats = [(row, _seat(row, deputies, keeps)) for row in rows]
    voting = [row for row in rows if _votes(row, today)]
    everybody = quorum_of(group, voting, deputies, [row.person_id for row in voting])
    sits = [seat for row, seat in seats if row.starts_on <= today and not _is_over(row, today)]
    return {
        "title": group.name,
        "caption": "" if group.name == group.get_kind_display() else group.get_kind_display(),
        "group": group,
        "over": group.ends_on is not None and group.ends_on < today,
        "sits": sits,
        "coming": [seat for row, seat in seats if row.starts_on > today],
        "past": [seat for row, seat in seats if _is_over(row, today)],
        "rule": rule_of(group),
        "never": " ".join(everybody.why_not),
        "has_quorum": bool(group.quorum_least or group.quorum_agencies),
        "keeps": keeps,
        "chairs": any(seat.row.person_id == person.pk and seat.row.part == Part.CHAIR for seat in sits),
    }


def _is_over(row: GroupMembership, today: date) -> bool:
    return row.ends_on is not None and row.ends_on < today


def _votes(row: GroupMembership, today: date) -> bool:
    here = getattr(row, "here")  # noqa: B009
    return row.starts_on <= today and not _is_over(row, today) and row.part != Part.ADVISER and here


def _seat(row: GroupMembership, deputies: list[Deputy], keeps: bool) -> Seat:
    standing_in = [
        f"{each.deputy}{f', until {date_in_words(each.ends_on)}' if each.ends_on else ''}"
        for each in deputies
        if each.person_id == row.person_id
    ]
    here = getattr(row, "here")  # noqa: B009
    address = [row.group_id, row.pk]
    return Seat(
        row=row,
        deputies="; ".join(standing_in),
        note="" if here else "Has left the partnership: does not count",
        change_url=reverse("partnership:seat", args=address) if keeps else "",
        end_url=reverse("partnership:seat-end", args=address) if keeps and row.ends_on is None else "",
    )


@dataclass(frozen=True)
class Meeting:
    """Who may come to a meeting of a group today, with what makes them count, and what the rule says of those there."""

    people: dict[int, str]
    hints: dict[int, str]
    voting: list[GroupMembership]
    deputies: list[Deputy]

    def answer(self, group: Group, present: list[str]) -> tuple[Quorum, list[str]]:
        """Say whether those present are enough, and for whom each of them counts."""
        found = quorum_of(group, self.voting, self.deputies, [int(key) for key in present])
        names = {row.person_id: row.person.full_name for row in self.voting}
        counts = {who: holder for holder, who in found.taken}
        said = []
        for key in sorted({int(key) for key in present}, key=lambda key: self.people[key]):
            holder = counts.get(key)
            if holder is None:
                said.append(f"{self.people[key]} does not count: nobody’s seat is free for them")
            else:
                said.append(f"{self.people[key]} counts{'' if holder == key else f' for {names[holder]}'}")
        return found, said


def meeting_of(group: Group) -> Meeting:
    """Return who may come to a meeting of a group today: members with a vote, and their deputies."""
    voting = voting_members(group)
    deputies = deputies_today([row.person for row in voting])
    people = {row.person_id: row.person.full_name for row in voting}
    hints = {row.person_id: f"{row.get_part_display()}, for {row.agency}" for row in voting}
    for each in deputies:
        said = f"Deputy of {each.person}"
        known = hints.get(each.deputy_id)
        hints[each.deputy_id] = f"{known}; {said[0].lower()}{said[1:]}" if known else said
        people.setdefault(each.deputy_id, each.deputy.full_name)
    return Meeting(people, hints, voting, deputies)


def history_of(group: Group) -> list[Event]:
    """Return what was changed of a group and its seats, the latest first."""
    return [_event(row) for row in saved_of(group, MOST_CHANGES)]


def _event(row: Any) -> Event:
    new = row.history_type == "+"
    by = str(row.history_user or "the service")
    if hasattr(row, "quorum_least"):
        times = _words(row.starts_on, row.ends_on)
        text = f"{rule_in_words(row.quorum_least, row.quorum_agencies)}\nIt meets {times}."
        return Event(f"{row.name}: {'made' if new else 'changed'}", row.history_date, by, text)
    title = f"{row.person}: {'a seat' if new else 'seat changed'}"
    text = f"{row.get_part_display()}, for {row.agency}, {_words(row.starts_on, row.ends_on)}\nWhy: {row.reason}"
    return Event(title, row.history_date, by, text)


def identity_page(record: Any, child: Child, change_url: str, found: ChildIdentity | None = None) -> dict[str, Any]:
    """Return the page that asks why, or, after the reason is on the log, who the child is. `record` leads back."""
    rows = []
    if found is not None:
        born = date_in_words(found.date_of_birth) if found.date_of_birth else ""
        texts = {
            "Full name": found.full_name,
            "Other names and spellings": found.other_names,
            "Date of birth": born,
            "NHS number": found.nhs_number,
            "Address": found.address,
            "School or setting": found.school,
            "General practice": found.general_practice,
            "Parents, carers, brothers and sisters": found.family,
        }
        rows = [Row(key, text or "Not recorded") for key, text in texts.items()]
    return {
        "marking": True,
        "record": record,
        "child": child,
        "rows": rows,
        "held": identity_is_held(child),
        "change_url": change_url,
    }
