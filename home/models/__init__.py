"""What the pages that look over everything keep of their own: the fixed points of the year plan, and meetings."""

from home.models.fixed_point import FixedPoint
from home.models.meeting import AgendaItem, Meeting, MeetingMail, Minute

__all__ = ["AgendaItem", "FixedPoint", "Meeting", "MeetingMail", "Minute"]
