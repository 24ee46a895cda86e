"""What each agency is asked after learning from elsewhere: the questions and the time of a national review."""

from dataclasses import replace

from intelligence.external.queries import external_items_for
from reviews.asking import ASSURANCE as AFTER_NATIONAL_REVIEW

ASSURANCE = replace(
    AFTER_NATIONAL_REVIEW,
    key="intelligence.external-assurance",
    label="Assurance after learning from elsewhere",
    about="intelligence.ExternalItem",
    visible=external_items_for,
    authority="The partnership’s own plan; where the National Panel asks, assurance is owed",
)
