"""The PDF that stands beside a published page: made once by the worker, given to whoever may read the page."""

import hashlib
import logging

from django.db import IntegrityError, transaction

from escp.reports.pdf import Unavailable
from learning.models import PublishedPaper, PublishedText
from learning.publications.queries import texts_without_paper
from learning.publications.reports import published_file

logger = logging.getLogger(__name__)
# So many are made each time; the rest follow a minute later.
AT_ONCE = 5


def keep_papers() -> int:
    """Make the PDFs that are missing, a few at a time, and return how many were made."""
    return sum(_keep(text) for text in texts_without_paper()[:AT_ONCE])


def _keep(text: PublishedText) -> bool:
    try:
        content = published_file(text, "pdf").content
    except Unavailable:
        logger.error("The PDF of %s cannot be made: Pango is not installed", text.publication.reference)
        return False
    except Exception as problem:
        # The others do not wait for it. An error's own words may hold some of the text.
        logger.error("The PDF of %s failed with %s", text.publication.reference, type(problem).__name__)
        return False
    try:
        with transaction.atomic():
            digest = hashlib.sha256(content).hexdigest()
            PublishedPaper.objects.create(text=text, content=content, size=len(content), sha256=digest)
    except IntegrityError:
        # Another worker was quicker.
        return False
    return True
