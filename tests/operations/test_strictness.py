"""The strictness that every other test relies on is itself tried here: a guard that never bites guards nothing."""

import socket

import pytest
from django.contrib.auth.models import Group
from django.http import HttpResponse
from django.template import Context, Engine
from django.test import override_settings
from django.urls import path
from pytest_socket import SocketConnectBlockedError

from tests.conftest import UnknownVariableError, WrittenByGetError
from tests.factories.partnership import PersonFactory


def writes(request):
    Group.objects.create(name="written by a GET")
    return HttpResponse("written")


def forgets(request):
    return HttpResponse(Engine.get_default().from_string("Dear {{ nobody }}").render(Context()))


def open_to_anyone(view):
    view.login_required = False
    return view


urlpatterns = [path("writes", open_to_anyone(writes)), path("forgets", open_to_anyone(forgets))]


@pytest.mark.django_db
@override_settings(ROOT_URLCONF="tests.operations.test_strictness")
def test_a_get_that_writes_fails(client):
    with pytest.raises(WrittenByGetError, match="auth_group"):
        client.get("/writes")


@pytest.mark.django_db
@override_settings(ROOT_URLCONF="tests.operations.test_strictness")
def test_a_template_that_names_an_unknown_variable_fails(client):
    with pytest.raises(UnknownVariableError, match="nobody"):
        client.get("/forgets")


@pytest.mark.filterwarnings("ignore:A test tried to use")
def test_no_test_reaches_another_machine():
    with socket.socket() as line, pytest.raises(SocketConnectBlockedError):
        line.connect(("192.0.2.1", 25))


@pytest.mark.django_db
def test_rows_without_an_order_come_in_any_order_and_with_one_in_that_order():
    for number in range(20):
        Group.objects.create(name=f"{number:02}")

    unordered = {tuple(Group.objects.order_by().values_list("name", flat=True)) for _ in range(5)}
    ordered = {tuple(Group.objects.order_by("name").values_list("name", flat=True)) for _ in range(5)}

    assert len(unordered) > 1
    assert len(ordered) == 1


@pytest.mark.django_db
def test_client_for_counts_as_signed_in_with_the_second_factor(client_for):
    answer = client_for(PersonFactory()).get("/accounts/")

    assert answer.status_code == 200
