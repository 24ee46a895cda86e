"""Letters about one's account, written by the worker: whoever asks for one cannot tell from the time it takes."""

import logging
import smtplib

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from celery import shared_task
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

logger = logging.getLogger(__name__)


@shared_task(ignore_result=True, autoretry_for=(OSError, smtplib.SMTPException), max_retries=5, retry_backoff=10)
def send_password_reset(email: str) -> None:
    """Send a link for choosing a new password, if the address is that of someone who may sign in; else nothing."""
    person = get_user_model()._default_manager.filter(email__iexact=email, is_active=True).first()
    if person is None:
        return
    path = reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(person), "key": default_token_generator.make_token(person)},
    )
    page = {
        # The address is ours and not the request's: nobody can have a link sent that leads elsewhere.
        "link": f"{settings.SITE_ADDRESS}{path}",
        "minutes": settings.PASSWORD_RESET_TIMEOUT // 60,
        "service_name": settings.SERVICE_NAME,
        "partnership_name": settings.PARTNERSHIP_NAME,
        "unit_email": settings.UNIT_EMAIL,
    }
    EmailMessage(
        subject=f"{settings.SERVICE_NAME}: choose a new password",
        body=render_to_string("account/email/password_reset.txt", page),
        to=[person.email],
        reply_to=[settings.UNIT_EMAIL],
    ).send()
    logger.info("A password reset was sent to person %s", person.pk)
