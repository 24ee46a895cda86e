"""What tests of pages share: a form's hidden fields, and posting as the page would."""

import html
import re
from datetime import date, datetime

from django.utils import timezone
from django.utils.html import strip_tags

ONCE = re.compile(r'name="once" value="([^"]+)"')
VERSION = re.compile(r'name="version" value="([^"]*)"')


def token_of(client, url: str) -> str:
    """Return the token that a form carries so that it is saved once."""
    found = ONCE.search(client.get(url).content.decode())
    assert found, f"{url} shows no form"
    return found[1]


def posted(client, url: str, data: dict, *, keep_version: bool = False):
    """Open the form, then send the data with the page's hidden fields."""
    page = client.get(url).content.decode()
    found = ONCE.search(page)
    assert found, f"{url} shows no form: {page[:2000]}"
    hidden = {"once": found[1]}
    if not keep_version and (version := VERSION.search(page)):
        hidden["version"] = version[1]
    return client.post(url, data | hidden)


def day_boxes(name: str, day: date) -> dict:
    """Return a date as its three boxes are sent."""
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def moment_boxes(name: str, at: datetime) -> dict:
    """Return a moment as its four boxes are sent."""
    local = timezone.localtime(at)
    return day_boxes(name, local.date()) | {f"{name}_time": f"{local:%H:%M}"}


def text_of(answer) -> str:
    """Return the words of a page as a reader sees them, each gap as one space."""
    return " ".join(html.unescape(strip_tags(answer.content.decode())).split())
