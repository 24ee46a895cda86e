"""A document on a record that no app shows documents of leads nowhere."""

import pytest
from django.contrib.contenttypes.models import ContentType

from escp.documents.models import Document
from escp.documents.queries import home_of
from escp.partnership.models import Agency
from tests.factories.partnership import AgencyFactory, PersonFactory


@pytest.mark.django_db
def test_a_record_of_another_kind_is_nobodys_home():
    stray = Document(content_type=ContentType.objects.get_for_model(Agency), object_id=AgencyFactory().pk)

    assert home_of(PersonFactory(), stray) is None
