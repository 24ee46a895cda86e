"""A person at a browser: signs in with password and code, reads, fills in, presses, and looks at every page passed."""

import re
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from tests.browser.barriers import look_at
from tests.browser.phone import code_now
from tests.factories.partnership import PASSWORD


class Visitor:
    """What a test lets one person do. Every page that opens is looked at by axe, and none may be an error."""

    def __init__(self, page: Any, person: Any, secret: str, *, scripts: bool = True) -> None:
        self.page, self.person, self.secret = page, person, secret
        self.passed, self.scripts = 0, scripts
        page.on("response", self._answered)

    def _answered(self, response: Any) -> None:
        assert response.status < 500, (response.url, response.status)

    def look(self) -> None:
        """Look at the page that is open."""
        look_at(self.page, scripts=self.scripts)
        self.passed += 1

    def sign_in(self) -> None:
        """Come in by the sign-in page; who has no authenticator yet sets one up, as on the first day."""
        self.go("/accounts/login/")
        self.write("E-mail address", self.person.email)
        self.write("Password", PASSWORD)
        self.press("Continue")
        if not self.secret:
            self.secret = self.page.get_by_text(re.compile(r"^([A-Z2-7]{4} ?){8}$")).inner_text()
        self.write("Code", code_now(self.secret))
        self._open(self.page.locator("main").get_by_role("button").first)
        if self.page.get_by_role("heading", name="Your recovery codes").count():
            self.press("I have kept them: continue")

    def go(self, address: str) -> None:
        """Open an address."""
        answer = self.page.goto(address)
        assert answer is None or answer.status < 400, (address, answer.status)
        self.look()

    def follow(self, text: str) -> None:
        """Follow the first link whose text begins so."""
        self._open(self.page.get_by_role("link", name=re.compile(f"^{re.escape(text)}")).first)

    def press(self, text: str) -> None:
        """Press the button that says this."""
        self._open(self.page.locator("main").get_by_role("button", name=text, exact=True).first)

    def _open(self, leads: Any) -> None:
        with self.page.expect_navigation():
            leads.click()
        self.look()

    def write(self, label: str, text: str, place: int = 0) -> None:
        """Type into the box with this label (of several, the one at `place`)."""
        self.page.locator("main").get_by_label(label).nth(place).fill(text)

    def choose(self, question: str, answer: str) -> None:
        """Choose one of the answers to a question."""
        self.page.get_by_role("group", name=question).get_by_label(answer, exact=True).check()

    def select(self, label: str, option: str) -> None:
        """Select from a list: the option whose text holds these words."""
        box = self.page.locator("main").get_by_label(label)
        text = box.locator("option", has_text=option).first.inner_text()
        box.select_option(label=text)

    def tick(self, label: str) -> None:
        """Tick a box."""
        self.page.get_by_label(label).check()

    def give_date(self, question: str, day: date) -> None:
        """Fill the three boxes of a date."""
        group = self.page.get_by_role("group", name=question)
        for box, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            group.get_by_label(box).fill(str(number))

    def give_moment(self, question: str, at: datetime) -> None:
        """Fill the boxes of a date and its time."""
        local = timezone.localtime(at)
        self.give_date(question, local.date())
        self.page.get_by_role("group", name=question).get_by_label("Time").fill(f"{local:%H:%M}")

    def reads(self, text: str) -> bool:
        """Whether the page's own part says this."""
        return text in re.sub(r"\s+", " ", self.page.locator("main").inner_text())

    @property
    def reference(self) -> str:
        """The reference in the address of the page that is open."""
        return next(part for part in reversed(self.page.url.split("/")) if re.fullmatch(r"[A-Z]+-[A-Z0-9-]+", part))
