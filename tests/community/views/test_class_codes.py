"""Class codes over HTTP: a teacher makes them, pupils sign up with them (CO3, S50)."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from cms.conf import DEFAULTS
from community.enums import MembershipState
from community.models import ClassCode, Member
from community.operations.accounts import pause_account
from community.operations.class_codes import revoke_class_code
from tests.cms.staff import make_network
from tests.community.invitations import make_code, make_coordinator, make_teacher
from tests.community.people import PASSWORD, born, make_child, make_member

# Requests leave their language behind; the fixture puts the one before back.
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english_interface")]


@pytest.fixture
def network(portal):
    return make_network("Nord")


@pytest.fixture
def teacher(network):
    return make_teacher(network)


@pytest.fixture
def browser(client, teacher):
    client.force_login(teacher.user)
    return client


@pytest.fixture
def class_code(network, teacher):
    return make_code(network, teacher.user)


@pytest.fixture
def values(network):
    year, month = born(14)
    return {
        "email": "kind@example.org",
        "password1": PASSWORD,
        "display_name": "Kim",
        "role": "pupil",
        "birth_year": year,
        "birth_month": month,
        "network": "",
    }


def url(name, *args):
    with translation.override("en"):
        return reverse(f"community_me:{name}", args=args)


def sign_up(client, values, **others):
    return client.post(reverse("account_signup"), values | others)


def terms(chosen, **others):
    return {
        "network": chosen.pk,
        "label": "8b, Musterschule",
        "max_uses": "30",
        "days": "14",
    } | others


@pytest.mark.requirement("CO3")
def test_teacher_makes_a_code_and_gets_a_sheet(browser, network):
    answer = browser.post(url("class_code_list"), terms(network))
    code = ClassCode.objects.get()
    sheet = browser.get(answer["Location"])

    assert (code.label, code.max_uses, code.network) == (
        "8b, Musterschule",
        30,
        network,
    )
    assert answer["Location"] == url("class_code_sheet", code.pk)
    assert sheet.text.count(f'src="/qr/en/me/join/{code.code}.svg"') == 1
    assert code.printed in sheet.text
    assert sheet["Cache-Control"] == "private, no-store"


@pytest.mark.requirement("CO3")
def test_picture_to_scan_exists(client, class_code):
    answer = client.get(f"/qr/en/me/join/{class_code.code}.svg")

    assert (answer.status_code, answer["Content-Type"]) == (200, "image/svg+xml")


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("label", "", "required"),
        ("label", "x" * 81, "max_length"),
        ("label", "a\0b", "null_characters_not_allowed"),
        ("max_uses", "0", "min_value"),
        ("max_uses", "101", "max_value"),
        ("max_uses", "Null", "invalid"),
        ("days", "365", "invalid_choice"),
        ("network", "999999", "invalid_choice"),
    ],
)
def test_what_cannot_be_is_said_at_the_field(browser, network, field, value, code):
    answer = browser.post(url("class_code_list"), terms(network, **{field: value}))

    errors = answer.context["form"].errors.as_data()[field]
    assert [error.code for error in errors] == [code]
    assert ClassCode.objects.count() == 0


def test_label_is_kept_as_it_is(browser, network):
    browser.post(url("class_code_list"), terms(network, label="Null 🙂 <b>"))

    assert ClassCode.objects.get().label == "Null 🙂 <b>"
    assert "<b>" not in browser.get(url("class_code_list")).context["codes"]


@pytest.mark.requirement("CO3")
def test_teacher_of_another_network_cannot_choose_this_one(client, network):
    client.force_login(make_teacher(make_network("Ost"), "olga").user)

    answer = client.post(url("class_code_list"), terms(network))

    assert list(answer.context["form"].errors) == ["network"]
    assert ClassCode.objects.count() == 0


@pytest.mark.requirement("CO3")
@pytest.mark.parametrize("kind", ["unconfirmed", "friend", "child"])
def test_others_find_no_form_and_make_nothing(client, network, kind):
    people = {
        "unconfirmed": lambda: make_teacher(network, "uta", is_confirmed=False),
        "friend": lambda: make_member("fritz", network=network),
        "child": lambda: make_child(network=network),
    }
    client.force_login(people[kind]().user)

    shown = client.get(url("class_code_list"))
    client.post(url("class_code_list"), terms(network))

    assert shown.context["form"] is None
    assert ClassCode.objects.count() == 0


@pytest.mark.requirement("CO3", "S25")
def test_codes_of_others_are_not_found(client, network, class_code):
    people = [
        make_member("fritz", network=network).user,
        make_teacher(network, "uta").user,
        make_coordinator(make_network("Ost"), "olga"),
    ]
    codes = []
    for user in people:
        client.force_login(user)
        codes.append(client.get(url("class_code_sheet", class_code.pk)).status_code)
        codes.append(client.post(url("class_code_revoke", class_code.pk)).status_code)
    class_code.refresh_from_db()

    assert (codes, class_code.revoked_at) == ([404] * 6, None)


@pytest.mark.requirement("CO3")
def test_coordinator_prints_the_codes_of_the_network(client, network, class_code):
    client.force_login(make_coordinator(network))

    answer = client.get(url("class_code_sheet", class_code.pk))

    assert (answer.status_code, answer.context["class_code"]) == (200, class_code)


@pytest.mark.requirement("CO3")
def test_teacher_revokes_and_sees_how_many_not_who(browser, class_code):
    pupil = make_child("kunibert")
    client = Client()
    client.force_login(pupil.user)
    client.post(url("class_code_use", class_code.code))
    listed = browser.get(url("class_code_list"))

    answers = [browser.post(url("class_code_revoke", class_code.pk)) for _time in "ab"]
    after = browser.get(url("class_code_list"))
    class_code.refresh_from_db()

    assert "used 1 of 30 times" in listed.text
    assert "Kunibert" not in listed.text
    assert [answer.status_code for answer in answers] == [302, 302]
    assert class_code.revoked_at is not None
    assert [line.works for line in after.context["codes"]] == [False]


def test_list_asks_the_same_for_one_and_three_codes(browser, network, teacher):
    def count():
        with CaptureQueriesContext(connection) as queries:
            browser.get(url("class_code_list"))
        return len(queries)

    make_code(network, teacher.user)
    count()
    one = count()
    make_code(network, teacher.user)
    make_code(network, teacher.user)

    assert count() == one


@pytest.mark.requirement("S54")
def test_codes_are_made_twenty_times_an_hour(browser, network):
    answers = [
        browser.post(url("class_code_list"), terms(network)).status_code
        for _number in range(21)
    ]

    assert answers == [302] * 20 + [429]


# --- using a code ------------------------------------------------------------------------------


@pytest.mark.requirement("CO3", "P2")
def test_pupil_signs_up_with_the_code(client, values, class_code):
    answer = sign_up(client, values, code=class_code.printed.lower())
    member = Member.objects.get(display_name="Kim")
    class_code.refresh_from_db()

    assert answer.status_code == 302
    assert list(member.memberships.values_list("network__name", "state")) == [
        ("Nord", MembershipState.CONFIRMED)
    ]
    assert class_code.used_count == 1


@pytest.mark.requirement("CO3")
def test_address_of_the_sheet_fills_the_field(client, class_code):
    led = client.get(url("class_code_use", class_code.code))
    shown = client.get(led["Location"])

    assert led["Location"] == f"/accounts/signup/?code={class_code.code}"
    assert shown.context["form"]["code"].value() == class_code.code


@pytest.mark.requirement("CO3")
@pytest.mark.parametrize("typed", ["ABCDEFGH", "x" * 20, "🙂🙂", "Null"])
def test_wrong_code_is_said_and_makes_no_account(client, values, typed):
    form = sign_up(client, values, code=typed).context["form"]

    assert [error.code for error in form.errors.as_data()["code"]] == ["class_code"]
    assert Member.objects.count() == 0


@pytest.mark.parametrize(
    ("typed", "code"),
    [("x" * 10_000, "max_length"), ("A\0", "null_characters_not_allowed")],
)
def test_bad_text_as_code_is_an_error_at_the_field(client, values, typed, code):
    form = sign_up(client, values, code=typed).context["form"]

    assert [error.code for error in form.errors.as_data()["code"]] == [code]


@pytest.mark.requirement("CO1", "CO3")
def test_code_makes_no_teachers(client, values, class_code):
    year, month = born(30)
    form = sign_up(
        client,
        values,
        code=class_code.code,
        role="teacher",
        birth_year=year,
        birth_month=month,
    ).context["form"]

    assert [error.code for error in form.errors.as_data()["code"]] == [
        "class_code_role"
    ]
    assert Member.objects.filter(display_name="Kim").count() == 0


@pytest.mark.requirement("A8", "CO3")
def test_known_address_costs_no_use(client, values, class_code):
    make_member("kind")

    sign_up(client, values, code=class_code.code)
    class_code.refresh_from_db()

    assert class_code.used_count == 0


@pytest.mark.requirement("S50", "CO3")
def test_code_replaces_the_limit_of_the_address(client, values, class_code, settings):
    settings.VERBUND_LIMITS = settings_with(address=(2, 3600), code=(40, 3600))

    tries = [
        sign_up(client, values, email=f"e{number}@example.org").status_code
        for number in range(3)
    ]
    joined = [
        sign_up(
            client, values, email=f"kind{number}@example.org", code=class_code.code
        ).status_code
        for number in range(30)
    ]
    class_code.refresh_from_db()
    over = sign_up(client, values, email="zuviel@example.org", code=class_code.code)

    assert tries == [302, 302, 429]
    assert (joined, class_code.used_count) == ([302] * 30, 30)
    assert over.status_code == 429


@pytest.mark.requirement("S50")
def test_revoked_code_counts_for_the_address(client, values, class_code, settings):
    settings.VERBUND_LIMITS = settings_with(address=(2, 3600), code=(40, 3600))
    revoke_class_code(class_code=class_code, now=timezone.now())

    answers = [
        sign_up(client, values, code=class_code.code).status_code
        for _number in range(3)
    ]

    assert answers == [200, 200, 429]


@pytest.mark.requirement("S50", "S54")
def test_code_has_a_limit_of_tries_too(client, values, class_code, settings):
    settings.VERBUND_LIMITS = settings_with(address=(2, 3600), code=(3, 3600))

    answers = [
        sign_up(client, values, email="x", code=class_code.code).status_code
        for _number in range(4)
    ]

    assert answers == [200, 200, 200, 429]


def settings_with(**row):

    return DEFAULTS["LIMITS"] | {"sign-up": row}


@pytest.mark.requirement("CO3")
def test_pupil_with_an_account_joins_on_a_page(client, class_code):
    pupil = make_child()
    client.force_login(pupil.user)

    shown = client.get(url("class_code_use", class_code.code))
    before = pupil.memberships.count()
    answer = client.post(url("class_code_use", class_code.code))

    assert (shown.context["class_code"], before) == (class_code, 0)
    assert answer["Location"] == url("account")
    assert pupil.memberships.get().state == MembershipState.CONFIRMED


@pytest.mark.requirement("CO3")
@pytest.mark.parametrize(
    ("make", "typed"), [("child", "ABCDEFGH"), ("friend", None), ("resting", None)]
)
def test_page_says_what_does_not_work(client, class_code, make, typed):
    member = make_member("fritz") if make == "friend" else make_child()
    if make == "resting":
        pause_account(member=member, now=timezone.now())
    client.force_login(member.user)

    answer = client.post(url("class_code_use", typed or class_code.code))

    assert (answer.status_code, bool(answer.context["error"])) == (200, True)
    assert member.memberships.count() == 0
