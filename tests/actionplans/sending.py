"""Sending the forms of actions as a browser would, and worse."""

import uuid
from urllib.parse import urlencode

from django.urls import reverse


def text(response):
    return response.content.decode()


def address(action, name="action", *more):
    return reverse(f"actionplans:{name}", args=[action.reference, *more])


def send(client, url, **data):
    """Send a form with a token of its own; what no keyboard types is sent as well."""
    answers = urlencode({"once": str(uuid.uuid4()), **data}, errors="surrogatepass")
    return client.post(url, answers, content_type="application/x-www-form-urlencoded")


def on(name, day):
    """Return a date as its three boxes are sent."""
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}
