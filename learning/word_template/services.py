"""A template comes in, or the service's own is used again."""

import hashlib
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from escp.documents import store
from escp.documents.services import refuse_infected
from escp.partnership.models import Person
from escp.reports.word_template import faults_of
from learning.models import WordTemplate
from learning.word_template.queries import standing_template

NO_WORD = "Choose a Word document (.docx)."
NONE_STANDS = "The service’s own is used already."


@transaction.atomic
def bring_template(*, by: Person, file: Any) -> WordTemplate:
    """Use a document as the template from now on.

    It is examined in a process of its own and scanned, as every upload is: macros and whatever loads from elsewhere are
    refused. Raises ValidationError, at "file", for that and for every fault of its fields.
    """
    with store.keeping(file) as kept:
        if not kept.name.lower().endswith(".docx"):
            raise store.refusal(NO_WORD)
        refuse_infected(kept)
        content = store.path_of(kept.stored_as).read_bytes()
        if faults := faults_of(content):
            raise ValidationError({"file": faults})
        store.remove(kept.stored_as)
    digest = hashlib.sha256(content).hexdigest()
    return WordTemplate.objects.create(file_name=kept.name, content=content, sha256=digest, added_by=by)


@transaction.atomic
def leave_template(*, by: Person) -> WordTemplate:
    """Use the service's own from now on. Raises ValidationError where it is used already."""
    if standing_template() is None:
        raise ValidationError(NONE_STANDS)
    return WordTemplate.objects.create(added_by=by)
