"""One's own data on the own pages: asked for, awaited, fetched by the owner only (P9, CO66)."""

import datetime as dt
import io
import zipfile

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from community.models import DataExport
from community.operations.accounts import close_account, pause_account
from community.operations.data_exports import build_due_exports
from tests.cms.staff import make_user
from tests.community.people import PASSWORD, make_child, make_member

pytestmark = pytest.mark.django_db
PAGE, FILE = "/en/me/data/", "/en/me/data/download/"
DAY = dt.timedelta(days=1)


def log_in(user, *, has_shown_credential=True):
    client = Client()
    client.force_login(user)
    if has_shown_credential:
        user.set_password(PASSWORD)
        user.save()
        client.force_login(user)
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


@pytest.fixture
def member(portal):
    return make_member("ada")


def read_texts(client) -> list[str]:
    page = client.get(PAGE).content.decode()
    main = page.split("<main", 1)[1].split("</main", 1)[0]
    lines = (" ".join(line.split()) for line in strip_tags(main).split("\n"))
    return [line for line in lines if line]


def make_ready(user, **values):
    now = timezone.now()
    return DataExport.objects.create(
        key=f"{user.pk}-{DataExport.objects.count()}",
        user=user,
        language="en",
        **{
            "state": "done",
            "archive": b"PK whole",
            "finished_at": now,
            "expires_at": now + DAY,
        }
        | values,
    )


@pytest.mark.requirement("P9")
@pytest.mark.parametrize("path", [PAGE, FILE])
@pytest.mark.parametrize("method", ["get", "post"])
def test_visitor_is_led_to_the_login(client, portal, method, path):
    answer = getattr(client, method)(path)

    assert answer.headers["Location"] == f"/accounts/login/?next={path}"


@pytest.mark.requirement("CO4", "P9")
@pytest.mark.parametrize("path", [PAGE, FILE])
@pytest.mark.parametrize("method", ["get", "post"])
def test_credential_is_asked_again(member, method, path):
    make_ready(member.user)
    client = log_in(member.user, has_shown_credential=False)

    answer = getattr(client, method)(path)

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/accounts/reauthenticate/")
    assert DataExport.objects.count() == 1


@pytest.mark.requirement("P9", "CO66")
def test_from_the_wish_to_the_file(member):
    client = log_in(member.user)

    first = client.post(PAGE)
    second = client.post(PAGE, follow=True)
    build_due_exports(timezone.now())
    answer = client.get(FILE)

    assert first.headers["Location"] == PAGE
    assert [str(message) for message in second.context["messages"]] == [
        "We put your data together and write to you when it is ready.",
        "You have asked already: your data is on its way.",
    ]
    assert zipfile.is_zipfile(io.BytesIO(answer.content))
    day = timezone.localdate().isoformat()
    assert {
        name: answer.headers[name]
        for name in ("Content-Type", "Content-Disposition", "Cache-Control")
    } == {
        "Content-Type": "application/zip",
        "Content-Disposition": f'attachment; filename="verbund-{day}.zip"',
        "Cache-Control": "private, no-store",
    }


@pytest.mark.requirement("P9")
def test_only_the_owner_finds_the_file(member):
    make_ready(member.user)

    answers = [
        log_in(user).get(FILE).status_code
        for user in (
            member.user,
            make_member("bo").user,
            make_user("chefin", is_superuser=True),
        )
    ]

    assert answers == [200, 404, 404]


@pytest.mark.requirement("P53")
def test_file_that_is_over_is_not_found(member):
    make_ready(member.user, expires_at=timezone.now())

    assert log_in(member.user).get(FILE).status_code == 404


@pytest.mark.requirement("P9")
def test_who_may_do_nothing_else_gets_the_own_data(portal):
    pending = make_child("kim", has_consent=False)
    resting, leaving = make_member("ada"), make_member("bo")
    now = timezone.now()
    pause_account(member=resting, now=now)
    close_account(member=leaving, actor=leaving.user, now=now)
    people = [pending.user, resting.user, leaving.user, make_user("redaktion")]

    codes = [log_in(user).post(PAGE).status_code for user in people]

    assert codes == [302, 302, 302, 302]
    assert DataExport.objects.count() == 4


WAITING = [
    "Your data is on its way",
    "This takes some minutes, at most a day. You get a mail when the file is ready.",
]
FAILED = [
    "Your data could not be put together",
    (
        "Something went wrong on our side, several times. Those who run the site see "
        "it. You can ask again."
    ),
]


@pytest.mark.requirement("P9")
@pytest.mark.parametrize(
    ("values", "sentences", "can_ask"),
    [
        ({"state": "due"}, WAITING, False),
        (
            {"state": "due", "attempts": 2},
            [
                WAITING[0],
                (
                    "The first try did not work; we try again by ourselves. You get a "
                    "mail when the file is ready."
                ),
            ],
            False,
        ),
        ({"state": "dead"}, FAILED, True),
        ({}, ["Your file is ready"], True),
    ],
)
def test_page_says_how_it_stands(member, values, sentences, can_ask):
    make_ready(member.user, **values)
    texts = read_texts(log_in(member.user))

    known = {*WAITING, *FAILED, *sentences, "Your file is ready"}
    assert [text for text in texts if text in known] == sentences
    asks = {"Put my data together", "Put a new file together"}
    assert any(text in asks for text in texts) is can_ask


@pytest.mark.requirement("S54")
def test_asking_has_a_limit(member):
    client = log_in(member.user)

    codes = [client.post(PAGE).status_code for _time in range(11)]

    assert codes == [302] * 10 + [429]


def test_page_needs_few_queries(member, django_assert_num_queries):
    client = log_in(member.user)
    client.get(PAGE)
    counts = []
    for number in (1, 3):
        while DataExport.objects.count() < number:
            make_ready(member.user)
        with django_assert_num_queries(14) as found:
            client.get(PAGE)
        counts.append(len(found))

    assert counts == [14, 14]
