"""What the pages that look over everything keep of their own: the fixed points of the year plan."""

from home.models.fixed_point import FixedPoint

__all__ = ["FixedPoint"]
