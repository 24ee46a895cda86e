"""Pages of what is published, with as many rows as asked for."""

from django.urls import reverse

from tests.factories.publications import a_publication


def publications(rows, _):
    for number in range(rows):
        a_publication(("draft", "published")[number % 2])
    return reverse("learning:publications")


def publication(rows, _):
    return a_publication(parts=rows, kind="update").get_absolute_url()


def part(rows, _):
    record = a_publication(parts=rows, kind="update")
    return reverse("learning:publication-part", args=[record.reference, record.parts.first().pk])


def order(rows, _):
    return reverse("learning:publication-order", args=[a_publication(parts=rows).reference])


def published(rows, _):
    return reverse("learning:published", args=[a_publication("published", parts=rows).reference])


def published_list(rows, _):
    for _number in range(rows):
        a_publication("published")
    return reverse("learning:published-list")


PUBLICATIONS = {publications: 6, publication: 25, part: 6, order: 6, published: 6, published_list: 6}
