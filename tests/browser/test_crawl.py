"""Signed in as each role, every link followed: no dead end, no error, no word of a case that is closed to the role."""

import re
from collections import Counter, deque
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.urls import resolve

from escp.access.roles import RoleKey
from tests.browser.barriers import look_at
from tests.browser.canaries import a_partnership

pytestmark = [pytest.mark.slow, pytest.mark.no_cover]

# Of a kind of page so many records are opened; of one address with other queries, so many.
MOST_OF_A_KIND = 1
MOST_QUERIES = 2
FEWEST = {
    RoleKey.BUSINESS_MANAGER: 100,
    RoleKey.PIG_MEMBER: 70,
    RoleKey.AGENCY_CONTRIBUTOR: 25,
    RoleKey.ADMINISTRATOR: 8,
}
# Not ours to look at: Django's own pages for reference data, and files.
ELSEWHERE = ("/admin/", "/static/", "/accounts/demo/")


class Links(HTMLParser):
    """The addresses that a page leads to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list) -> None:
        if tag == "a" and (href := dict(attributes).get("href")):
            self.found.append(href)


def followed(client) -> dict[str, object]:
    """Follow every link of ours from My week on; return each address with its answer."""
    waiting, answers, queries, kinds = deque(["/"]), {}, Counter(), Counter()
    while waiting:
        address = waiting.popleft()
        if address in answers:
            continue
        path, _, query = address.partition("?")
        counted, most = (queries, MOST_QUERIES) if query else (kinds, MOST_OF_A_KIND)
        kind = path if query else kind_of(address)
        counted[kind] += 1
        if counted[kind] > most:
            continue
        answers[address] = answer = client.get(address, headers={"referer": "http://testserver/"})
        if answer.status_code == 302:
            waiting.append(answer["Location"])
        elif answer["Content-Type"].startswith("text/html"):
            waiting.extend(ours(address, Links(answer.content.decode()).found))
    return answers


def ours(base: str, links: list[str]) -> list[str]:
    """Return the internal addresses among the links, without their fragments."""
    plain = (urldefrag(urljoin(base, link)).url for link in links)
    return [link for link in plain if not urlsplit(link).netloc and link.startswith("/") and not is_elsewhere(link)]


def is_elsewhere(link: str) -> bool:
    return link.startswith(ELSEWHERE)


@pytest.mark.django_db
@pytest.mark.parametrize("role", RoleKey)
def test_every_link_opens_and_tells_nothing_that_is_closed(client_for, role):
    world = a_partnership()
    client = client_for(world.people[role])
    answers = followed(client)
    forbidden = world.forbidden_to(role)
    for word in forbidden:
        answers[f"/search/?q={word}"] = client.get("/search/", {"q": word.lower()})

    for address, answer in answers.items():
        assert answer.status_code in (200, 302), (address, answer.status_code)
        text = (
            b"".join(answer).decode("utf-8", "replace")
            if answer.streaming
            else answer.content.decode("utf-8", "replace")
        )
        searched = re.sub(r'value="[^"]*"|“[^”]*”', "", text) if address.startswith("/search/") else text
        assert not [word for word in forbidden if word in searched], address
    print(f"{role.label}: {len(answers)} pages tried, {len(forbidden)} canaries")  # noqa: T201
    assert len(answers) >= FEWEST.get(role, 8)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_one_page_of_every_kind_suits_everyone(client_for, page_for):
    world = a_partnership()
    looked, kinds = 0, set()
    for role in (RoleKey.BUSINESS_MANAGER, RoleKey.INFORMATION_GOVERNANCE):
        page = page_for(world.people[role])
        for address, answer in followed(client_for(world.people[role])).items():
            kind = kind_of(address, role)
            if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html") or kind in kinds:
                continue
            kinds.add(kind)
            page.goto(address)
            look_at(page)
            looked += 1
    print(f"{looked} kinds of page looked at")  # noqa: T201
    assert looked >= 45


def kind_of(address: str, role: str = "") -> str:
    """Return what makes a page one of a kind: its address's name, and the move where it is one."""
    match = resolve(address.partition("?")[0])
    own = role if match.view_name == "home:my-week" else ""
    return f"{match.view_name} {match.kwargs.get('machine', '')} {match.kwargs.get('transition', '')} {own}"
