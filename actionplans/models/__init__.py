"""What the partnership does about what it learned, and whether that made a difference."""

from actionplans.models.action import Action, ActionLink, ProgressNote
from actionplans.models.impact import Evidence, ImpactMeasure, Reading

__all__ = ["Action", "ActionLink", "Evidence", "ImpactMeasure", "ProgressNote", "Reading"]
