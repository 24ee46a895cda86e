"""Pages of the fuller picture, with as many rows as asked for."""

from django.urls import reverse

from tests.factories.picture import PictureFactory, asked_for_list, children, list_of


def pictures(rows, _):
    for _number in range(rows):
        PictureFactory()
    return reverse("intelligence:pictures")


def picture(rows, _):
    record = PictureFactory(state="approved")
    for number in range(rows):
        asked_for_list(record, agency=list_of(record, children(number, number + 2)).agency)
    return record.get_absolute_url()


PICTURE = {pictures: 4, picture: 9}
