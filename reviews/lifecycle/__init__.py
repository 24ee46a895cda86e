"""How incidents, reviews and redacted editions move: a machine each."""

from reviews.lifecycle.incident import INCIDENT
from reviews.lifecycle.local_review import LOCAL_REVIEW
from reviews.lifecycle.national_review import NATIONAL_REVIEW
from reviews.lifecycle.parallel import PARALLEL_PROCESS
from reviews.lifecycle.rapid_review import RAPID_REVIEW
from reviews.lifecycle.redacted import REDACTED

__all__ = ["INCIDENT", "LOCAL_REVIEW", "NATIONAL_REVIEW", "PARALLEL_PROCESS", "RAPID_REVIEW", "REDACTED"]
