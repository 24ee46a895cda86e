"""Is the service well? Each part says so in words: to /healthz, to `manage.py health` and to staff."""

import logging
import os
import smtplib
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import redis
from django.conf import settings
from django.core.mail.backends.smtp import EmailBackend
from django.db import Error as DatabaseError
from django.db import connection, transaction
from django.db.models.functions import Now
from django.http import HttpRequest
from django.utils import timezone
from django.utils.timesince import timesince

from escp.access.permissions import Permission
from escp.deadlines import bank_holidays
from escp.deadlines.models import Heartbeat
from escp.deadlines.queries import LATEST_REMINDER, calendar, oldest_unsent
from escp.documents import queries as documents
from escp.reports.queries import oldest_waiting as oldest_waiting_paper
from escp.ui.notices import Notice
from escp.ui.words import date_in_words

logger = logging.getLogger(__name__)

# The sweep runs every minute; five missed in a row is no accident.
SILENT_FOR = timedelta(minutes=5)
# Staff are told later than the operator's monitor, so that a restart alarms nobody.
TELL_STAFF_AFTER = timedelta(minutes=15)
LATEST_PAPER = timedelta(minutes=15)
LATEST_SCAN = timedelta(minutes=15)
PATIENCE_SECONDS = 3
# Anyone may ask /healthz; asked often, it answers from memory.
REMEMBERED_SECONDS = 2


class Unwell(Exception):
    """Raised by a check. Its words are read by anyone who asks, so they name no host and no cause."""


@dataclass(frozen=True)
class Part:
    """How one part of the service is."""

    name: str
    ok: bool
    says: str


@dataclass(frozen=True)
class Report:
    """How all parts are, at one moment."""

    parts: list[Part]

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return all(part.ok for part in self.parts)

    def as_json(self) -> dict[str, Any]:
        """Return what /healthz answers."""
        return {
            "status": "well" if self.ok else "failing",
            "failing": [part.name for part in self.parts if not part.ok],
            "version": settings.VERSION,
            "parts": [asdict(part) for part in self.parts],
        }


def check_database() -> str:
    """Write a row for good and ask the database its time: a full or read-only disk shows here and nowhere else."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('statement_timeout', %s, true)", [f"{PATIENCE_SECONDS}s"])
        Heartbeat.objects.update_or_create(name="health", defaults={"at": timezone.now()})
        if Heartbeat.objects.filter(name="health").annotate(now=Now()).values_list("now", flat=True).get() is None:
            raise Unwell("It does not tell the time.")
    return "Answers, and keeps what is written."


def check_broker() -> str:
    """Ask the queue for an answer, or a laptop's folder for room."""
    if settings.CELERY_BROKER_URL.startswith("filesystem"):
        _write_into(Path(settings.CELERY_BROKER_TRANSPORT_OPTIONS["data_folder_out"]))
        return "The folder takes work."
    try:
        with redis.Redis.from_url(
            settings.CELERY_BROKER_URL, socket_connect_timeout=PATIENCE_SECONDS, socket_timeout=PATIENCE_SECONDS
        ) as client:
            client.ping()
    except redis.RedisError as problem:
        raise Unwell("It does not answer. Nothing is lost: reminders wait in the database.") from problem
    return "Answers."


def check_worker() -> str:
    """Read when a worker last did the sweep."""
    return _last_heard_of("worker")


def check_beat() -> str:
    """Read when beat last asked for the sweep."""
    return _last_heard_of("beat")


def check_reminders() -> str:
    """Read how long the oldest mail has been waiting: a reminder, a letter to an agency, or what comes once a week."""
    waiting_since = oldest_unsent()
    if waiting_since is None:
        return "None is waiting."
    if timezone.now() - waiting_since > LATEST_REMINDER:
        raise Unwell(f"The oldest has waited {timesince(waiting_since)}.")
    return "None has waited for long."


def check_calendar() -> str:
    """Say until when the bank holidays are announced. Never a failure: the service counts on, with expected ones."""
    until = calendar().announced_until
    if until.year > timezone.localdate().year:
        return f"Bank holidays are announced until {date_in_words(until)}."
    return f"Bank holidays are announced until {date_in_words(until)} only: run manage.py refresh_bank_holidays."


def check_papers() -> str:
    """Read how long somebody has been waiting for a paper."""
    waiting_since = oldest_waiting_paper()
    if waiting_since is None:
        return "Nobody is waiting for one."
    if timezone.now() - waiting_since > LATEST_PAPER:
        raise Unwell(f"Somebody has waited {timesince(waiting_since)} for one.")
    return "Nobody has waited for long."


def check_documents() -> str:
    """Read how long a file has waited for the virus scanner, and say how many it refused within a week."""
    waiting_since, infected = documents.oldest_waiting(), documents.infected_lately()
    if waiting_since is not None and timezone.now() - waiting_since > LATEST_SCAN:
        raise Unwell(f"A file has waited {timesince(waiting_since)} for the virus scan.")
    if infected:
        return f"The virus scanner refused files within a week: {infected}."
    return "No file waits for long." if settings.CLAMD_ADDRESS else "No virus scanner is configured."


def check_mail() -> str:
    """Greet the mail server, or look for room in a laptop's folder. No message is sent."""
    if settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
        _write_into(Path(str(getattr(settings, "EMAIL_FILE_PATH", ""))))
        return "The folder takes mail."
    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        return "Is kept in memory."
    server = EmailBackend(timeout=PATIENCE_SECONDS)
    try:
        server.open()
        if server.connection:
            server.connection.noop()
    except (OSError, smtplib.SMTPException) as problem:
        raise Unwell("The mail server does not answer. Reminders wait and are sent later.") from problem
    finally:
        server.close()
    return "The mail server answers."


CHECKS: dict[str, Callable[[], str]] = {
    "database": check_database,
    "broker": check_broker,
    "worker": check_worker,
    "beat": check_beat,
    "reminders": check_reminders,
    "papers": check_papers,
    "documents": check_documents,
    "mail": check_mail,
    "calendar": check_calendar,
}


def report() -> Report:
    """Try every part now. Nothing is raised: a part that cannot be tried is a part that fails."""
    return Report([_tried(name, check) for name, check in CHECKS.items()])


_remembered: tuple[float, Report] | None = None


def recent_report() -> Report:
    """Return a report no older than two seconds, so that asking often costs nothing."""
    global _remembered
    if _remembered is None or time.monotonic() - _remembered[0] > REMEMBERED_SECONDS:
        _remembered = (time.monotonic(), report())
    return _remembered[1]


def staff_notice(person: Any) -> str:
    """Return what to tell this person when beat has been silent for a quarter of an hour, else nothing.

    Costs a query only once what was heard last is that old, and only for people who may see how the service is.
    """
    if not person.may(Permission.SEE_SERVICE_HEALTH):
        return ""
    last = _last_beat()
    if last is None:
        return "Reminders are not being sent: the timetable has never run. Tell the people who run the service."
    if timezone.now() - last < TELL_STAFF_AFTER:
        return ""
    return f"No reminders have been sent for {timesince(last)}. Tell the people who run the service."


_beat_heard: datetime | None = None


def _last_beat() -> datetime | None:
    """Return when beat was heard last, from memory as long as that is too recent to be told."""
    global _beat_heard
    if _beat_heard is None or timezone.now() - _beat_heard >= TELL_STAFF_AFTER:
        _beat_heard = _heard("beat")
    return _beat_heard


def notice(request: HttpRequest) -> Notice | None:
    """Offer the staff notice to every page (`escp.ui.notices`)."""
    words = staff_notice(request.user)
    return Notice(words) if words else None


def calendar_notice(request: HttpRequest) -> Notice | None:
    """Tell the unit and administrators on My week, a year before the announced bank holidays end, what to do.

    Costs no query while the bundled list lasts for more than a year.
    """
    this_year = timezone.localdate().year
    if bank_holidays.announced_years()[1] > this_year or not _on_my_week(request):
        return None
    person: Any = request.user
    if not (person.may(Permission.MANAGE_DEADLINES) or person.may(Permission.MANAGE_ACCOUNTS)):
        return None
    until = calendar().announced_until
    if until.year > this_year:
        return None
    return Notice(
        f"Bank holidays are announced until {date_in_words(until)}; later dates count with expected ones. "
        "Ask the people who run the service to run “manage.py refresh_bank_holidays”."
    )


def _on_my_week(request: HttpRequest) -> bool:
    return request.resolver_match is not None and request.resolver_match.view_name == "home:my-week"


def _tried(name: str, check: Callable[[], str]) -> Part:
    try:
        return Part(name, True, check())
    except Unwell as unwell:
        logger.warning("Health: %s: %s", name, unwell)
        return Part(name, False, str(unwell))
    except DatabaseError:
        logger.warning("Health: %s cannot be known, the database fails", name, exc_info=True)
        return Part(name, False, "Cannot be known: the database does not answer or takes no writing.")
    except Exception:
        logger.exception("Health: %s cannot be tried", name)
        return Part(name, False, "Cannot be tried.")


def _heard(name: str) -> datetime | None:
    return Heartbeat.objects.filter(name=name).values_list("at", flat=True).first()


def _last_heard_of(name: str) -> str:
    last = _heard(name)
    if last is None:
        raise Unwell("Has not been heard of yet.")
    if timezone.now() - last > SILENT_FOR:
        raise Unwell(f"Has been silent for {timesince(last)}.")
    return "Was heard of in the last five minutes."


def _write_into(folder: Path) -> None:
    """Raise Unwell unless a file can be kept in the folder."""
    probe = folder / f".health-{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"well")
        probe.unlink()
    except OSError as problem:
        raise Unwell("The folder cannot be written.") from problem
