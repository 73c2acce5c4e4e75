"""Who reaches what of child protection, over every route; each read is one line (ME39, P16)."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.enums import Role
from cms.models import Network
from cms.todos import get_waiting_todos
from community.enums import NoticeReason
from community.models import (
    CaseEntry,
    CaseParty,
    CaseStep,
    Freeze,
    SafeguardingCase,
    SafeguardingContact,
    SafeguardingRead,
)
from community.operations.safeguarding import (
    add_party,
    freeze_contact,
    save_officer_contact,
)
from community.permissions.clearances import get_readable_clearances
from tests.cms.staff import give, make_network, make_user
from tests.community.moderating import make_browser, note
from tests.community.people import make_child, make_member
from tests.community.safeguarding import (
    NOW,
    SECRET,
    enter,
    make_officer,
    make_staff,
    tell,
)

BAD_WORDS = ["", "x" * 10_000, "\x00"]
GOOD_WORDS = ["Null", "🙂", "<script>alert(1)</script>"]


@pytest.fixture
def network(portal):
    return make_network("Nord")


@pytest.fixture
def child(network):
    return make_child("kim", network=network)


@pytest.fixture
def case(network, child):
    return tell(network, told_by=child, author=child.user)


def path(name, *args):
    return reverse(f"community_safeguarding:{name}", args=args)


def make_person(role, network, case):
    """Return the browser of one row of the matrix."""
    site = Network.objects.get_site()
    other = make_network("Ost")
    if role == "visitor":
        return Client()
    if role == "member":
        return make_browser(make_member("ada", network=network).user)
    if role == "party":
        user = make_member("olga").user
        give(user, network, Role.SAFEGUARDING)
        add_party(case=case, member=user.community_member)
        return make_browser(user)
    if role == "teller":
        return make_browser(case.parties.get().member.user)
    if role == "superuser":
        return make_browser(make_user("root", is_superuser=True, is_staff=True))
    places = {
        "officer": (network, Role.SAFEGUARDING),
        "deputy": (network, Role.SAFEGUARDING),
        "officer of another network": (other, Role.SAFEGUARDING),
        "coordinator": (network, Role.COORDINATOR),
        "coordinator of the portal": (site, Role.COORDINATOR),
        "moderator": (network, Role.MODERATOR),
        "editor": (network, Role.EDITOR),
        "data protection": (site, Role.DATA_PROTECTION),
        "data protection elsewhere": (network, Role.DATA_PROTECTION),
    }
    user = make_staff("person", places[role][0], places[role][1])
    if role == "deputy":
        save_officer_contact(user=user, network=network, phone="1", is_deputy=True)
    return make_browser(user)


# For each: who opens the list, the gate, the case; the log of reads; writes a case down.
MATRIX = {
    "officer": "list gate case new contact",
    "deputy": "list gate case new contact",
    "officer of another network": "list new contact",
    "party": "list new contact",
    "coordinator": "new",
    "coordinator of the portal": "new",
    "moderator": "new",
    "editor": "",
    "data protection": "log",
    "data protection elsewhere": "",
    "superuser": "",
    "teller": "",
    "member": "",
    "visitor": "",
}
ACTIONS = ("entry", "evidence", "move", "step", "party", "freeze", "lift")


@pytest.mark.requirement("ME39", "P16", "S20", "S27")
@pytest.mark.parametrize(("role", "expected"), MATRIX.items())
def test_who_reaches_what(network, case, role, expected):
    client = make_person(role, network, case)
    number = case.number

    answers = {
        "list": client.get(path("case_list")),
        "gate": client.get(path("case_detail", number)),
        "case": client.post(path("case_detail", number), {"reason": "work"}),
        "log": client.get(path("read_list")),
        "new": client.get(path("case_new")),
        "contact": client.get(path("officer_contact")),
    }
    opened = [name for name, answer in answers.items() if answer.status_code == 200]
    reads = SafeguardingRead.objects.count()
    texts = [
        name for name, answer in answers.items() if SECRET in answer.content.decode()
    ]
    for action in ACTIONS:
        client.post(path(f"case_{action}", number), {f"{action}-words": "Neu"})
    written = CaseEntry.objects.filter(words="Neu").count()

    assert sorted(opened) == sorted(expected.split())
    assert texts == (["case"] if "case" in expected else [])
    assert reads == ("case" in expected)
    assert written == ("case" in expected)
    assert all(
        "no-store" in answer["Cache-Control"]
        for answer in answers.values()
        if answer.status_code == 200
    )


@pytest.mark.requirement("P16", "ME39")
@pytest.mark.parametrize(
    ("role", "links"),
    [
        (Role.SAFEGUARDING, ["cases"]),
        (Role.DATA_PROTECTION, ["reads"]),
        (Role.COORDINATOR, []),
    ],
)
def test_menu_leads_there_whom_it_is_for(portal, role, links):
    client = make_browser(make_staff("olga", Network.objects.get_site(), role))

    page = client.get(reverse("wagtailadmin_home")).content.decode()

    found = [name for name in ("cases", "reads") if f"safeguarding/{name}/" in page]
    assert found == links


@pytest.mark.requirement("P16")
def test_read_is_logged_before_the_case_is_shown(network, case, child):
    officer = make_officer("olga", network)
    client = make_browser(officer)
    gate = client.get(path("case_detail", case.number))
    wrong = client.post(path("case_detail", case.number), {"reason": "why not"})
    count = SafeguardingRead.objects.count()

    shown = client.post(path("case_detail", case.number), {"reason": "deputy"})

    assert SECRET not in gate.content.decode() + wrong.content.decode()
    assert (count, SECRET in shown.content.decode()) == (0, True)
    row = SafeguardingRead.objects.get()
    assert (row.reader, row.what, row.reason) == (officer, case.number, "deputy")
    guard = make_browser(
        make_staff("dora", Network.objects.get_site(), Role.DATA_PROTECTION)
    )
    log = guard.get(path("read_list")).content.decode()
    assert (case.number in log, "olga" in log, SECRET in log) == (True, True, False)


@pytest.mark.requirement("ME39")
def test_officer_works_on_a_case(network, case, child):
    ada = make_member("ada")
    client = make_browser(make_officer("olga", network))
    todo = {t.name: t.count for t in get_waiting_todos(client.user, timezone.now())}

    def post(action, **values):
        data = {f"{action}-{name}": value for name, value in values.items()}
        return client.post(path(f"case_{action}", case.number), data)

    answers = [
        post("entry", words="Angerufen."),
        post("move", move="triage", words="Sofort.", is_critical="on"),
        post("step", step="heard"),
        post("party", address=f"https://example.org/en/members/{ada.slug}/"),
        post("freeze", whom=f"{child.pk}:{ada.pk}"),
    ]
    refused = post("freeze", whom=f"{child.pk}:{ada.pk}")
    frozen = Freeze.objects.get()
    answers.append(post("lift", freeze=frozen.pk))

    assert todo["community.safeguarding"] == 1
    assert [answer.status_code for answer in answers] == [302] * 6
    assert refused.status_code == 200
    assert refused.context["invalid"].non_field_errors() == ["Das ist schon geschehen."]
    case.refresh_from_db()
    assert (case.state, case.is_critical) == ("triaged", True)
    assert CaseStep.objects.get().step == "heard"
    assert CaseParty.objects.filter(member=ada).exists()
    frozen.refresh_from_db()
    assert frozen.ended_at is not None


@pytest.mark.requirement("ME39")
@pytest.mark.parametrize("words", BAD_WORDS)
def test_mistake_keeps_the_words_and_is_logged(network, case, words):
    client = make_browser(make_officer("olga", network))

    answer = client.post(path("case_entry", case.number), {"entry-words": words})

    assert (answer.status_code, CaseEntry.objects.count()) == (200, 1)
    assert answer.context["invalid"].errors
    assert SafeguardingRead.objects.count() == 1


@pytest.mark.requirement("ME39", "CO36")
@pytest.mark.parametrize("words", BAD_WORDS + GOOD_WORDS)
def test_member_tells(network, words):
    member = make_child("kim", network=network, has_consent=False)
    officer = make_officer("olga", network)
    save_officer_contact(
        user=officer, network=network, phone="06131 123", is_deputy=False
    )
    client = make_browser(member.user)
    page = client.get(path("report"))
    form = page.context["form"]

    answer = client.post(
        path("report"),
        {"network": network.pk, "words": words, "key": form["key"].value()},
    )

    assert "06131 123" in page.content.decode()
    is_good = words in GOOD_WORDS
    assert answer.status_code == (302 if is_good else 200)
    assert list(CaseEntry.objects.values_list("words", flat=True)) == (
        [words] if is_good else []
    )


@pytest.mark.requirement("CO36")
def test_visitor_gets_numbers_and_cannot_write(portal):
    client = Client()
    page = client.get(path("report")).content.decode()
    client.post(path("report"), {"words": "x", "network": 1})

    assert all(f"tel:{number}" in page for number in ("110", "112", "116111"))
    assert not SafeguardingCase.objects.exists()


@pytest.mark.requirement("ME39", "ME40")
def test_button_keeps_what_it_stands_beside(network):
    ada, kim = make_member("ada", network=network), make_child("kim", network=network)
    make_officer("olga", network)

    make_browser(kim.user).post(
        path("report") + f"?about=member:{ada.slug}",
        {"network": network.pk, "words": "Er schreibt komisch."},
    )

    case = SafeguardingCase.objects.get()
    assert [row.thing for row in case.evidence.all()] == [ada]
    told = dict(case.parties.values_list("member__user__username", "has_told"))
    assert told == {"ada": False, "kim": True}


@pytest.mark.requirement("CO36")
def test_profile_and_account_lead_there_in_one_tap(network):
    ada, bo = (make_member(name, network=network) for name in ("ada", "bo"))
    client = make_browser(bo.user)

    profile = client.get(reverse("community:member_detail", args=[ada.slug]))
    account = client.get(reverse("community_me:account"))

    assert f"{path('report')}?about=member%3A{ada.slug}" in profile.content.decode()
    assert f'href="{path("report")}"' in account.content.decode()


@pytest.mark.requirement("ME39")
@pytest.mark.parametrize("about", ["member:nobody", "x:1", "member"])
def test_unknown_about_is_left_out(network, about):
    client = make_browser(make_member("ada", network=network).user)

    assert client.get(path("report"), {"about": about}).status_code == 200


@pytest.mark.requirement("ME39")
def test_moderator_makes_a_case_of_a_notice_once(network):
    ada = make_member("ada", network=network)
    found = note("member", ada, reason=NoticeReason.CHILD, email="", words=SECRET)
    client = make_browser(make_staff("momo", network, Role.MODERATOR))
    page = client.get(reverse("moderation:inspect", args=[found.pk])).content.decode()

    answers = [
        client.post(path("case_from_notice", found.number)).status_code
        for _time in range(2)
    ]

    assert f"safeguarding/notices/{found.number}/" in page
    assert answers == [302, 404]
    case = SafeguardingCase.objects.get()
    assert (case.notice_case, case.is_critical) == (found, True)
    assert client.get(path("case_detail", case.number)).status_code == 404
    officer = make_browser(make_officer("olga", network))
    shown = officer.post(path("case_detail", case.number), {"reason": "triage"})
    assert SECRET in shown.content.decode()


@pytest.mark.requirement("ME39")
def test_coordination_learns_only_that_contact_is_frozen(network, case, child):
    client = make_browser(make_staff("clara", network, Role.COORDINATOR))
    row = child.memberships.get()
    url = reverse("memberships:inspect", args=[row.pk])
    before = client.get(url).content.decode()

    freeze_contact(case=case, member=child, other=None, now=NOW)

    after = client.get(url).content.decode()
    assert ("frozen" in before, "frozen" in after) == (False, True)
    assert (case.number in after, SECRET in after) == (False, False)


@pytest.mark.requirement("ME39", "CO36")
def test_officer_says_how_she_is_reached(network):
    client = make_browser(make_officer("olga", network))
    data = {"network": network.pk, "phone": "06131 5", "is_deputy": "on"}

    client.post(path("officer_contact"), data)
    client.post(path("officer_contact"), data | {"phone": "06131 6"})
    client.post(path("officer_contact"), data | {"network": 10**6})

    row = SafeguardingContact.objects.get()
    assert (row.phone, row.is_deputy) == ("06131 6", True)


@pytest.mark.requirement("ME39")
def test_staff_writes_down_what_was_told(network):
    client = make_browser(make_staff("clara", network, Role.COORDINATOR))
    make_officer("olga", network)

    answer = client.post(
        path("case_new"),
        {"network": network.pk, "source": "phone", "words": SECRET},
        follow=True,
    )

    case = SafeguardingCase.objects.get()
    assert (case.source, case.entries.get().author) == ("phone", client.user)
    assert (case.number in answer.content.decode(), answer.status_code) == (True, 200)
    assert client.get(path("case_detail", case.number)).status_code == 404


def test_list_needs_as_many_queries_for_three_as_for_one(
    network, case, django_assert_num_queries
):
    client = make_browser(make_officer("olga", network))
    client.get(path("case_list"))
    with CaptureQueriesContext(connection) as one:
        client.get(path("case_list"))
    tell(network)
    tell(network)

    with django_assert_num_queries(len(one)):
        client.get(path("case_list"))


# --- clearances in the admin --------------------------------------------------------------------


@pytest.mark.requirement("ME15", "P16", "S27")
@pytest.mark.parametrize(
    ("place", "role", "count"),
    [
        ("own", Role.COORDINATOR, 1),
        ("own", Role.SAFEGUARDING, 1),
        ("own", Role.MODERATOR, 0),
        ("own", Role.EDITOR, 0),
        ("other", Role.COORDINATOR, 0),
        ("site", Role.COORDINATOR, 1),
        ("site", Role.DATA_PROTECTION, 0),
        ("root", None, 0),
    ],
)
def test_who_sees_clearances_and_each_read_is_logged(network, place, role, count):
    first = make_staff("first", network, Role.COORDINATOR)
    row = enter(make_member("mia", network=network), network, first)
    if place == "root":
        user = make_user("root", is_superuser=True, is_staff=True)
    else:
        places = {"own": network, "site": Network.objects.get_site()}
        user = make_staff("p", places.get(place) or make_network("Ost"), role)
    client = make_browser(user)

    listed = client.get(reverse("clearances:index"))
    reads = SafeguardingRead.objects.count()
    shown = client.get(reverse("clearances:inspect", args=[row.pk]))

    assert get_readable_clearances(user).count() == count
    rows = listed.context["object_list"] if listed.status_code == 200 else []
    assert len(rows) == reads == count
    assert (shown.status_code == 200) == bool(count)
    assert SafeguardingRead.objects.count() == 2 * count


@pytest.mark.requirement("ME15", "ME18")
def test_two_coordinators_enter_and_approve(network):
    member = make_member("mia", network=network)
    first, second = (
        make_browser(make_staff(name, network, Role.COORDINATOR))
        for name in ("clara", "dora")
    )
    day = timezone.localdate()
    sent = {
        "network": network.pk,
        "member": member.pk,
        "tier": 2,
        "certificate_date": day.isoformat(),
        "inspected_on": day.isoformat(),
        "valid_until": day.replace(year=day.year + 6, day=1).isoformat(),
    }
    late = first.post(reverse("clearances:add"), sent)
    sent["valid_until"] = day.replace(year=day.year + 4, day=1).isoformat()
    done = first.post(reverse("clearances:add"), sent)
    row = member.clearances.get()
    edit = reverse("clearances:edit", args=[row.pk])
    own = first.post(edit, {"decision": "approve"})
    approved = second.post(edit, {"decision": "approve"})
    mine = make_browser(member.user).get(reverse("community_me:clearance_list"))

    assert "five years" in late.content.decode()
    assert [done.status_code, own.status_code, approved.status_code] == [302, 200, 302]
    row.refresh_from_db()
    assert (row.state, row.inspected_by, row.approved_by) == (
        "approved",
        first.user,
        second.user,
    )
    own = mine.context["clearances"]
    assert [(one.clearance, one.is_over) for one in own] == [(row, False)]
