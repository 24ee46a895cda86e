"""Asking agencies: questionnaires, requests, returns, and the letters and links about them."""

from escp.returns.models.letters import Letter, LetterKind, Link
from escp.returns.models.questionnaire import Questionnaire, Version
from escp.returns.models.request import Part, Request, Return, UnitNote

__all__ = ["Letter", "LetterKind", "Link", "Part", "Questionnaire", "Request", "Return", "UnitNote", "Version"]
