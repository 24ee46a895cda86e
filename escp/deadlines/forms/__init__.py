"""What the pages of deadlines ask. Other apps take `LatenessAsked` for a move that may finish a duty late."""

from escp.deadlines.forms.changes import LatenessAsked

__all__ = ["LatenessAsked"]
