"""Papers that somebody asked for."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from escp.reports.models import Paper
from tests.factories.partnership import PersonFactory


class PaperFactory(DjangoModelFactory):
    class Meta:
        model = Paper

    kind = "tests.paper"
    title = "A paper for tests"
    reference = "2026-27"
    asked_by = factory.SubFactory(PersonFactory)
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))
