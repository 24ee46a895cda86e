"""What the pages of incidents and reviews ask, and what their moves need."""

# A move finds its form by importing it: each room is opened here.
from reviews.forms import cases, incident, local_review, national_review, parallel, rapid_review, rapid_review_moves

__all__ = ["cases", "incident", "local_review", "national_review", "parallel", "rapid_review", "rapid_review_moves"]
