"""Voices of children, families and practitioners stand beside an audit, with how they were gathered and thanked."""

import pytest
from django.urls import reverse

from audits.choices import AuditState
from audits.models import Voice
from tests.actionplans.sending import send, text
from tests.factories.audits import an_audit
from tests.factories.partnership import PersonFactory

pytestmark = pytest.mark.django_db


def test_a_voice_is_recorded_changed_and_kept_once_the_report_is_agreed(client_for):
    audit, client = an_audit(AuditState.TERMS_APPROVED), client_for(PersonFactory())
    page, new = (reverse(f"audits:{name}", args=[audit.reference]) for name in ("voices", "voice-new"))
    assert text(client.get(page)).count("Nothing is recorded yet") == 3
    facts = {"whose": "child", "said": "Nobody asked me.", "gathered": "A feedback call"}
    assert send(client, new, **facts).status_code == 302
    voice = Voice.objects.get()
    assert "Not yet" in text(client.get(page))
    assert "1 of 3 heard" in text(client.get(audit.get_absolute_url()))
    address = reverse("audits:voice", args=[audit.reference, voice.pk])
    assert send(client, address, version=1, **facts, thanked="A letter, and what changed.").status_code == 302
    assert "A letter, and what changed." in text(client.get(page))

    type(audit).objects.filter(pk=audit.pk).update(
        state=AuditState.AGREED,
        tools_issued_on=audit.terms_approved_on,
        tools_due_on=audit.terms_approved_on,
        agreed_on=audit.terms_approved_on,
        agreed_minute="PIG, item 1",
    )
    assert "to the agreed report" in text(send(client, address, version=2, **facts))
    assert new not in client.get(page).content.decode()
