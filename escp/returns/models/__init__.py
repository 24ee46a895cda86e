"""Asking agencies: questionnaires, requests, returns, and the letters and links about them."""

from escp.returns.models.letters import Letter, LetterKind, Link
from escp.returns.models.passing import PassingOn
from escp.returns.models.questionnaire import Questionnaire, Version
from escp.returns.models.request import Part, Request, Return, UnitNote
from escp.returns.models.weekly import MONDAY, DoorChoice, WeeklyDoor

__all__ = [
    "MONDAY",
    "DoorChoice",
    "Letter",
    "LetterKind",
    "Link",
    "Part",
    "PassingOn",
    "Questionnaire",
    "Request",
    "Return",
    "UnitNote",
    "Version",
    "WeeklyDoor",
]
