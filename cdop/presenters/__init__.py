"""The pages of child death reviews in plain values: what stands, what is missing, whose turn. No rule lives here."""

from cdop.presenters.death import death_page
from cdop.presenters.others import immediate_learning_page, scope_page

__all__ = ["death_page", "immediate_learning_page", "scope_page"]
