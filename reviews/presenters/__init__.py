"""The pages of incidents and reviews in plain values: what stands, what is missing, whose turn. No rule lives here."""

from reviews.presenters.incident import access_page, incident_page
from reviews.presenters.local_review import local_review_page
from reviews.presenters.rapid_review import rapid_review_page

__all__ = ["access_page", "incident_page", "local_review_page", "rapid_review_page"]
