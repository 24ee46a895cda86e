"""What the worker does about shared and published learning when beat asks. Done twice, it changes nothing."""

from celery import shared_task

from learning.embedding import attendees, services
from learning.publications import papers
from learning.sharing import pulses


@shared_task(ignore_result=True)
def open_pulses() -> int:
    """Open every asking after shared learning and about events whose day has come; return how many.

    Side effects: attendees are written to, and those of events about which nobody is asked any more are taken off.
    """
    opened = pulses.open_due() + services.open_due_evaluations()
    attendees.forget_attendees()
    attendees.write_evaluation_mails()
    return opened


@shared_task(ignore_result=True)
def keep_published_papers() -> int:
    """Make the PDFs that stand beside published pages; return how many."""
    return papers.keep_papers()
