"""The pages of the year plan in words."""

from home.year_plan.presenters.plan import COLUMNS, sheet_of, will_be_made, year_plan
from home.year_plan.presenters.point import point_page

__all__ = ["COLUMNS", "point_page", "sheet_of", "will_be_made", "year_plan"]
