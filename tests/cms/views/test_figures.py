"""Measured values for operators, and the backup that is noted (R25, R15)."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from cms.models import Measurement
from cms.queries.health import NEVER, Gauge, gauges, get_figures
from cms.todos import get_waiting_todos
from cms.views.figures import say
from tests.cms.staff import make_user


@pytest.fixture
def operator(portal, client):
    user = make_user("kim", is_superuser=True)
    client.force_login(user)
    return user


def get_figure(name, now=None):
    figures = get_figures(now or timezone.now())
    return next(figure for figure in figures if figure.name == name)


@pytest.mark.requirement("R25", "R15")
@pytest.mark.parametrize(
    ("kind", "limit"),
    [("backup", dt.timedelta(hours=26)), ("restore", dt.timedelta(days=100))],
)
def test_noted_backup_grows_old(db, kind, limit):
    assert get_figure(f"{kind}_seconds").value == NEVER
    assert get_figure(f"{kind}_seconds").is_warning is True

    call_command("note_backup", kind=kind)
    call_command("note_backup", kind=kind)

    noted = Measurement.objects.get(name=kind).measured_at
    assert get_figure(f"{kind}_seconds", noted + limit).is_warning is False
    late = noted + limit + dt.timedelta(seconds=1)
    assert get_figure(f"{kind}_seconds", late).is_warning is True


def test_only_two_kinds_can_be_noted(db):
    with pytest.raises(CommandError):
        call_command("note_backup", "--kind", "other")


@pytest.mark.requirement("R25")
def test_operators_see_figures_limits_and_warnings(client, operator, english_interface):
    pair = (
        Gauge(name="few", label="Few", measure=lambda _now: 3, warns_above=3),
        Gauge(name="late", label="Late", measure=lambda _now: 7200, is_age=True),
    )
    with gauges.replaced_by(*pair):
        answer = client.get(reverse("cms_figures"))
        waiting = get_waiting_todos(operator, timezone.now())

    rows = answer.context["rows"]
    assert [(row["value"], row["limit"]) for row in rows] == [
        ("3", "3"),
        ("2 hours", "0 minutes"),
    ]
    assert [row["figure"].is_warning for row in rows] == [False, True]
    assert [(todo.name, todo.count, todo.url) for todo in waiting] == [
        ("figures", 1, reverse("cms_figures"))
    ]


@pytest.mark.requirement("R25")
def test_nobody_but_operators_sees_figures(client, portal, django_user_model):
    from django.contrib.auth.models import Permission  # noqa: PLC0415 -- this test only

    user = django_user_model.objects.create_user("ada")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    visitor = client.get(reverse("cms_figures"))
    client.force_login(user)
    editor = client.get(reverse("cms_figures"))

    assert (visitor.status_code, editor.status_code) == (302, 302)
    assert visitor["Location"].startswith("/accounts/login/")
    assert editor["Location"] == reverse("wagtailadmin_home")
    assert get_waiting_todos(user, timezone.now()) == []


@pytest.mark.parametrize(
    ("value", "is_age", "text"),
    [
        (12345, False, "12,345"),
        (NEVER, True, "never"),
        (59, True, "0 minutes"),
        (60, True, "1 minute"),
        (7199, True, "119 minutes"),
        (48 * 3600 - 1, True, "47 hours"),
        (100 * 24 * 3600, True, "100 days"),
    ],
)
def test_figure_is_said_as_people_say_it(english_interface, value, is_age, text):
    assert say(value, is_age=is_age) == text
