"""Forms as a page shows them, read from its HTML, and bad answers to them."""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser

ORDINARY = "An answer of ordinary size"
TYPED = ("text", "email", "search", "tel", "url", "textarea")
HIDDEN = ("csrfmiddlewaretoken", "once", "version", "next", "seen")
FORGED = {
    "id": "1", "pk": "1", "state": "closed", "reference": "RR-00000", "recorded_by": "1", "is_staff": "on",
    "is_superuser": "on", "restricted": "", "closed_by": "1", "by": "1", "case": "1", "history": "1",
}  # fmt: skip
VERY_LONG = 100_000


@dataclass
class Field:
    """One name of a form: what kind of control, what it holds, what may be chosen."""

    name: str
    kind: str
    value: str = ""
    options: list[str] = field(default_factory=list)
    once_only: bool = False


@dataclass
class ShownForm:
    """One form that posts: its fields by name, in order."""

    action: str = ""
    fields: dict[str, Field] = field(default_factory=dict)

    @property
    def asked(self) -> list[Field]:
        """The fields that a person fills in."""
        return [each for each in self.fields.values() if each.kind != "hidden"]

    def as_shown(self) -> dict[str, str]:
        """Return what the browser would send untouched: hidden fields too."""
        return {each.name: each.value for each in self.fields.values() if each.value or each.kind in TYPED}

    def filled(self) -> dict[str, str]:
        """Return ordinary answers to every question, and the hidden fields as they were shown."""
        return self.as_shown() | {each.name: ordinary(each) for each in self.asked if not each.value}


def ordinary(asked: Field) -> str:
    """Return an ordinary answer to one question."""
    today, part = date.today(), asked.name.rpartition("_")[2]
    dates = {"day": str(today.day), "month": str(today.month), "year": str(today.year), "time": "00:01"}
    if asked.kind in TYPED and part in dates:
        return dates[part]
    return asked.options[0] if asked.options else ORDINARY


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[ShownForm] = []
        self.form: ShownForm | None = None
        self.inside, self.open_field = False, None

    def handle_starttag(self, tag: str, attributes: list) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "main":
            self.inside = True
        elif tag == "form" and self.inside and given.get("method", "").lower() == "post":
            self.form = ShownForm(given.get("action", ""))
            self.forms.append(self.form)
        elif self.form is not None:
            self._control(tag, given)

    def _control(self, tag: str, given: dict) -> None:
        name = given.get("name", "")
        if tag == "input" and name:
            kind = given.get("type", "text")
            known = self.form.fields.setdefault(
                name, Field(name, kind, once_only=given.get("autocomplete") == "one-time-code")
            )
            if kind in ("radio", "checkbox"):
                known.options.append(given.get("value", "on"))
                known.value = given.get("value", "on") if "checked" in given else known.value
            else:
                known.value = given.get("value", "")
        elif tag in ("select", "textarea") and name:
            self.open_field = self.form.fields.setdefault(name, Field(name, tag))
        elif tag == "option" and self.open_field is not None:
            if given.get("value"):
                self.open_field.options.append(given["value"])
            if "selected" in given:
                self.open_field.value = given.get("value", "")

    def handle_data(self, data: str) -> None:
        if self.open_field is not None and self.open_field.kind == "textarea":
            self.open_field.value += data

    def handle_endtag(self, tag: str) -> None:
        if tag in ("select", "textarea"):
            if self.open_field is not None:
                self.open_field.value = self.open_field.value.removeprefix("\n")
            self.open_field = None
        elif tag == "form":
            self.form = None
        elif tag == "main":
            self.inside = False


def forms_in(html: str) -> list[ShownForm]:
    """Return the forms in the page's own part that post."""
    reader = _Reader()
    reader.feed(html)
    return reader.forms


def bad_answers(form: ShownForm) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Give every way of answering badly: its name, and what is sent."""
    hidden = {name: each.value for name, each in form.fields.items() if each.kind == "hidden"}

    def answered(text: str, *, hide: bool = True) -> list[tuple[str, str]]:
        return [*(hidden.items() if hide else ()), *((each.name, text) for each in form.asked)]

    filled = form.filled()
    yield "nothing", []
    yield "nothing but the hidden", list(hidden.items())
    yield "blank", answered("   \t ")
    yield "long", answered("x" * VERY_LONG)
    yield "NUL", answered("a\x00b")
    yield "half a character", answered("a\ud800b")
    yield "wrong type", answered("[{'a': 1}]")
    yield "a number past all bounds", answered("9" * 400)
    yield "unknown choice", [
        *hidden.items(), *((each.name, "no-such-choice" if each.options else ORDINARY) for each in form.asked)
    ]  # fmt: skip
    yield "a list for a single", [*filled.items(), *((each.name, ORDINARY) for each in form.asked)]
    yield "a forged field", list((FORGED | filled).items())
    yield "a forged token", list((filled | {"once": "'; DROP TABLE x"}).items())
    yield "a token of nobody", list((filled | {"once": str(uuid.uuid4())}).items())
    for version in ("", "9" * 30) if "version" in form.fields else ():
        yield f"version {version[:3]!r}", list((filled | {"version": version}).items())
    yield "ordinary", list(filled.items())


def linked_ids(html: str) -> list[str]:
    """Return the ids that the error summary leads to."""
    summary = re.search(r'<div class="govuk-error-summary".*?</ul>', html, re.DOTALL)
    return re.findall(r'href="#([^"]+)"', summary[0]) if summary else []
